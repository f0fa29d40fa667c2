package io.kindling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script, on a project, a Maven and JDKs that are only pretended. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a POSIX shell script")
final class LauncherTest {
  @TempDir Path temp;

  private Path project;
  private Path bin;
  private Path jdk17;

  /** What a started process left. */
  private record Outcome(int code, String out, String err) {}

  @BeforeEach
  void pretend() throws IOException {
    project = Files.createDirectories(temp.resolve("a project, with spaces"));
    bin = Files.createDirectories(temp.resolve("bin"));
    Files.copy(Path.of("../kindling"), project.resolve("kindling"));
    executable(project.resolve("kindling"), Files.readString(Path.of("../kindling")));
    for (String file :
        List.of(
            "pom.xml",
            "bom/pom.xml",
            "api/src/main/A.java",
            "api/src/test/T.java",
            "backend-cpu/pom.xml",
            "backend-libtorch/pom.xml",
            "cli/pom.xml")) {
      Files.createDirectories(project.resolve(file).getParent());
      Files.writeString(project.resolve(file), "");
      age(project.resolve(file), -3600);
    }
    executable(
        bin.resolve("mvn"),
        """
        #!/bin/sh
        echo "mvn $* with $JAVA_HOME" >>"%s/builds"
        mkdir -p cli/target
        echo lib.jar >cli/target/kindling.classpath
        : >cli/target/kindling-cli-1.jar
        """
            .formatted(temp));
    jdk17 = jdk("jdk17", "17.0.15");
  }

  private static void executable(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Path jdk(String name, String version) throws IOException {
    Path jdk = Files.createDirectories(temp.resolve(name + " home"));
    Files.createDirectories(jdk.resolve("bin"));
    executable(
        jdk.resolve("bin/java"),
        "#!/bin/sh\necho \"java of " + name + "\"\nfor arg; do echo \"$arg\"; done\n");
    executable(jdk.resolve("bin/javac"), "#!/bin/sh\n");
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    return jdk;
  }

  private static void age(Path file, long seconds) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(seconds)));
  }

  private Outcome launch(Path script, Path folder, Map<String, String> environment, String... args)
      throws Exception {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("PATH", bin + ":/usr/bin:/bin");
    builder.environment().remove("JAVA_HOME");
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), out, err);
  }

  private Outcome launch(String... args) throws Exception {
    return launch(project.resolve("kindling"), temp, Map.of("JAVA_HOME", jdk17.toString()), args);
  }

  private List<String> builds() throws IOException {
    Path builds = temp.resolve("builds");
    return Files.exists(builds) ? Files.readAllLines(builds) : List.of();
  }

  @Test
  void buildsOnFirstUseAndThenStartsAtOnce() throws Exception {
    Outcome first = launch("train", "--data", "a file.csv");
    assertThat(first.err()).isEmpty();
    assertThat(first.code()).isZero();
    assertThat(first.out())
        .startsWith("java of jdk17\n")
        .endsWith("\nio.kindling.cli.Main\ntrain\n--data\na file.csv\n")
        .contains("\n" + project + "/cli/target/kindling-cli-1.jar:lib.jar\n");
    assertThat(builds()).containsExactly("mvn -B -q -P quick -pl cli -am package with " + jdk17);
    assertThat(launch("train").code()).isZero();
    assertThat(builds()).hasSize(1);
  }

  @Test
  void buildsAgainWhenSourcesAreNewerOrTheFolderHasMoved() throws Exception {
    launch();
    age(project.resolve("api/src/test/T.java"), 60);
    launch();
    assertThat(builds()).as("tests do not count").hasSize(1);
    age(project.resolve("api/src/main/A.java"), 60);
    launch();
    assertThat(builds()).hasSize(2);
    age(project.resolve("api/src/main/A.java"), -3600);
    launch();
    assertThat(builds()).hasSize(2);
    project = Files.move(project, temp.resolve("moved"));
    launch();
    assertThat(builds()).hasSize(3);
  }

  @Test
  void startsThroughLinksFromAnywhere() throws Exception {
    Path link = Files.createSymbolicLink(bin.resolve("k"), Path.of("../here"));
    Files.createSymbolicLink(temp.resolve("here"), project.resolve("kindling"));
    Outcome outcome = launch(link, Path.of("/"), Map.of("JAVA_HOME", jdk17.toString()), "x");
    assertThat(outcome.out()).endsWith("io.kindling.cli.Main\nx\n");
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void takesTheJdkOnThePathWhereJavaHomeHasNone() throws Exception {
    Path jdk11 = jdk("jdk11", "11.0.2");
    Path jdk21 = jdk("jdk21", "21");
    Files.createSymbolicLink(bin.resolve("javac"), jdk21.resolve("bin/javac"));
    Map<String, String> tooOld = Map.of("JAVA_HOME", jdk11.toString());
    Outcome outcome = launch(project.resolve("kindling"), temp, tooOld);
    assertThat(outcome.out()).startsWith("java of jdk21\n");
    assertThat(launch(project.resolve("kindling"), temp, Map.of()).out())
        .startsWith("java of jdk21\n");
  }

  @Test
  void readsTheVersionOfAnOldJdkRight() throws Exception {
    Path jdk8 = jdk("jdk8", "1.8.0_401");
    Files.createSymbolicLink(bin.resolve("javac"), jdk17.resolve("bin/javac"));
    Map<String, String> tooOld = Map.of("JAVA_HOME", jdk8.toString());
    assertThat(launch(project.resolve("kindling"), temp, tooOld).out())
        .startsWith("java of jdk17\n");
  }

  @Test
  void optionsForTheJvmGoToTheJvm() throws Exception {
    Map<String, String> environment =
        Map.of("JAVA_HOME", jdk17.toString(), "KINDLING_OPTS", "-Xmx1g -Dx=y");
    assertThat(launch(project.resolve("kindling"), temp, environment).out())
        .contains("\n-Xmx1g\n-Dx=y\n-cp\n");
  }

  @Test
  void aLocaleThatIsNotUtf8OrNotInstalledIsReplaced() throws Exception {
    executable(
        jdk17.resolve("bin/java"), "#!/bin/sh\nprintf '%s\\n' \"${LC_ALL:-none}\" \"$LANG\"\n");
    for (String locale : List.of("", "C", "xx_YY.UTF-8", "C.UTF-8")) {
      Map<String, String> environment =
          Map.of("JAVA_HOME", jdk17.toString(), "LC_ALL", locale, "LANG", "C");
      assertThat(launch(project.resolve("kindling"), temp, environment).out())
          .as(locale)
          .startsWith("C.UTF-8\n");
    }
    Map<String, String> fine =
        Map.of("JAVA_HOME", jdk17.toString(), "LC_ALL", "", "LANG", "C.UTF-8");
    assertThat(launch(project.resolve("kindling"), temp, fine).out()).isEqualTo("none\nC.UTF-8\n");
  }

  @Test
  void aBuildThatFailsIsSaidAndTriedAgain() throws Exception {
    String works = Files.readString(bin.resolve("mvn"));
    executable(bin.resolve("mvn"), "#!/bin/sh\necho '[ERROR] on purpose'\nexit 1\n");
    Outcome outcome = launch();
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err())
        .isEqualTo(
            "[ERROR] on purpose\nkindling: the build failed; all it said is in "
                + project
                + "/cli/target/kindling-build.log\n");
    executable(bin.resolve("mvn"), works);
    assertThat(launch().code()).isZero();
  }
}
