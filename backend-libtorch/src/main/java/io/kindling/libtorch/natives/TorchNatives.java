package io.kindling.libtorch.natives;

import io.kindling.spi.Availability;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
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
  private static final String GPU = "-gpu";

  private TorchNatives() {}

  /**
   * Loads LibTorch unless it is loaded.
   *
   * @return usable, or why not and what to do about it
   */
  public static Availability load() {
    // JavaCPP by itself refuses to work in a process four times larger than its heap, which every
    // process with LibTorch and a small heap is
    if (System.getProperty(MEMORY_LIMIT) == null) {
      System.setProperty(MEMORY_LIMIT, "0");
    }
    String platform = Loader.getPlatform();
    if (platform.startsWith("linux") && Libc.isMuslOnly(Path.of("/"))) {
      return Availability.no(
          "LibTorch needs glibc and this system has musl; use an image with glibc, for instance"
              + " Debian's, or backend cpu");
    }
    try {
      URL torchFolder = bundled("pytorch", platform);
      URL blasFolder = bundled("openblas", platform);
      if (torchFolder == null || blasFolder == null) {
        return Availability.no(missing(platform, torchFolder == null ? "pytorch" : "openblas"));
      }
      unpack(blasFolder);
      unpack(torchFolder);
      Loader.load(torch.class);
      return Availability.yes();
    } catch (IOException e) {
      return Availability.no(
          "LibTorch's natives cannot be unpacked ("
              + reason(e)
              + "); give JavaCPP a folder with 1 GB of room by"
              + " -Dorg.bytedeco.javacpp.cachedir=FOLDER");
    } catch (LinkageError | RuntimeException | OutOfMemoryError e) {
      return Availability.no(whyNotLoaded(platform, e));
    }
  }

  private static String whyNotLoaded(String platform, Throwable thrown) {
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
        + artifact("pytorch")
        + ":"
        + platform;
  }

  /**
   * {@return LibTorch's version and that of the presets, for instance {@code 2.10.0 (JavaCPP
   * 1.5.13)}}
   */
  public static String version() {
    String[] parts = version("pytorch").split("-", 2);
    return parts.length == 2 ? parts[0] + " (JavaCPP " + parts[1] + ")" : parts[0];
  }

  /** Whether the natives that were found are those with CUDA. */
  static boolean withCuda() {
    try {
      return find("pytorch", Loader.getPlatform() + GPU) != null;
    } catch (IOException e) {
      return false;
    }
  }

  /** The folder of the unpacked natives with CUDA, or null if it is not those that are here. */
  static @Nullable Path cudaFolder() throws IOException {
    URL folder = find("pytorch", Loader.getPlatform() + GPU);
    return folder == null ? null : Loader.cacheResource(folder).toPath();
  }

  /** The folders of all unpacked natives. */
  static List<Path> folders() throws IOException {
    List<Path> folders = new ArrayList<>();
    for (String name : List.of("pytorch", "openblas")) {
      URL folder = bundled(name, Loader.getPlatform());
      if (folder != null) {
        folders.add(Loader.cacheResource(folder).toPath());
      }
    }
    return folders;
  }

  /** The artifact whose natives have CUDA, for messages. */
  static String cudaArtifact() {
    return artifact("pytorch") + ":" + Loader.getPlatform() + GPU;
  }

  /** The folder of a package's natives among the resources, those with CUDA first. */
  private static @Nullable URL bundled(String name, String platform) throws IOException {
    URL folder = find(name, platform + GPU);
    return folder == null ? find(name, platform) : folder;
  }

  private static @Nullable URL find(String name, String folder) throws IOException {
    return Loader.findResource(torch.class, "/org/bytedeco/" + name + "/" + folder + "/");
  }

  /**
   * Unpacks all of a folder before anything of it is loaded. JavaCPP by itself unpacks library by
   * library, so that the first one finds what it needs not beside it but, if the system has another
   * LibTorch installed, there; and then the process dies.
   */
  private static void unpack(URL folder) throws IOException {
    boolean cached =
        !"false".equalsIgnoreCase(System.getProperty("org.bytedeco.javacpp.cacheLibraries"));
    if (cached && folder.getProtocol().equals("jar")) {
      Loader.cacheResource(folder);
    }
  }

  private static String missing(String platform, String name) {
    return "the natives for "
        + platform
        + " are not on the class path; add "
        + artifact(name)
        + ":"
        + platform
        + ", or org.bytedeco:pytorch-platform for all systems, or use backend cpu";
  }

  private static String artifact(String name) {
    return "org.bytedeco:" + name + ":" + version(name);
  }

  private static String version(String name) {
    try {
      return Loader.getVersion("org.bytedeco", name);
    } catch (IOException e) {
      return "VERSION"; // repackaged without its Maven descriptor; it only stands in messages
    }
  }

  /** The first line of what went wrong first. */
  private static String reason(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return firstLine(root.getMessage() == null ? root.toString() : root.getMessage());
  }

  /** The first line of a message, or as much of it as fits into one of ours. */
  static String firstLine(String message) {
    String line = message.lines().findFirst().orElse("");
    return line.length() <= 160 ? line : line.substring(0, 159) + "…";
  }
}
