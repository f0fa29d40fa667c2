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
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The archive of classes that the launcher starts Java with. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a POSIX shell script")
final class LauncherArchiveTest {
  private static final String OPTION = "-XX:SharedArchiveFile=";

  @TempDir Path temp;

  private PretendedProject pretended;

  @BeforeEach
  void pretend() throws IOException {
    pretended = new PretendedProject(temp);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(pretended.project.resolve("cli/target"))) {
      return files.filter(file -> file.toString().contains(".jsa")).sorted().toList();
    }
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    for (int i = 0; i < 1000 && !condition.call(); i++) {
      Thread.sleep(10);
    }
    assertThat(condition.call()).isTrue();
  }

  private void awaitArchives(int number) throws Exception {
    await(() -> files().size() == number && files().stream().noneMatch(Files::isDirectory));
  }

  private static Map<String, String> with(Path jdk) {
    return Map.of("JAVA_HOME", jdk.toString());
  }

  private static void assertUses(Outcome outcome, Path archive) {
    assertThat(outcome.out()).contains("\n" + OPTION + archive + "\n-Xlog:cds*=off\n");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isZero();
  }

  private static void assertUsesNone(Outcome outcome) {
    assertThat(outcome.out()).contains("io.kindling.cli.Main").doesNotContain(OPTION);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isZero();
  }

  @Test
  void theBuildMakesItAndEveryStartUsesIt() throws Exception {
    Outcome first = pretended.launch();
    assertThat(files()).hasSize(1);
    assertUses(first, files().get(0));
    assertUses(pretended.launch(), files().get(0));
    assertThat(pretended.archives()).containsExactly("jdk17");
    assertThat(files().get(0)).hasContent("jdk17\n");
  }

  @Test
  void anotherBuildMakesItAnew() throws Exception {
    pretended.launch();
    Files.writeString(files().get(0).resolveSibling("kindling-1.jsa"), "of a JDK that is gone");
    age(pretended.project.resolve("api/src/main/A.java"), 60);
    Outcome second = pretended.launch();
    assertThat(files()).hasSize(1);
    assertUses(second, files().get(0));
    assertThat(pretended.archives()).hasSize(2);
  }

  @Test
  void oneOlderThanTheJarsIsNotUsedButReplaced() throws Exception {
    pretended.launch();
    age(files().get(0), -60);
    assertUsesNone(pretended.launch());
    await(() -> pretended.archives().size() == 2);
    awaitArchives(1);
    assertUses(pretended.launch(), files().get(0));
  }

  @Test
  void anotherJdkGetsItsOwnWhileTheCommandRuns() throws Exception {
    pretended.launch();
    Path archive17 = files().get(0);
    Path jdk21 = pretended.jdk("jdk21", "21");
    Path go = temp.resolve("go");
    Path java = jdk21.resolve("bin/java");
    String waits = "[ \"$1\" != -Xshare:dump ] || until [ -e '" + go + "' ]; do sleep 0.1; done\n";
    executable(java, Files.readString(java).replace("#!/bin/sh\n", "#!/bin/sh\n" + waits));
    assertUsesNone(pretended.launch(with(jdk21))); // and its output ends before the archive is made
    assertUsesNone(pretended.launch(with(jdk21)));
    assertThat(pretended.archives()).containsExactly("jdk17");
    Files.createFile(go);
    awaitArchives(2);
    assertThat(pretended.archives()).containsExactly("jdk17", "jdk21");
    Path archive21 = files().get(files().get(0).equals(archive17) ? 1 : 0);
    assertUses(pretended.launch(with(jdk21)), archive21);
    assertUses(pretended.launch(), archive17);
    Files.writeString(jdk21.resolve("release"), "JAVA_VERSION=\"21.0.1\"\n");
    assertUsesNone(pretended.launch(with(jdk21)));
    awaitArchives(3);
  }

  @Test
  void whereNothingCanBeWrittenTheCommandRunsWithout() throws Exception {
    pretended.launch();
    executable(
        pretended.bin.resolve("mkdir"),
        "#!/bin/sh\necho \"mkdir: $1: Read-only file system\" >&2\necho >>'"
            + temp
            + "/tries'\nexit 1\n");
    assertUsesNone(pretended.launch(with(pretended.jdk("jdk21", "21"))));
    await(() -> Files.exists(temp.resolve("tries")));
    assertThat(files()).hasSize(1);
    assertUses(pretended.launch(), files().get(0));
  }

  @Test
  void oneThatCannotBeMadeIsNotTriedAgainBeforeTheNextBuild() throws Exception {
    Path java = pretended.jdk17.resolve("bin/java");
    String works = Files.readString(java);
    executable(java, works.replace("\n  exit\n", "\n  echo cut >\"$0.cut\"; exit 1\n"));
    assertUsesNone(pretended.launch());
    assertUsesNone(pretended.launch());
    assertThat(pretended.archives()).hasSize(1);
    executable(java, works);
    age(pretended.project.resolve("api/src/main/A.java"), 60);
    assertUses(pretended.launch(), files().get(0));
  }

  @Test
  void onlyOneMakesItAndOneThatWasKilledDoesNotStopItForEver() throws Exception {
    pretended.launch();
    Path archive = files().get(0);
    Files.delete(archive);
    Path making = Files.createDirectory(archive.resolveSibling(archive.getFileName() + ".making"));
    Files.writeString(making.resolve("archive"), "cut sho");
    Path tries = temp.resolve("tries");
    executable(
        pretended.bin.resolve("mkdir"),
        "#!/bin/sh\n/bin/mkdir \"$@\" || { echo >>'" + tries + "'; exit 1; }\n");
    assertUsesNone(pretended.launch());
    await(() -> Files.exists(tries));
    assertThat(pretended.archives()).hasSize(1);
    age(making, -3600);
    assertUsesNone(pretended.launch());
    await(() -> files().equals(List.of(archive)));
    assertUses(pretended.launch(), archive);
    assertThat(archive).hasContent("jdk17\n");
  }

  @Test
  void itGivesWayToOptionsThatItMayNotGoWith() throws Exception {
    pretended.launch();
    for (String option : List.of("-XX:SharedArchiveFile=own", "-Xshare:off", "-Xmx40g")) {
      Outcome outcome = launchWith(option);
      assertThat(outcome.out()).contains("\n" + option + "\n").doesNotContain(files().get(0) + "");
    }
    assertUses(launchWith("-Dx=y"), files().get(0));
  }

  private Outcome launchWith(String option) throws Exception {
    return pretended.launch(Map.of("JAVA_HOME", pretended.jdk17 + "", "KINDLING_OPTS", option));
  }

  @Test
  void javaPassesOverAWrongOneInSilence() throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Path fake = pretended.jdk17.resolve("bin/java");
    String real =
        "if [ \"$1\" != -Xshare:dump ]; then exec '"
            + java
            + "' \"$1\" \"$2\" \"$4\" \"$5\" --version; fi\n";
    executable(fake, Files.readString(fake).replace("#!/bin/sh\n", "#!/bin/sh\n" + real));
    Outcome outcome = pretended.launch();
    assertThat(files().get(0)).hasContent("jdk17\n");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).contains(Runtime.version().toString()).doesNotContain("rchive");
  }
}
