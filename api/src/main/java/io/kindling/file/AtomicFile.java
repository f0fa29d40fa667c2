package io.kindling.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Replaces a file whole or not at all: what is written goes to a temporary file in the same folder,
 * is forced to the disk and then renamed; then the folder is forced. Whoever looks, whenever the
 * process or the machine stops, finds the old contents or the new ones, and once {@link #write} has
 * returned, the new ones.
 *
 * <p>What is no file, such as a pipe or {@code /dev/null}, is written to as it is.
 *
 * <p>A process that is asked to end, as by Ctrl-C, deletes its temporary file. One that is killed
 * leaves it, named {@code .kindling-….tmp}; the next save in that folder deletes it. An interrupt
 * does not stop a save.
 */
public final class AtomicFile {
  private static final int MOST_LINKS = 40;

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

  /** Writes the new contents to a channel. */
  @FunctionalInterface
  public interface ChannelBody {
    /**
     * Writes the whole contents.
     *
     * @param channel where to; takes all of every buffer, does not buffer itself, and is closed by
     *     the caller
     * @throws IOException if that fails; the target stays as it is
     */
    void writeTo(WritableByteChannel channel) throws IOException;
  }

  /**
   * Replaces a file by what goes into a stream.
   *
   * @param target the file; a symbolic link is followed; permissions of an existing file are kept,
   *     a new one has those of any new file
   * @param body writes the contents
   * @throws UnknownDurabilityException if all went well but forcing the folder; then the new file
   *     is there, though perhaps not after a power cut
   * @throws IOException if anything else fails; then the old file is as it was
   */
  public static void write(Path target, Body body) throws IOException {
    writeChannel(target, buffered(body));
  }

  /**
   * Replaces a file by what goes into a channel, for what is large and comes in large pieces.
   *
   * @param target the file, as for {@link #write}
   * @param body writes the contents
   * @throws UnknownDurabilityException if all went well but forcing the folder
   * @throws IOException if anything else fails; then the old file is as it was
   */
  public static void writeChannel(Path target, ChannelBody body) throws IOException {
    if (isSpecial(target)) {
      try (OutputStream stream = Files.newOutputStream(target)) {
        body.writeTo(Channels.newChannel(stream));
      }
      return;
    }
    try (UndisturbedCalls calls = new UndisturbedCalls(new DiskCalls())) {
      write(target, body, calls);
    }
  }

  /**
   * Finds out whether a file can be written, before there is anything to write: goes the way of
   * {@link #write} as far as a temporary file, which it deletes again.
   *
   * @param target the file, as for {@link #write}
   * @return the file that would be written: where symbolic links end
   * @throws IOException if it could not be written, with the reason
   */
  public static Path check(Path target) throws IOException {
    if (isSpecial(target)) {
      if (!Files.isWritable(target)) {
        throw new AccessDeniedException(target.toString(), null, "no permission to write to it");
      }
      return target;
    }
    try (UndisturbedCalls calls = new UndisturbedCalls(new DiskCalls())) {
      Path file = destination(target);
      FileCalls.Output probe = calls.create(file);
      try {
        SharedFolder.checkReplaceable(file, probe.path());
        return file;
      } finally {
        quietly(probe::close);
        quietly(() -> calls.delete(probe.path()));
      }
    }
  }

  static ChannelBody buffered(Body body) {
    return channel -> {
      BufferedOutput stream = new BufferedOutput(channel);
      body.writeTo(stream);
      stream.flush();
    };
  }

  static void write(Path target, ChannelBody body, FileCalls calls) throws IOException {
    Path file = destination(target);
    Path folder = file.resolveSibling("");
    calls.sweep(folder);
    try {
      replace(file, body, calls);
    } catch (IOException e) {
      throw new IOException(
          target + " could not be written and is as it was: " + FileFailures.reason(e), e);
    }
    try {
      calls.forceFolder(folder);
    } catch (IOException e) {
      throw new UnknownDurabilityException(target, e);
    }
  }

  /**
   * The file that a path stands for, there or not; its folder is.
   *
   * @throws IOException if there can be no such file
   */
  static Path destination(Path target) throws IOException {
    Path file = resolveLinks(target.toAbsolutePath());
    Path folder = file.getParent();
    if (folder == null || Files.isDirectory(file)) {
      throw new FileSystemException(target.toString(), null, "it is a folder");
    }
    if (!Files.isDirectory(folder)) {
      throw new FileSystemException(target.toString(), null, "there is no folder " + folder);
    }
    try {
      Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      // a new one; a name that is too long fails in another way
    }
    return folder.toRealPath().resolve(file.getFileName());
  }

  private static void replace(Path file, ChannelBody body, FileCalls calls) throws IOException {
    FileCalls.Output output = calls.create(file);
    boolean done = false;
    try {
      body.writeTo(new OutputChannel(output));
      // never twice: after a failure the system may have dropped what it could not write, and the
      // next call would find nothing wrong
      output.force();
      // while it is open, so that nobody takes it for stale
      calls.move(output.path(), file);
      done = true;
    } finally {
      quietly(output::close);
      if (!done) {
        quietly(() -> calls.delete(output.path()));
      }
    }
  }

  /** A temporary file as a channel. */
  private record OutputChannel(FileCalls.Output output) implements WritableByteChannel {
    @Override
    public int write(ByteBuffer bytes) throws IOException {
      int length = bytes.remaining();
      output.write(bytes);
      return length;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    /** Does nothing: the file is not its own. */
    @Override
    public void close() {}
  }

  /** A call that makes no difference any more. */
  private interface Afterthought {
    void run() throws IOException;
  }

  /** What has been forced needs no closing to last, and what stays is swept by the next save. */
  private static void quietly(Afterthought call) {
    try {
      call.run();
    } catch (IOException e) {
      // the first failure, if there is one, says more
    }
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
      if (links == MOST_LINKS) {
        throw new FileSystemException(path.toString(), null, "it is a circle of symbolic links");
      }
      file = file.resolveSibling(Files.readSymbolicLink(file));
    }
    return file;
  }
}
