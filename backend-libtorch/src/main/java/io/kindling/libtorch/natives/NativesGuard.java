package io.kindling.libtorch.natives;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Keeps what is below a folder of ours closed to other users, where the file system knows them. The
 * folder alone does not: others may look into it, and then open what a umask has left open in it.
 */
final class NativesGuard {
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

  private static final int WRITTEN_BY_OTHERS = 0022;
  private static final Integer ADMINISTRATOR = 0;

  private final Path cache;
  private final boolean unix;

  /**
   * Guards what is below a folder.
   *
   * @param cache the folder; what its owner and the system's administrator own is ours
   */
  NativesGuard(Path cache) {
    this.cache = cache;
    this.unix = cache.getFileSystem().supportedFileAttributeViews().contains("unix");
  }

  /** Whether nobody else owns a file or folder or can write to it. */
  boolean isClosed(Path path) throws IOException {
    return !unix
        || (isOwned(path)
            && ((int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS)
                    & WRITTEN_BY_OTHERS)
                == 0);
  }

  private boolean isOwned(Path path) throws IOException {
    Object owner = Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    return owner.equals(ADMINISTRATOR) || owner.equals(Files.getAttribute(cache, "unix:uid"));
  }

  /** Whether there is a folder that is closed. */
  boolean isClosedFolder(Path folder) throws IOException {
    return unix
        ? Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) && isClosed(folder)
        : Files.isDirectory(folder);
  }

  /**
   * Makes a folder unless a closed one is there. One that was open is emptied: what else was put
   * into it might be loaded too, where a library asks for it by its name.
   */
  void makeFolder(Path folder) throws IOException {
    if (isClosedFolder(folder)) {
      return;
    }
    if (unix) {
      if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS) && !isClosed(folder)) {
        clear(folder);
      }
      Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(FOLDER));
      Files.setPosixFilePermissions(folder, FOLDER);
    } else {
      Files.createDirectory(folder);
    }
  }

  /** Closes a file that was just made. */
  void closeFile(Path file) throws IOException {
    if (unix) {
      Files.setPosixFilePermissions(file, FILE);
    }
  }

  /** Deletes what is there, or puts it aside where it has a folder of somebody else's in it. */
  void clear(Path path) throws IOException {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) && (!unix || isOwned(path))) {
      if (unix) {
        Files.setPosixFilePermissions(path, FOLDER); // so that nothing in it becomes a link
      }
      for (Path inside : contents(path)) {
        clear(inside);
      }
    }
    try {
      Files.deleteIfExists(path);
    } catch (DirectoryNotEmptyException e) {
      Files.move(path, path.resolveSibling("put-aside-" + UUID.randomUUID()));
    }
  }

  private static List<Path> contents(Path folder) throws IOException {
    try (Stream<Path> contents = Files.list(folder)) {
      return contents.toList();
    }
  }
}
