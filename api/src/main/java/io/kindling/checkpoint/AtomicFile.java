package io.kindling.checkpoint;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Replaces a file whole or not at all: what is written goes to a temporary file in the same folder,
 * is forced to the disk and then renamed. Whoever looks, whenever the process or the machine stops,
 * finds the old contents or the new ones. What is no file, such as a pipe or {@code /dev/null}, is
 * written to as it is.
 */
public final class AtomicFile {
  private AtomicFile() {}

  /** Writes the new contents to a stream. */
  @FunctionalInterface
  public interface Body {
    /**
     * Writes the whole contents.
     *
     * @param stream where to, buffered; closed by the caller
     * @throws IOException if that fails; the target stays as it is
     */
    void writeTo(OutputStream stream) throws IOException;
  }

  /**
   * Replaces a file by what goes into a stream.
   *
   * @param target the file; a symbolic link is followed, permissions of an existing file are kept
   * @param body writes the contents
   * @throws IOException if anything fails; then the old file is as it was
   */
  public static void write(Path target, Body body) throws IOException {
    if (isSpecial(target)) {
      try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(target))) {
        body.writeTo(stream);
      }
      return;
    }
    Path file = resolveLinks(target.toAbsolutePath());
    Path folder = file.getParent();
    if (folder == null || Files.isDirectory(file)) {
      throw new IOException(target + " is a folder");
    }
    // not createTempFile, which makes files that only their owner may read
    Path temporary = folder.resolve("." + file.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      try (FileChannel channel =
              FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
          OutputStream stream = new BufferedOutputStream(Channels.newOutputStream(channel))) {
        body.writeTo(stream);
        stream.flush();
        channel.force(true);
      }
      copyPermissions(file, temporary);
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
    forceFolder(folder);
  }

  /**
   * Whether something is there that is neither a file nor a folder: a device, a pipe. It cannot be
   * replaced; a file in its place would be no device any more.
   *
   * @param path what to look at; symbolic links are followed
   * @return whether it is
   */
  public static boolean isSpecial(Path path) {
    return Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path);
  }

  /** The file that a chain of symbolic links ends at, whether it is there or not. */
  private static Path resolveLinks(Path path) throws IOException {
    if (Files.exists(path)) {
      return path.toRealPath();
    }
    Path file = path;
    for (int links = 0; Files.isSymbolicLink(file); links++) {
      if (links == 40) {
        throw new IOException(path + " is a circle of symbolic links");
      }
      file = file.resolveSibling(Files.readSymbolicLink(file));
    }
    return file;
  }

  private static void copyPermissions(Path from, Path to) throws IOException {
    if (Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
      @Nullable PosixFileAttributeView view =
          Files.getFileAttributeView(to, PosixFileAttributeView.class);
      if (view != null) {
        view.setPermissions(Files.getPosixFilePermissions(from));
      }
    }
  }

  /** Makes the rename itself last. Windows has no such call and needs none. */
  private static void forceFolder(Path folder) throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
