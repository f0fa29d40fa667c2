package io.kindling.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.kindling.spi.Availability;
import io.kindling.spi.BackendProvider;
import io.kindling.spi.Engine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is broken in a set-up, {@code kindling doctor} names in a sentence. */
final class BrokenSetUpsTest {
  private static final String FORMATS = "META-INF/services/io.kindling.spi.TableFormat";
  private static final String LISTS = "META-INF/services/" + BackendProvider.class.getName();
  private static final String CPU = "io.kindling.cpu.CpuBackendProvider";
  private static final String TORCH = "io.kindling.libtorch.TorchBackendProvider";
  private static final String SOME_NATIVES = ".*-(linux|macosx|windows)-.*\\.jar";
  private static final String PLATFORM = "linux-x86_64";
  private static final Path DRIVER = Path.of("/proc/driver/nvidia/version");

  @TempDir Path folder;

  /** A provider that cannot be made. */
  public static final class Throwing implements BackendProvider {
    /** Throws. */
    public Throwing() {
      throw new IllegalStateException("no licence");
    }

    @Override
    public String name() {
      return "throwing";
    }

    @Override
    public int priority() {
      return 1;
    }

    @Override
    public Availability availability() {
      return Availability.yes();
    }

    @Override
    public Engine<?> open() {
      throw new IllegalStateException();
    }
  }

  private static String file(String type) {
    return type.replace('.', '/') + ".class";
  }

  private Path lists(String jar, String provider) throws IOException {
    return SetUp.jar(folder.resolve(jar), Map.of(LISTS, provider.getBytes(UTF_8)));
  }

  private static SetUp withoutLibTorch() {
    return new SetUp().without("(javacpp|pytorch|openblas)-.*");
  }

  /** LibTorch's Java part with other natives than its own, unpacked into a folder of the test. */
  private SetUp withNatives(String platform, Map<String, byte[]> libraries) throws IOException {
    SetUp setUp =
        new SetUp()
            .without("(pytorch|openblas)" + SOME_NATIVES)
            .option("-Dorg.bytedeco.javacpp.platform=" + PLATFORM)
            .option("-Dorg.bytedeco.javacpp.cachedir=" + folder.resolve("cache"));
    Map<String, String> own = Map.of("pytorch", "jnitorch", "openblas", "jniopenblas_nolapack");
    for (String artifact : own.keySet()) {
      Map<String, byte[]> files = new TreeMap<>();
      String name = "org/bytedeco/" + artifact + "/" + platform + "/";
      files.put(name + "lib" + own.get(artifact) + ".so", "no library".getBytes(UTF_8));
      if (artifact.equals("pytorch")) {
        libraries.forEach((library, bytes) -> files.put(name + library, bytes));
      }
      setUp.with(SetUp.jar(folder.resolve(artifact + "-" + platform + ".jar"), files));
    }
    return setUp;
  }

  @Test
  void noVectorModule() throws Exception {
    Run doctor = withoutLibTorch().run("doctor");
    assertThat(doctor.out())
        .contains("note cpu vectors off, the JVM was started without the Vector API\n")
        .contains("→ --add-modules jdk.incubator.vector on the java command line turns them on\n")
        .endsWith("backends that can be used: cpu\n");
    assertThat(doctor.code()).isZero();
  }

  @Test
  void aJarOfOthersWhoseServiceFilesAreNotMerged() throws Exception {
    SetUp setUp = withoutLibTorch();
    Map<String, byte[]> files = new TreeMap<>();
    for (Path entry : setUp.classPath()) {
      files.putAll(SetUp.files(entry, Set.of(file(CPU), file(TORCH))::contains));
    }
    files.put(LISTS, TORCH.getBytes(UTF_8));
    setUp.only(entry -> !SetUp.has(entry, LISTS)).with(SetUp.jar(folder.resolve("app.jar"), files));
    Run doctor = setUp.run("doctor");
    assertThat(doctor.out())
        .contains("problem service file app.jar has " + CPU + " and does not list it\n")
        .contains("→ merge META-INF/services where jars are put into one, as maven-shade-plugin")
        .endsWith("backends that can be used: none\n");
    assertThat(doctor.code()).isEqualTo(2);
  }

  @Test
  void nativesForAnotherSystem() throws Exception {
    Run doctor = withNatives("windows-x86_64", Map.of("jnitorch.dll", new byte[9])).run("doctor");
    assertThat(doctor.out())
        .containsPattern(
            "\nproblem libtorch natives the natives for linux-x86_64 are not on the class path,"
                + " only those for windows-x86_64; add org\\.bytedeco:pytorch:2\\.\\S+:\\S+, or")
        .containsPattern("\nproblem backend libtorch cannot work here: the natives for ")
        .endsWith("backends that can be used: cpu\n");
  }

  @Test
  void nativesOfJavaCppsOwnThatAreMissingAreNoProblem() throws Exception {
    SetUp setUp = withNatives(PLATFORM, Map.of()).without("javacpp" + SOME_NATIVES);
    assertThat(setUp.run("doctor").out())
        .containsPattern("\nnote libtorch natives the natives for .*; add org\\.bytedeco:javacpp:");
  }

  @Test
  void whereABackendIsRefusedTheDoctorIsNamed() throws Exception {
    SetUp setUp = withNatives("windows-x86_64", Map.of());
    assertThat(setUp.run("backends").out())
        .endsWith("\nkindling doctor looks at all that they need\n");
    Run train = setUp.run("train", "--backend", "libtorch");
    assertThat(train.code()).isEqualTo(2);
    assertThat(train.out())
        .startsWith("kindling: --backend: backend libtorch cannot work here (got the natives for ")
        .endsWith("; expected a usable backend; kindling doctor looks at all that it needs)\n")
        .hasLineCount(1);
  }

  @Test
  void withoutLibTorchsJarsTheArchiveThatHasThemIsNamed() throws Exception {
    SetUp setUp = new SetUp().without("(javacpp|openblas|pytorch)-.*");
    String archive =
        "for the command they are in the archive kindling-\\*-libtorch-\\*, to be unpacked";
    assertThat(setUp.run("backends").out())
        .containsPattern("(?m)^libtorch: unusable: .*; " + archive + " over its folder$");
    assertThat(setUp.run("doctor").out())
        .containsPattern("(?m)^problem backend libtorch cannot work here: .*; " + archive);
    Run train = setUp.run("train", "--backend", "libtorch");
    assertThat(train.out()).containsPattern("; " + archive).hasLineCount(1);
    assertThat(train.code()).isEqualTo(2);
  }

  @Test
  void withoutParquetsJarsTheArchiveThatHasThemIsNamed() throws Exception {
    Path file = Files.write(folder.resolve("a.parquet"), new byte[] {'P', 'A', 'R', '1', 21, 4, 0});
    SetUp setUp = new SetUp().only(entry -> !SetUp.has(entry, FORMATS));
    assertThat(setUp.run("train", file + "", "--target", "y").out())
        .endsWith(
            "(got a Parquet file; expected text; unpack the archive kindling-*-parquet over the"
                + " folder of the command and it is read)\n")
        .hasLineCount(1);
  }

  @Test
  void aCacheThatCannotBeWritten() throws Exception {
    Path file = Files.writeString(folder.resolve("cache"), "no folder");
    Run doctor = withNatives(PLATFORM, Map.of()).run("doctor");
    assertThat(doctor.out())
        .contains(
            "problem libtorch cache " + file + " can be written by other users, or is no folder;",
            "→ name a folder that is yours alone, with 1 GB of room, by"
                + " -Dorg.bytedeco.javacpp.cachedir=FOLDER\n");
  }

  @Test
  void aCacheThatIsDamaged() throws Exception {
    SetUp setUp = withNatives(PLATFORM, Map.of());
    assertThat(setUp.run("doctor").out())
        .containsPattern("ok libtorch cache .* MB to be unpacked, ");
    Path library = unpacked("libjnitorch.so");
    FileTime date = Files.getLastModifiedTime(library);
    Files.writeString(library, "NO LIBRARY");
    Files.setLastModifiedTime(library, date);
    assertThat(setUp.run("doctor").out())
        .contains(
            "note libtorch cache "
                + folder.toRealPath().resolve("cache")
                + ": "
                + library.getFileName()
                + " has other bytes\n",
            "→ nothing need be done: all are unpacked anew as soon as LibTorch is loaded\n");
    assertThat(unpacked("libjnitorch.so")).hasContent("no library");
  }

  private Path unpacked(String library) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("cache"))) {
      return files.filter(file -> file.endsWith(library)).findFirst().orElseThrow();
    }
  }

  @Test
  void aJarOfNativesThatIsCutShort() throws Exception {
    SetUp setUp = new SetUp();
    Path natives =
        setUp.classPath().stream()
            .filter(entry -> entry.getFileName().toString().matches("pytorch" + SOME_NATIVES))
            .findFirst()
            .orElseThrow();
    Path cut = folder.resolve(natives.getFileName());
    try (InputStream in = Files.newInputStream(natives)) {
      Files.write(cut, in.readNBytes(100_000));
    }
    assertThat(setUp.without("pytorch" + SOME_NATIVES).with(cut).run("doctor").out())
        .contains("problem class path " + cut.getFileName() + " is damaged or no jar (")
        .contains("), and Java passes over it without a word\n")
        .contains("→ delete " + cut + " and download or build it anew\n")
        .contains("problem libtorch natives the natives for ");
  }

  @Test
  void aProviderThatIsListedTwice() throws Exception {
    Path copy = lists("cpu-copy.jar", CPU);
    assertThat(withoutLibTorch().with(copy).run("doctor").out())
        .containsPattern("\nproblem service file " + CPU + " is listed twice, by .* and ")
        .contains(" and " + copy.toRealPath() + "\n")
        .contains("→ take one of them off the class path\n");
  }

  @Test
  void aProviderThatThrows() throws Exception {
    Run doctor = withoutLibTorch().with(lists("bad.jar", Throwing.class.getName())).run("doctor");
    assertThat(doctor.out())
        .contains("ok service file bad.jar lists " + Throwing.class.getName() + "\n")
        .contains(
            "problem backend (unknown) cannot work here: "
                + BackendProvider.class.getName()
                + ": Provider "
                + Throwing.class.getName()
                + " could not be instantiated (no licence)\n")
        .endsWith("backends that can be used: cpu\n");
    assertThat(doctor.code()).isZero();
  }

  @Test
  void twoVersionsOfTheApi() throws Exception {
    Path other =
        SetUp.jar(
            folder.resolve("kindling-api-0.0.1.jar"),
            Map.of(
                "io/kindling/core/Finding.class",
                new byte[0],
                "META-INF/maven/io.kindling/kindling-api/pom.properties",
                "version=0.0.1".getBytes(UTF_8)));
    assertThat(withoutLibTorch().with(other).run("doctor").out())
        .contains("\nproblem kindling there are 2 copies of Kindling's API: ")
        .contains(" and 0.0.1 " + other.toRealPath() + "\n")
        .contains("→ keep one version of all; io.kindling:kindling-bom holds them to it\n");
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "CUDA is for Linux")
  void nativesForCudaAndNoDriver() throws Exception {
    assumeThat(DRIVER).as("a driver is loaded here").doesNotExist();
    assertThat(withNatives(PLATFORM + "-gpu", Map.of()).run("doctor").out())
        .contains(
            "ok libtorch natives pytorch-linux-x86_64-gpu.jar\n",
            "problem libtorch driver no NVIDIA driver is loaded on this machine: there is no "
                + DRIVER
                + "\n",
            "→ install a driver for CUDA 13 or newer; in a container, give it the GPU (--gpus all)\n");
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "CUDA is for Linux")
  void aLibraryOfCudasThatIsMissing() throws Exception {
    Map<String, byte[]> needing = Map.of("libtorch_cuda.so", libraryThatNeeds("libcudnn.so.0"));
    assertThat(withNatives(PLATFORM + "-gpu", needing).run("doctor").out())
        .contains(
            "problem libtorch libcudnn.so.0 not found by the system's loader\n",
            "→ install CUDA 13, cuDNN 9 and NCCL 2, or put their folders on LD_LIBRARY_PATH"
                + " (docs/gpu.md)\n",
            "problem backend libtorch cannot work here: of NVIDIA's libraries libcudnn.so.0 are not"
                + " found; ");
  }

  /** As little of an ELF file as says what it needs. */
  private static byte[] libraryThatNeeds(String name) {
    ByteBuffer file = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
    file.put(0, new byte[] {0x7f, 'E', 'L', 'F', 2, 1}).putLong(32, 64).putShort(56, (short) 2);
    file.putInt(64, 1).putLong(64 + 32, 256); // all of it is loaded, at 0
    file.putInt(120, 2).putLong(120 + 8, 176).putLong(120 + 32, 32); // what links it dynamically
    file.putLong(176, 1).putLong(184, 0).putLong(192, 5).putLong(200, 208); // the name, the names
    return file.put(208, name.getBytes(UTF_8)).array();
  }

  @Test
  void nativeAccessThatIsDenied() throws Exception {
    Optional<Path> jdk = Jdks.atLeast(24);
    assumeThat(jdk).as("JDKs before 24 deny nothing, and there is no other here").isPresent();
    Run doctor =
        withNatives(PLATFORM, Map.of())
            .jdk(jdk.orElseThrow())
            .option("--illegal-native-access=deny")
            .run("doctor");
    assertThat(doctor.out())
        .contains("--illegal-native-access=deny\n")
        .contains(
            "problem backend libtorch cannot work here: the JVM was started with"
                + " --illegal-native-access=deny, so that no native code runs; allow it with"
                + " --enable-native-access=ALL-UNNAMED, or use backend cpu\n");
  }
}
