package io.kindling.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A disk in memory that keeps for certain only what it was forced to: of a file that was not
 * forced, a power cut may leave nothing, a part, or zeros; of names changed in a folder that was
 * not forced, any may be as before.
 */
final class ForgetfulDisk implements FileCalls {
  private final Map<Path, Contents> lasting = new HashMap<>();
  private final Map<Path, Contents> names = new HashMap<>();

  /** What each name has stood for since the folder was forced. */
  private final Map<Path, List<Contents>> renamed = new HashMap<>();

  /** The bytes of a file, whatever it is called. */
  private static final class Contents {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean forced;

    Set<ByteBuffer> afterPowerCut() {
      byte[] all = bytes.toByteArray();
      Set<ByteBuffer> possible = new HashSet<>(Set.of(ByteBuffer.wrap(all)));
      if (!forced) {
        possible.add(ByteBuffer.allocate(0));
        possible.add(ByteBuffer.wrap(all, 0, all.length / 2).slice());
        possible.add(ByteBuffer.allocate(all.length));
      }
      return possible;
    }
  }

  /** Puts a file there that lasts. */
  void put(Path file, byte[] contents) {
    Contents made = new Contents();
    made.bytes.writeBytes(contents);
    made.forced = true;
    names.put(file, made);
    forceFolder(file);
  }

  /** All that a power cut now could leave under a name that lasts. */
  Set<ByteBuffer> afterPowerCut(Path file) {
    List<Contents> possible = new ArrayList<>(renamed.getOrDefault(file, List.of()));
    possible.add(Objects.requireNonNull(lasting.get(file)));
    Set<ByteBuffer> left = new HashSet<>();
    possible.forEach(contents -> left.addAll(contents.afterPowerCut()));
    return left;
  }

  @Override
  public void sweep(Path folder) {}

  @Override
  public Output create(Path file) {
    Path path = file.resolveSibling("temporary");
    Contents made = new Contents();
    names.put(path, made);
    return new Output() {
      @Override
      public Path path() {
        return path;
      }

      @Override
      public void write(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        made.bytes.writeBytes(copy);
        made.forced = false;
      }

      @Override
      public void force() {
        made.forced = true;
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void move(Path temporary, Path file) throws IOException {
    Contents contents = names.remove(temporary);
    if (contents == null) {
      throw new IOException("there is no " + temporary);
    }
    names.put(file, contents);
    renamed.computeIfAbsent(file, name -> new ArrayList<>()).add(contents);
  }

  @Override
  public void forceFolder(Path folder) {
    lasting.putAll(names);
    renamed.clear();
  }

  @Override
  public void delete(Path file) {
    names.remove(file);
  }
}
