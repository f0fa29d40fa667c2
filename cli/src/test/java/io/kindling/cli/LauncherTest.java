package io.kindling.cli;

import static io.kindling.cli.PretendedProject.age;
import static io.kindling.cli.PretendedProject.executable;
import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.cli.PretendedProject.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher script, on a project, a Maven and JDKs that are only pretended. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a POSIX shell script")
final class LauncherTest {
  @TempDir Path temp;

  private PretendedProject pretended;

  @BeforeEach
  void pretend() throws IOException {
    pretended = new PretendedProject(temp);
  }

  @Test
  void buildsOnFirstUseAndThenStartsAtOnce() throws Exception {
    Outcome first = pretended.launch("train", "--data", "a file.csv");
    assertThat(first.err()).isEmpty();
    assertThat(first.code()).isZero();
    assertThat(first.out())
        .startsWith("java of jdk17\n")
        .endsWith("\nio.kindling.cli.Main\ntrain\n--data\na file.csv\n")
        .contains("\n" + classPath() + "\n");
    assertThat(pretended.builds())
        .containsExactly("mvn -B -q -P quick -pl cli -am package with " + pretended.jdk17);
    assertThat(pretended.launch("train").code()).isZero();
    assertThat(pretended.builds()).hasSize(1);
  }

  private String classPath() {
    Path target = pretended.project.resolve("cli/target");
    return target.resolve("kindling-cli-1.jar")
        + ":"
        + pretended.project.resolve("api/target/api.jar")
        + ":"
        + target.resolve("lib/lib.jar");
  }

  @Test
  void needsNothingOfTheBuildersFolders() throws Exception {
    pretended.launch();
    Files.delete(temp.resolve("m2/lib.jar"));
    assertThat(pretended.launch().out()).contains("\n" + classPath() + "\n");
    assertThat(pretended.project.resolve("cli/target/lib/lib.jar")).isRegularFile();
    assertThat(pretended.builds()).hasSize(1);
  }

  @Test
  void buildsAgainWhereItsJarsAreGone() throws Exception {
    pretended.launch();
    Path lib = pretended.project.resolve("cli/target/lib");
    Files.move(lib, lib.resolveSibling("gone"));
    assertThat(pretended.launch().code()).isZero();
    assertThat(pretended.builds()).hasSize(2);
  }

  @Test
  void takesNoJarBesideTheOneThatItBuilds() throws Exception {
    Path target = Files.createDirectories(pretended.project.resolve("cli/target"));
    Files.createFile(target.resolve("kindling-cli-0.jar"));
    assertThat(pretended.launch().out()).contains("\n" + classPath() + "\n");
    Files.createFile(target.resolve("kindling-cli-1-sources.jar"));
    assertThat(pretended.launch().out()).contains("\n" + classPath() + "\n");
    assertThat(pretended.builds()).hasSize(1);
  }

  @Test
  void whoMayNotBuildIsToldWhoMay() throws Exception {
    Files.createFile(pretended.project.resolve("cli/target")); // stops root as well
    Outcome outcome = pretended.launch();
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err())
        .isEqualTo(
            "kindling: it must be built first, and you may not write to "
                + pretended.project
                + "/cli/target: let the owner of the folder run "
                + pretended.project
                + "/kindling once\n");
  }

  @Test
  void optionsThatTheJvmDoesNotTakeAreSaidInALine() throws Exception {
    Path java = pretended.jdk17.resolve("bin/java");
    String works = Files.readString(java);
    executable(
        java,
        works.replace(
            "#!/bin/sh\n",
            """
            #!/bin/sh
            case "$*" in '-Dx=y -Xfoo -version')
            printf 'Picked up A: b\\nUnrecognized option: -Xfoo\\nError: no JVM\\n' >&2
            exit 1 ;; esac
            """));
    Map<String, String> wrong =
        Map.of(
            "JAVA_HOME",
            pretended.jdk17.toString(),
            "KINDLING_OPTS",
            "-Dx=y -agentlib:jdwp=suspend=y -Xfoo");
    Outcome outcome = pretended.launch(wrong);
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .isEqualTo(
            "kindling: KINDLING_OPTS: Java must take the options (got -Dx=y"
                + " -agentlib:jdwp=suspend=y -Xfoo: Unrecognized option: -Xfoo; expected some as"
                + " -Xmx8g)\n");
  }

  @Test
  void aStandardInputThatIsClosedIsEmpty() throws Exception {
    Path java = pretended.jdk17.resolve("bin/java");
    String works = Files.readString(java);
    executable(java, works.replace("#!/bin/sh\n", "#!/bin/sh\ncat || echo closed\n"));
    Outcome outcome =
        pretended.launch(
            Path.of("/bin/sh"),
            temp,
            Map.of("JAVA_HOME", pretended.jdk17.toString()),
            "-c",
            "exec '" + pretended.project.resolve("kindling") + "' predict - <&-");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).startsWith("java of jdk17\n");
  }

  @Test
  void buildsAgainWhenSourcesAreNewerOrTheFolderHasMoved() throws Exception {
    pretended.launch();
    age(pretended.project.resolve("api/src/test/T.java"), 60);
    pretended.launch();
    assertThat(pretended.builds()).as("tests do not count").hasSize(1);
    age(pretended.project.resolve("api/src/main/A.java"), 60);
    pretended.launch();
    assertThat(pretended.builds()).hasSize(2);
    age(pretended.project.resolve("api/src/main/A.java"), -3600);
    pretended.launch();
    assertThat(pretended.builds()).hasSize(2);
    pretended.project = Files.move(pretended.project, temp.resolve("moved"));
    pretended.launch();
    assertThat(pretended.builds()).hasSize(3);
  }

  @Test
  void startsThroughLinksFromAnywhere() throws Exception {
    Path link = Files.createSymbolicLink(pretended.bin.resolve("k"), Path.of("../here"));
    Files.createSymbolicLink(temp.resolve("here"), pretended.project.resolve("kindling"));
    Outcome outcome =
        pretended.launch(link, Path.of("/"), Map.of("JAVA_HOME", pretended.jdk17.toString()), "x");
    assertThat(outcome.out()).endsWith("io.kindling.cli.Main\nx\n");
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void takesTheJdkOnThePathWhereJavaHomeHasNone() throws Exception {
    Path jdk11 = pretended.jdk("jdk11", "11.0.2");
    Path jdk21 = pretended.jdk("jdk21", "21");
    Files.createSymbolicLink(pretended.bin.resolve("javac"), jdk21.resolve("bin/javac"));
    Map<String, String> tooOld = Map.of("JAVA_HOME", jdk11.toString());
    Outcome outcome = pretended.launch(tooOld);
    assertThat(outcome.out()).startsWith("java of jdk21\n");
    assertThat(pretended.launch(Map.of()).out()).startsWith("java of jdk21\n");
  }

  @Test
  void readsTheVersionOfAnOldJdkRight() throws Exception {
    Path jdk8 = pretended.jdk("jdk8", "1.8.0_401");
    Files.createSymbolicLink(pretended.bin.resolve("javac"), pretended.jdk17.resolve("bin/javac"));
    Map<String, String> tooOld = Map.of("JAVA_HOME", jdk8.toString());
    assertThat(pretended.launch(tooOld).out()).startsWith("java of jdk17\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"KINDLING_OPTS", "JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS"})
  void javaIsToldOfOneCollectorOnly(String variable) throws Exception {
    String jdk = pretended.jdk17.toString();
    String serial = "\n-XX:+UseSerialGC\n";
    assertThat(pretended.launch(Map.of("JAVA_HOME", jdk, variable, "-Dx=y")).out())
        .contains(serial);
    assertThat(pretended.launch(Map.of("JAVA_HOME", jdk, variable, "-Dx=y -XX:+UseZGC")).out())
        .doesNotContain(serial)
        .contains("\nio.kindling.cli.Main\n");
  }

  @Test
  void aFolderThatJavaCannotTakeIsNotBuilt() throws Exception {
    pretended.project = Files.move(pretended.project, temp.resolve("a:b"));
    Outcome outcome = pretended.launch();
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).startsWith("kindling: its folder: Java must take the name (got ");
    assertThat(pretended.builds()).isEmpty();
  }

  @Test
  void optionsForTheJvmGoToTheJvm() throws Exception {
    Map<String, String> environment =
        Map.of("JAVA_HOME", pretended.jdk17.toString(), "KINDLING_OPTS", "-Xmx1g -Dx=y*");
    Files.createFile(temp.resolve("-Dx=y and a file's name")); // in the folder it is started in
    assertThat(pretended.launch(environment).out()).contains("\n-Xmx1g\n-Dx=y*\n-cp\n");
  }

  @Test
  void aLocaleThatIsNotUtf8OrNotInstalledIsReplaced() throws Exception {
    executable(
        pretended.jdk17.resolve("bin/java"),
        "#!/bin/sh\nprintf '%s\\n' \"${LC_ALL:-none}\" \"$LANG\"\n");
    for (String locale : List.of("", "C", "xx_YY.UTF-8", "C.UTF-8")) {
      Map<String, String> environment =
          Map.of("JAVA_HOME", pretended.jdk17.toString(), "LC_ALL", locale, "LANG", "C");
      assertThat(pretended.launch(environment).out()).as(locale).startsWith("C.UTF-8\n");
    }
    Map<String, String> fine =
        Map.of("JAVA_HOME", pretended.jdk17.toString(), "LC_ALL", "", "LANG", "C.UTF-8");
    assertThat(pretended.launch(fine).out()).isEqualTo("none\nC.UTF-8\n");
  }

  @Test
  void theCommandKnowsTheTerminalsOwnEncoding() throws Exception {
    Map<String, String> environment =
        Map.of("JAVA_HOME", pretended.jdk17.toString(), "LC_ALL", "C.UTF-8");
    assertThat(pretended.launch(environment).out()).contains("\n-Dkindling.charmap=UTF-8\n");
    Map<String, String> ascii = Map.of("JAVA_HOME", pretended.jdk17.toString(), "LC_ALL", "C");
    assertThat(pretended.launch(ascii).out())
        .contains("\n-Dkindling.charmap=")
        .doesNotContain("charmap=UTF-8");
  }

  @Test
  void aBuildThatFailsIsSaidAndTriedAgain() throws Exception {
    String works = Files.readString(pretended.bin.resolve("mvn"));
    executable(pretended.bin.resolve("mvn"), "#!/bin/sh\necho '[ERROR] on purpose'\nexit 1\n");
    Outcome outcome = pretended.launch();
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err())
        .isEqualTo(
            "[ERROR] on purpose\nkindling: the build failed; all it said is in "
                + pretended.project
                + "/cli/target/kindling-build.log\n");
    executable(pretended.bin.resolve("mvn"), works);
    assertThat(pretended.launch().code()).isZero();
  }
}
