package io.kindling.libtorch.natives;

import io.kindling.spi.Availability;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Loads LibTorch, once in a process, or says in one sentence why it does not load and what to do
 * about it. Whatever the loading throws ends here.
 */
public final class TorchNatives {
  private static final String MEMORY_LIMIT = "org.bytedeco.javacpp.maxPhysicalBytes";
  private static final String MODULES =
      "org.bytedeco.javacpp,org.bytedeco.pytorch,org.bytedeco.openblas";
  private static final Natives JAVACPP = new Natives("javacpp", "jnijavacpp");
  private static final Natives TORCH = new Natives("pytorch", "jnitorch");
  private static final Natives BLAS = new Natives("openblas", "jniopenblas_nolapack");

  /** Those without which nothing loads. JavaCPP does much without its own. */
  static final List<Natives> NEEDED = List.of(BLAS, TORCH);

  /** All natives, in the order in which they are unpacked. */
  static final List<Natives> ALL = List.of(JAVACPP, BLAS, TORCH);

  private TorchNatives() {}

  /**
   * Loads LibTorch unless it is loaded.
   *
   * @return usable, or why not and what to do about it
   */
  public static synchronized Availability load() {
    // JavaCPP by itself refuses to work in a process four times larger than its heap, which every
    // process with LibTorch and a small heap is
    if (System.getProperty(MEMORY_LIMIT) == null) {
      System.setProperty(MEMORY_LIMIT, "0");
    }
    String platform = Loader.getPlatform();
    if (platform.startsWith("linux") && Libc.isMuslOnly(Path.of("/"))) {
      return Availability.no("LibTorch needs glibc and this system has musl; " + Libc.TAKE_ANOTHER);
    }
    try {
      for (Natives natives : NEEDED) {
        String unusable = natives.unusable();
        if (unusable != null) {
          return Availability.no(unusable);
        }
      }
      Path cache = NativesFolder.chosen();
      for (Natives natives : ALL) {
        natives.unpack(cache);
      }
      Loader.load(torch.class);
      return Availability.yes();
    } catch (IOException e) {
      return Availability.no(
          "LibTorch's natives cannot be unpacked ("
              + reason(e)
              + "); "
              + NativesFolder.NAME_ANOTHER);
    } catch (LinkageError | RuntimeException | OutOfMemoryError e) {
      return Availability.no(whyNotLoaded(platform, e));
    }
  }

  private static String whyNotLoaded(String platform, Throwable thrown) {
    if (root(thrown) instanceof IllegalCallerException) {
      return "the JVM was started with --illegal-native-access=deny, so that no native code runs;"
          + " allow it with --enable-native-access="
          + (Loader.class.getModule().isNamed() ? MODULES : "ALL-UNNAMED")
          + ", or use backend cpu";
    }
    Set<String> missing = CudaLibraries.missing();
    if (missing.isEmpty()) {
      return "LibTorch's natives for "
          + platform
          + " do not load ("
          + reason(thrown)
          + "); see the requirements in Kindling's docs/backends.md, or use backend cpu";
    }
    return CudaLibraries.describe(missing)
        + "; or take LibTorch's natives without CUDA, "
        + TORCH.artifact()
        + ":"
        + platform;
  }

  /**
   * {@return LibTorch's version and that of the presets, for instance {@code 2.10.0 (JavaCPP
   * 1.5.13)}}
   */
  public static String version() {
    String[] parts = TORCH.version().split("-", 2);
    return parts.length == 2 ? parts[0] + " (JavaCPP " + parts[1] + ")" : parts[0];
  }

  /** Whether the natives that were found are those with CUDA. */
  static boolean withCuda() {
    return TORCH.withCuda();
  }

  /** The folder of the unpacked natives with CUDA, or null if it is not those that are here. */
  static @Nullable Path cudaFolder() throws IOException {
    return TORCH.withCuda() ? folder() : null;
  }

  /** The folder of LibTorch's own unpacked natives. */
  static Path folder() throws IOException {
    return TORCH.folder(NativesFolder.chosen());
  }

  /** The folders of all unpacked natives. */
  static List<Path> folders() throws IOException {
    Path cache = NativesFolder.chosen();
    return List.of(TORCH.folder(cache), BLAS.folder(cache));
  }

  /** The artifact whose natives have CUDA, for messages. */
  static String cudaArtifact() {
    return TORCH.artifact() + ":" + Loader.getPlatform() + Natives.CUDA;
  }

  /** The first line of what went wrong first. */
  static String reason(Throwable thrown) {
    Throwable root = root(thrown);
    return firstLine(root.getMessage() == null ? root.toString() : root.getMessage());
  }

  private static Throwable root(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  /** The first line of a message, or as much of it as fits into one of ours. */
  static String firstLine(String message) {
    String line = message.lines().findFirst().orElse("");
    return line.length() <= 160 ? line : line.substring(0, 159) + "…";
  }
}
