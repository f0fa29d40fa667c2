package io.kindling.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The file system itself. */
final class DiskCalls implements FileCalls {
  private static final int MOST_TRIES = 100;
  private static final Set<StandardOpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  @Override
  public void sweep(Path folder) {
    Temporaries.sweep(folder);
  }

  @Override
  public Output create(Path file) throws IOException {
    @Nullable Set<PosixFilePermission> permissions = permissions(file);
    for (int i = 0; i < MOST_TRIES; i++) {
      Path path = file.resolveSibling(Temporaries.newName());
      GoneAtExit atExit = new GoneAtExit(path); // before there is a file, so that none stays
      boolean ours = false;
      try {
        FileChannel channel = atExit.make(() -> open(path, permissions));
        ours = Temporaries.claim(path, channel);
        if (ours) {
          return new DiskOutput(path, channel, atExit);
        }
        discard(path, channel);
      } finally {
        if (!ours) {
          atExit.close();
        }
      }
    }
    throw new IOException("every new temporary file was deleted by another process");
  }

  /**
   * What is allowed to whom on the file that will be replaced; null if there is none. From the
   * first byte on, or what only the owner may read could be read by others while it is written.
   */
  private static @Nullable Set<PosixFilePermission> permissions(Path file) throws IOException {
    boolean old =
        Files.exists(file)
            && Files.getFileAttributeView(file, PosixFileAttributeView.class) != null;
    return old ? Files.getPosixFilePermissions(file) : null;
  }

  /** Not createTempFile, which makes files that only their owner may read. */
  private static FileChannel open(Path path, @Nullable Set<PosixFilePermission> permissions)
      throws IOException {
    if (permissions == null) {
      return FileChannel.open(path, NEW);
    }
    FileAttribute<?> attribute = PosixFilePermissions.asFileAttribute(permissions);
    FileChannel channel = FileChannel.open(path, NEW, attribute);
    boolean set = false;
    try {
      // once more, as the process' umask has taken some away
      Files.setPosixFilePermissions(path, permissions);
      set = true;
      return channel;
    } finally {
      if (!set) {
        discard(path, channel);
      }
    }
  }

  private static void discard(Path path, FileChannel channel) throws IOException {
    try (channel) {
      Files.deleteIfExists(path);
    }
  }

  @Override
  public void move(Path temporary, Path file) throws IOException {
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Windows has no such call and needs none. */
  @Override
  public void forceFolder(Path folder) throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  @Override
  public void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  /** Gone with the JVM, if that is asked to end meanwhile; only one that is killed leaves it. */
  private static final class DiskOutput implements Output {
    private final Path path;
    private final FileChannel channel;
    private final GoneAtExit atExit;

    DiskOutput(Path path, FileChannel channel, GoneAtExit atExit) {
      this.path = path;
      this.channel = channel;
      this.atExit = atExit;
    }

    @Override
    public Path path() {
      return path;
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }

    @Override
    public void force() throws IOException {
      channel.force(true);
    }

    @Override
    public void close() throws IOException {
      atExit.close();
      channel.close();
    }
  }
}
