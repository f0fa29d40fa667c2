package io.kindling.file;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/**
 * Replaces a small folder of files whole or not at all: they are written to a folder beside it,
 * which is then renamed. Whoever looks finds the old files or the new ones; for a moment between
 * two renames, where there was a folder already, neither.
 */
public final class AtomicFolder {
  private AtomicFolder() {}

  /**
   * Replaces a folder and what is in it.
   *
   * @param target the folder; another one of files alone, or an empty one, may be there
   * @param files writes each file, by its name
   * @throws IOException if that fails; then the old folder is as it was
   */
  public static void write(Path target, Map<String, AtomicFile.Body> files) throws IOException {
    Path folder = Files.exists(target) ? target.toRealPath() : target.toAbsolutePath();
    Path fresh = Files.createDirectory(folder.resolveSibling(Temporaries.newName()));
    try {
      for (Map.Entry<String, AtomicFile.Body> file : files.entrySet()) {
        AtomicFile.write(fresh.resolve(file.getKey()), file.getValue());
      }
      replace(folder, fresh);
    } finally {
      delete(fresh);
    }
    new DiskCalls().forceFolder(folder.resolveSibling(""));
  }

  private static void replace(Path folder, Path fresh) throws IOException {
    if (!Files.exists(folder)) {
      Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    Path old = folder.resolveSibling(Temporaries.newName());
    Files.move(folder, old, StandardCopyOption.ATOMIC_MOVE);
    try {
      Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.move(old, folder, StandardCopyOption.ATOMIC_MOVE);
      throw e;
    }
    delete(old);
  }

  /** A folder of files; what is not there, or in use, or more than files, stays. */
  private static void delete(Path folder) {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      // it is a temporary one, by its name
    }
  }
}
