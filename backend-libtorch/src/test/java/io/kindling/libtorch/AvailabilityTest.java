package io.kindling.libtorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.kindling.BackendStatus;
import io.kindling.Backends;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where LibTorch cannot load, a host hears why in one sentence, and nothing else happens. */
final class AvailabilityTest {
  private static final String DENIED = "--illegal-native-access=deny";

  @TempDir Path folder;

  /** What a host would see: run in a process of its own, since natives load once in each. */
  static final class Host {
    private Host() {}

    public static void main(String[] args) {
      for (int i = 0; i < 2; i++) { // the second time natives have failed before
        for (BackendStatus status : Backends.status()) {
          System.out.println(status.name() + "|" + status.usable() + "|" + status.reason());
        }
      }
      try {
        Backends.open("libtorch").close();
      } catch (RuntimeException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  private static List<String> host(Predicate<String> keep, String... options) throws Exception {
    return host(classPath().filter(keep), options);
  }

  private static Stream<String> classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator));
  }

  private static List<String> host(Stream<String> classPath, String... options) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(options));
    if (!arguments.contains(DENIED)) {
      arguments.add("--enable-native-access=ALL-UNNAMED");
    }
    arguments.add("-cp");
    arguments.add(classPath.collect(Collectors.joining(File.pathSeparator)));
    arguments.add(Host.class.getName());
    return run(arguments);
  }

  /** The same on the module path. */
  private static List<String> modularHost(String... options) throws Exception {
    String modules =
        Stream.concat(
                classPath().filter(entry -> entry.contains("bytedeco")),
                Stream.of(place(Backends.class), place(TorchBackendProvider.class)))
            .collect(Collectors.joining(File.pathSeparator));
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.addAll(List.of("-p", modules));
    arguments.addAll(List.of("--patch-module", "io.kindling.libtorch=" + place(Host.class)));
    arguments.addAll(List.of("-m", "io.kindling.libtorch/" + Host.class.getName()));
    return run(arguments);
  }

  private static String place(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }

  private static List<String> run(List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>(arguments);
    command.add(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor()).as(output).isZero();
    return output.lines().toList();
  }

  private static void expectUnusable(List<String> lines, String reason) {
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).startsWith("libtorch|false|").contains(reason);
    assertThat(lines.get(1)).startsWith("libtorch|false|").contains(reason);
    assertThat(lines.get(2))
        .startsWith("Backends.open: backend libtorch cannot work here (got ")
        .contains(reason);
  }

  @Test
  void withoutTheNativesItNamesTheArtifact() throws Exception {
    List<String> lines = host(entry -> !entry.matches(".*pytorch-[^/]*-(linux|mac|win).*"));
    expectUnusable(lines, "are not on the class path; add org.bytedeco:pytorch:2.");
  }

  @Test
  void withoutTheNativesOfOpenBlasItNamesThose() throws Exception {
    List<String> lines = host(entry -> !entry.matches(".*openblas-[^/]*-(linux|mac|win).*"));
    expectUnusable(lines, "are not on the class path; add org.bytedeco:openblas:0.");
  }

  @Test
  void withoutThePresetsItNamesThem() throws Exception {
    List<String> lines = host(entry -> !entry.contains("bytedeco"));
    expectUnusable(lines, "add org.bytedeco:pytorch and its natives");
  }

  @Test
  void onAnotherSystemItSaysWhich() throws Exception {
    List<String> lines = host(entry -> true, "-Dorg.bytedeco.javacpp.platform=linux-riscv64");
    expectUnusable(lines, "the natives for linux-riscv64 are not on the class path");
  }

  @Test
  void onTheModulePathItNamesTheModulesThatNobodyRequires() throws Exception {
    expectUnusable(modularHost(), "are in no module that is there; add org.bytedeco:openblas:0.");
    assertThat(modularHost().get(0)).contains(", by --add-modules org.bytedeco.openblas.");
  }

  @Test
  void onTheModulePathItNamesTheModulesThatNeedNativeCode() throws Exception {
    assumeThat(Runtime.version().feature()).isGreaterThanOrEqualTo(24);
    expectUnusable(
        modularHost("--add-modules", "ALL-MODULE-PATH", DENIED),
        "--enable-native-access=org.bytedeco.javacpp,org.bytedeco.pytorch,org.bytedeco.openblas,");
  }

  @Test
  void whereNativeCodeIsDeniedItNamesWhatAllowsItEachTime() throws Exception {
    assumeThat(Runtime.version().feature()).isGreaterThanOrEqualTo(24);
    expectUnusable(
        host(entry -> true, DENIED), "allow it with --enable-native-access=ALL-UNNAMED, or use");
  }

  @Test
  void withNativesOfAnotherVersionItNamesTheRightOnes() throws Exception {
    Path other = folder.resolve("pytorch-2.7.1-1.5.12-linux-x86_64.jar");
    try (ZipOutputStream jar = new ZipOutputStream(Files.newOutputStream(other))) {
      jar.putNextEntry(
          new ZipEntry("org/bytedeco/pytorch/linux-x86_64/" + System.mapLibraryName("jnitorch")));
      jar.putNextEntry(new ZipEntry("META-INF/maven/org.bytedeco/pytorch/pom.properties"));
      jar.write("version=2.7.1-1.5.12".getBytes(StandardCharsets.UTF_8));
    }
    List<String> javaPart =
        classPath().filter(entry -> !entry.matches(".*pytorch-[^/]*-(linux|mac|win).*")).toList();
    Stream<String> first = Stream.concat(Stream.of(other.toString()), javaPart.stream());
    Stream<String> last = Stream.concat(javaPart.stream(), Stream.of(other.toString()));
    for (Stream<String> order : List.of(first, last)) {
      List<String> lines = host(order, "-Dorg.bytedeco.javacpp.platform=linux-x86_64");
      expectUnusable(
          lines,
          "the natives of pytorch are of version 2.7.1-1.5.12 and its Java part is of 2.10.0");
      assertThat(lines.get(0)).contains("; take org.bytedeco:pytorch:2.10.0");
    }
  }

  @Test
  void withAFolderThatOthersCanWriteToItRefusesToLoadFromThere() throws Exception {
    assumeThat(folder.getFileSystem().supportedFileAttributeViews()).contains("posix");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    List<String> lines = host(entry -> true, "-Dorg.bytedeco.javacpp.cachedir=" + folder);
    expectUnusable(lines, "can be written by other users");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void withACacheFolderThatCannotHoldThemItSaysHowToGiveAnother() throws Exception {
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      // a file stands where the folder for the unpacked natives should be made
      Files.writeString(folder.resolve(Path.of(entry).getFileName()), "");
    }
    List<String> lines = host(entry -> true, "-Dorg.bytedeco.javacpp.cachedir=" + folder);
    expectUnusable(lines, "cannot be unpacked (");
    assertThat(lines.get(0)).contains("-Dorg.bytedeco.javacpp.cachedir=FOLDER");
  }

  @Test
  void aSmallHeapIsEnough() throws Exception {
    List<String> lines = host(entry -> true, "-Xmx32m");
    assertThat(lines).containsExactly("libtorch|true|", "libtorch|true|");
  }

  @Test
  void lookingAtTheProviderLoadsNothing() throws IOException {
    TorchBackendProvider provider = new TorchBackendProvider();
    assertThat(provider.name()).isEqualTo("libtorch");
    assertThat(provider.priority()).isPositive();
  }
}
