package io.kindling.libtorch.natives;

import io.kindling.core.Finding;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.Loader;

/** NVIDIA's libraries, which LibTorch with CUDA needs and does not bring. */
public final class CudaLibraries {
  /** What to do where some are missing. */
  private static final String INSTALL =
      "install CUDA 13, cuDNN 9 and NCCL 2, or put their folders on LD_LIBRARY_PATH (docs/gpu.md)";

  private static final Pattern NVIDIAS = Pattern.compile("lib(cu|nv|nccl).*");

  private CudaLibraries() {}

  /**
   * Prints by which names the natives on the class path ask for libraries that are not among them:
   * for a bundle, which looks for these on the other machine.
   *
   * @param none nothing
   * @throws IOException if a library cannot be read
   */
  public static void main(String[] none) throws IOException {
    List<Path> folders = TorchNatives.folders();
    Set<String> needed = new TreeSet<>();
    for (Path folder : folders) {
      needed.addAll(needed(folder));
    }
    needed.removeIf(name -> folders.stream().anyMatch(folder -> isOwn(folder.resolve(name))));
    needed.forEach(System.out::println);
  }

  /** The names of those that LibTorch's natives with CUDA need and the system does not find. */
  static Set<String> missing() {
    try {
      Path folder = TorchNatives.cudaFolder();
      return folder == null ? Set.of() : missing(folder, CudaLibraries::isFound);
    } catch (IOException | LinkageError | RuntimeException e) {
      return Set.of(); // it only stands in messages, which say enough without
    }
  }

  /** What to do about missing ones, in one line. */
  static String describe(Set<String> missing) {
    return "of NVIDIA's libraries " + String.join(", ", missing) + " are not found; " + INSTALL;
  }

  /** What a folder's libraries need and is neither there nor found elsewhere. */
  static Set<String> missing(Path folder, Predicate<String> found) throws IOException {
    Set<String> missing = needed(folder);
    missing.removeIf(name -> Files.exists(folder.resolve(name)) || found.test(name));
    return missing;
  }

  /**
   * What a folder's libraries need, but for those that only Java classes of no use here ask for.
   */
  private static Set<String> needed(Path folder) throws IOException {
    Set<String> needed = new TreeSet<>();
    try (DirectoryStream<Path> libraries = Files.newDirectoryStream(folder, "lib*.so*")) {
      for (Path library : libraries) {
        if (isOwn(library) && !library.getFileName().toString().startsWith("libjni")) {
          needed.addAll(ElfNeeds.of(library));
        }
      }
    }
    return needed;
  }

  /** Whether a library came with the natives; JavaCPP puts links to the system's beside them. */
  private static boolean isOwn(Path library) {
    return Files.isRegularFile(library, LinkOption.NOFOLLOW_LINKS);
  }

  /** A line for each of those that LibTorch's natives in a folder need. */
  static List<Finding> findings(Path folder) throws IOException {
    List<Finding> findings = new ArrayList<>();
    for (String name : needed(folder)) {
      if (NVIDIAS.matcher(name).matches() && !isOwn(folder.resolve(name))) {
        findings.add(finding(name, INSTALL));
      }
    }
    return findings;
  }

  /** Whether a library is found, and where. */
  static Finding finding(String name, String remedy) {
    return isFound(name)
        ? Finding.ok(name, LoadedFiles.own().library(name).map(Path::toString).orElse("found"))
        : Finding.problem(name, "not found by the system's loader", remedy);
  }

  static boolean isFound(String name) {
    try {
      Loader.loadGlobal(name);
      return true;
    } catch (UnsatisfiedLinkError e) {
      return false;
    }
  }
}
