package io.kindling.cli;

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

/** The launcher script in a project, with a Maven and JDKs that are only pretended. */
final class PretendedProject {
  /** What a started process left. */
  record Outcome(int code, String out, String err) {}

  private static final String LAUNCHERS = "cli/dist/src/main/launcher/";

  final Path temp;
  final Path bin;
  final Path jdk17;
  Path project;

  PretendedProject(Path temp) throws IOException {
    this.temp = temp;
    project = Files.createDirectories(temp.resolve("a project, with spaces"));
    bin = Files.createDirectories(temp.resolve("bin"));
    executable(project.resolve("kindling"), Files.readString(Path.of("../kindling")));
    copyLauncher("launch.sh", project.resolve(LAUNCHERS + "launch.sh"));
    for (String file :
        List.of(
            "pom.xml",
            "bom/pom.xml",
            "api/src/main/A.java",
            "api/src/test/T.java",
            "backend-cpu/pom.xml",
            "backend-libtorch/pom.xml",
            "extensions/csv/pom.xml",
            "cli/pom.xml")) {
      Files.createDirectories(project.resolve(file).getParent());
      Files.writeString(project.resolve(file), "");
      age(project.resolve(file), -3600);
    }
    executable(
        bin.resolve("mvn"),
        """
        #!/bin/sh
        echo "mvn $* with $JAVA_HOME" >>"%1$s/builds"
        mkdir -p cli/target '%1$s/m2'
        : >'%1$s/m2/lib.jar'
        echo "$PWD/api/target/api.jar:%1$s/m2/lib.jar:$PWD/natives/pom.xml" >cli/target/kindling.classpath
        : >cli/target/kindling-cli-1.jar
        """
            .formatted(temp));
    jdk17 = jdk("jdk17", "17.0.15");
  }

  /**
   * Puts one of the launcher's files of the archives where it is wanted, older than what is built.
   */
  static void copyLauncher(String name, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    executable(file, Files.readString(Path.of("..").resolve(LAUNCHERS + name)));
    age(file, -3600);
  }

  static void executable(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  static void age(Path file, long seconds) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(seconds)));
  }

  /**
   * A JDK whose java prints its arguments, and makes archives of its name. Like Java 25's, it
   * numbers the classes that it lists, and takes no list that says one twice.
   */
  Path jdk(String name, String version) throws IOException {
    Path jdk = Files.createDirectories(temp.resolve(name + " home"));
    Files.createDirectories(jdk.resolve("bin"));
    executable(
        jdk.resolve("bin/java"),
        """
        #!/bin/sh
        if [ "$1" = -Xshare:dump ]; then
          for arg; do
            case $arg in
              -XX:SharedClassListFile=*) [ -z "$(sed 's/ id:.*//' "${arg#*=}" | sort | uniq -d)" ] || exit 1 ;;
              -XX:SharedArchiveFile=*) echo "%1$s" >"${arg#*=}" ;;
            esac
          done
          echo "%1$s" >>"%2$s/archives"
          exit
        fi
        for arg; do
          case $arg in
            -XX:DumpLoadedClassList=*) echo "Class id: $$" >"${arg#*=}" ;;
          esac
        done
        echo "java of %1$s"
        for arg; do echo "$arg"; done
        """
            .formatted(name, temp));
    executable(jdk.resolve("bin/javac"), "#!/bin/sh\n");
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    return jdk;
  }

  Outcome launch(Path script, Path folder, Map<String, String> environment, String... args)
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

  Outcome launch(String... args) throws Exception {
    return launch(project.resolve("kindling"), temp, Map.of("JAVA_HOME", jdk17.toString()), args);
  }

  Outcome launch(Map<String, String> environment) throws Exception {
    return launch(project.resolve("kindling"), temp, environment);
  }

  /** The builds so far. */
  List<String> builds() throws IOException {
    return lines("builds");
  }

  /** The names of the JDKs that have made an archive, or tried to, so far. */
  List<String> archives() throws IOException {
    return lines("archives");
  }

  private List<String> lines(String file) throws IOException {
    return Files.exists(temp.resolve(file)) ? Files.readAllLines(temp.resolve(file)) : List.of();
  }
}
