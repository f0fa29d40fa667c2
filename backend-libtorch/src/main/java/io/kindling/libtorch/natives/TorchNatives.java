package io.kindling.libtorch.natives;

import io.kindling.spi.Availability;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Loads LibTorch, once in a process, or says in one sentence why it does not load and what to do
 * about it. Whatever the loading throws ends here.
 */
public final class TorchNatives {
  private static final String MEMORY_LIMIT = "org.bytedeco.javacpp.maxPhysicalBytes";
  private static final Natives JAVACPP = new Natives("javacpp", "jnijavacpp", "Loader");
  private static final Natives TORCH = new Natives("pytorch", "jnitorch", "global.torch");
  private static final Natives BLAS =
      new Natives("openblas", "jniopenblas_nolapack", "global.openblas_nolapack");

  /** Those without which nothing loads. JavaCPP does much without its own. */
  static final List<Natives> NEEDED = List.of(BLAS, TORCH);

  /** All natives, in the order in which they are unpacked. */
  static final List<Natives> ALL = List.of(JAVACPP, BLAS, TORCH);

  /** How LibTorch says of which version it is. */
  static final Pattern VERSION = Pattern.compile("TORCH_VERSION=([\\w.]+)");

  /** What came of loading it, where that cannot change any more. */
  private static @Nullable Availability decided;

  private TorchNatives() {}

  /**
   * Loads LibTorch unless it is loaded.
   *
   * @return usable, or why not and what to do about it
   */
  public static synchronized Availability load() {
    if (decided != null) {
      return decided;
    }
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
      boolean again = AnotherLoader.hasLibTorch();
      Loader.load(torch.class);
      decided = compared();
      if (again) {
        AnotherLoader.tell();
      }
      return decided;
    } catch (IOException e) {
      return Availability.no(
          "LibTorch's natives cannot be unpacked ("
              + WhyNotLoaded.reason(e)
              + "); "
              + NativesFolder.NAME_ANOTHER);
    } catch (LinkageError e) {
      decided =
          Availability.no(WhyNotLoaded.of(e)); // a class that has failed will not be tried again
      return decided;
    } catch (RuntimeException | OutOfMemoryError e) {
      return Availability.no(WhyNotLoaded.of(e));
    }
  }

  /**
   * Whether what was loaded is what it should be: a jar that others made may not say its version.
   */
  private static Availability compared() {
    Matcher loaded = VERSION.matcher(torch.show_config().getString());
    return !loaded.find() || TORCH.isOf(loaded.group(1))
        ? Availability.yes()
        : Availability.no(TORCH.otherVersion(loaded.group(1)));
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

  /** The folders of all natives, which it unpacks unless they are. */
  static List<Path> folders() throws IOException {
    Path cache = NativesFolder.chosen();
    TORCH.unpack(cache);
    BLAS.unpack(cache);
    return List.of(TORCH.folder(cache), BLAS.folder(cache));
  }

  /** The artifact whose natives have CUDA, for messages. */
  static String cudaArtifact() {
    return TORCH.artifact() + ":" + Loader.getPlatform() + Natives.CUDA;
  }

  /** The artifact whose natives have no CUDA, for messages. */
  static String plainArtifact() {
    return TORCH.artifact() + ":" + Loader.getPlatform();
  }
}
