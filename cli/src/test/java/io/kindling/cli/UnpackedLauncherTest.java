package io.kindling.cli;

import static io.kindling.cli.PretendedProject.age;
import static io.kindling.cli.PretendedProject.copyLauncher;
import static io.kindling.cli.PretendedProject.executable;
import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.cli.PretendedProject.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher of the archives, in a folder where one is unpacked, on JDKs that are pretended. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a POSIX shell script")
final class UnpackedLauncherTest {
  /** Where a machine may have a Java of its own, which the launcher would find. */
  private static final List<String> FOLDERS =
      List.of("/usr/lib/jvm/", "/usr/java/", "/opt/java/", "/opt/jdk", "/Library/Java/");

  @TempDir Path temp;

  private PretendedProject pretended;
  private Path home;
  private Path lib;
  private Path command;

  @BeforeEach
  void unpack() throws IOException {
    pretended = new PretendedProject(temp);
    home = temp.resolve("a folder/kindling-1");
    lib = home.resolve("lib");
    command = home.resolve("bin/kindling");
    copyLauncher("kindling", command);
    copyLauncher("launch.sh", lib.resolve("launch.sh"));
    String launch = Files.readString(lib.resolve("launch.sh"));
    for (String folder : FOLDERS) {
      launch = launch.replace(folder, temp + "/machine" + folder);
    }
    Files.writeString(lib.resolve("launch.sh"), launch);
    age(lib.resolve("launch.sh"), -3600);
    jar("kindling-api-1.jar");
    jar("kindling-cli-1.jar");
    // before the machine's own on PATH, and no Java at all
    executable(pretended.bin.resolve("java"), "#!/bin/sh\nexit 1\n");
    executable(pretended.bin.resolve("mkdir"), "#!/bin/sh\nexit 1\n"); // so nothing is kept
  }

  private void jar(String name) throws IOException {
    age(Files.createFile(lib.resolve(name)), -3600);
  }

  /** A Java that compiles nothing. */
  private Path java(String name, String version) throws IOException {
    Path java = pretended.jdk(name, version);
    Files.delete(java.resolve("bin/javac"));
    return java;
  }

  private Outcome launch(Map<String, String> environment, String... args) throws Exception {
    Map<String, String> all = new HashMap<>(Map.of("HOME", temp.resolve("nobody") + ""));
    all.putAll(environment);
    return pretended.launch(command, temp, all, args);
  }

  private static Map<String, String> home(Path java) {
    return Map.of("JAVA_HOME", java.toString());
  }

  @Test
  void startsWithAllThatIsInItsFolder() throws Exception {
    Outcome outcome = launch(home(java("java17", "17.0.2")), "train", "a file.csv");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out())
        .startsWith("java of java17\n")
        .contains(
            "\n-cp\n" + lib.resolve("kindling-api-1.jar:") + lib.resolve("kindling-cli-1.jar"))
        .endsWith("\nio.kindling.cli.Main\ntrain\na file.csv\n");
    assertThat(pretended.builds()).isEmpty();
    jar("kindling-parquet-1.jar");
    assertThat(launch(home(pretended.jdk17)).out())
        .contains(":" + lib.resolve("kindling-parquet-1.jar") + "\n");
  }

  @Test
  void takesTheJavaOnThePathWhereJavaHomeHasNoneThatIsNewEnough() throws Exception {
    Path link = pretended.bin.resolve("java");
    Files.delete(link);
    Files.createSymbolicLink(link, java("java21", "21").resolve("bin/java"));
    assertThat(launch(home(java("java11", "11.0.2"))).out()).startsWith("java of java21\n");
    assertThat(launch(Map.of()).out()).startsWith("java of java21\n");
  }

  @Test
  void takesTheNewestOfTheUsualFoldersWhereThePathHasNone() throws Exception {
    Path jvm = Files.createDirectories(temp.resolve("machine/usr/lib/jvm"));
    Files.createSymbolicLink(jvm.resolve("a"), java("java17", "17.0.2"));
    Files.createSymbolicLink(jvm.resolve("b"), java("java21", "21"));
    Files.createSymbolicLink(jvm.resolve("c"), java("java8", "1.8.0_401"));
    assertThat(launch(Map.of()).out()).startsWith("java of java21\n");
  }

  @Test
  void withoutAJavaThatIsNewEnoughItSaysWhatToInstall() throws Exception {
    Outcome outcome = launch(home(java("java11", "11.0.2")));
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .isEqualTo(
            "kindling: Java of version 17 or newer is needed: install it (Debian, Ubuntu: apt-get"
                + " install openjdk-17-jre-headless; macOS: brew install openjdk) or set JAVA_HOME"
                + " to it\n");
  }

  @Test
  void anImageUsesTheJavaThatItHas() throws Exception {
    Files.move(pretended.jdk("own", "17"), lib.resolve("runtime"));
    Files.createDirectory(lib.resolve("app"));
    for (String jar : List.of("kindling-api-1.jar", "kindling-cli-1.jar")) {
      Files.move(lib.resolve(jar), lib.resolve("app").resolve(jar));
    }
    assertThat(launch(home(java("java21", "21"))).out())
        .startsWith("java of own\n")
        .contains("\n-cp\n" + lib.resolve("app/kindling-api-1.jar:") + lib.resolve("app"));
  }

  @Test
  void startsThroughLinksFromAnywhere() throws Exception {
    Path link = Files.createSymbolicLink(pretended.bin.resolve("k"), Path.of("../here"));
    Files.createSymbolicLink(temp.resolve("here"), command);
    Outcome outcome = pretended.launch(link, Path.of("/"), home(pretended.jdk17), "x");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).endsWith("io.kindling.cli.Main\nx\n");
  }

  /** Where a colon ends a name, and no letter may be beyond U+FFFF, as in a class path. */
  @ParameterizedTest
  @ValueSource(strings = {"a:b", "\\360\\237\\230\\200"})
  void aFolderThatJavaCannotTakeIsSaidInALine(String name) throws Exception {
    Path link = temp.resolve("link");
    List<String> move =
        List.of(
            "sh",
            "-c",
            "name=$(printf \"$1\") && mv -- \"$2\" \"$3/$name\""
                + " && ln -s -- \"$name\" \"$3/link\"",
            "sh",
            name,
            home + "",
            temp + ""); // not Java, to which the locale may forbid such names
    assertThat(new ProcessBuilder(move).inheritIO().start().waitFor()).isZero();
    Outcome outcome = pretended.launch(link.resolve("bin/kindling"), temp, home(pretended.jdk17));
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .startsWith("kindling: its folder: Java must take the name (got " + temp.toRealPath() + "/")
        .endsWith("; expected no colon and no emoji in it; rename the folder)\n")
        .hasLineCount(1);
  }

  @Test
  void optionsForTheJvmGoToTheJvm() throws Exception {
    Map<String, String> environment =
        Map.of("JAVA_HOME", pretended.jdk17 + "", "KINDLING_OPTS", "-Xmx1g -Dx=y*");
    Files.createFile(temp.resolve("-Dx=y and a file's name")); // in the folder it is started in
    assertThat(launch(environment).out()).contains("\n-Xmx1g\n-Dx=y*\n-cp\n");
  }

  @Test
  void whereItsFolderCannotBeWrittenNothingIsKept() throws Exception {
    Files.setPosixFilePermissions(lib, PosixFilePermissions.fromString("r-xr-xr-x"));
    Outcome outcome = launch(home(pretended.jdk17), "x");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).endsWith("io.kindling.cli.Main\nx\n").doesNotContain("Archive");
    assertThat(pretended.archives()).isEmpty();
    Files.setPosixFilePermissions(lib, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void jarsThatAreAddedGetAnArchiveOfTheirOwn() throws Exception {
    Files.delete(pretended.bin.resolve("mkdir"));
    launch(home(pretended.jdk17));
    String first = awaited(1).get(0);
    assertThat(launch(home(pretended.jdk17)).out())
        .contains("\n-XX:SharedArchiveFile=" + lib.resolve(first) + "\n");
    jar("kindling-parquet-1.jar");
    assertThat(launch(home(pretended.jdk17)).out()).doesNotContain(first);
    assertThat(awaited(2)).contains(first);
  }

  /** The names of the archives of classes, once there are so many and none is being made. */
  private List<String> awaited(int number) throws Exception {
    List<String> names = List.of();
    for (int i = 0; i < 1000 && !(names.size() == number && areMade(names)); i++) {
      Thread.sleep(10);
      try (Stream<Path> files = Files.list(lib)) {
        names =
            files.map(file -> file.getFileName() + "").filter(it -> it.contains(".jsa")).toList();
      }
    }
    assertThat(names).hasSize(number).allMatch(name -> name.endsWith(".jsa"));
    return names;
  }

  private static boolean areMade(List<String> names) {
    return names.stream().allMatch(name -> name.endsWith(".jsa"));
  }
}
