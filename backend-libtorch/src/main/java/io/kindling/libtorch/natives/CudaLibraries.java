package io.kindling.libtorch.natives;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.bytedeco.javacpp.Loader;

/** NVIDIA's libraries, which LibTorch with CUDA needs and does not bring. */
public final class CudaLibraries {
  private CudaLibraries() {}

  /**
   * Prints by which names the libraries of a folder ask for libraries that are in none of the
   * folders: for a bundle, which says on the other machine what is missing there.
   *
   * @param folders the folders of unpacked natives
   * @throws IOException if a library cannot be read
   */
  public static void main(String[] folders) throws IOException {
    List<Path> all = List.of(folders).stream().map(Path::of).toList();
    Set<String> needed = new TreeSet<>();
    for (Path folder : all) {
      needed.addAll(needed(folder));
    }
    needed.removeIf(name -> all.stream().anyMatch(folder -> Files.exists(folder.resolve(name))));
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
    return "of NVIDIA's libraries "
        + String.join(", ", missing)
        + " are not found; install CUDA 13, cuDNN 9 and NCCL 2, or put their folders on"
        + " LD_LIBRARY_PATH (docs/gpu.md)";
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
        boolean ours = Files.isRegularFile(library) && !Files.isSymbolicLink(library);
        if (ours && !library.getFileName().toString().startsWith("libjni")) {
          needed.addAll(ElfNeeds.of(library));
        }
      }
    }
    return needed;
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
