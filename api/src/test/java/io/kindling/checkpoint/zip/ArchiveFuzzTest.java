package io.kindling.checkpoint.zip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.error.CheckpointException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Whatever happens to a file's bytes, it is refused or reads as before. */
final class ArchiveFuzzTest {
  private static final byte[] LINEAR = Archives.bytes("good/linear_1x1.pt");

  /** Whether bytes still read as they did; false if they are refused. */
  private static boolean reads(byte[] bytes, Map<String, ByteBuffer> expected) throws IOException {
    try {
      Map<String, ByteBuffer> contents = Archives.contents(Archives.open(bytes));
      if (!contents.equals(expected)) { // an assertion for each of so many would take minutes
        throw new AssertionError(contents + " instead of " + expected);
      }
      return true;
    } catch (CheckpointException e) {
      if (!e.operation().equals(Archives.NAME) || !e.got().contains(" at offset ")) {
        throw new AssertionError("neither file nor offset", e);
      }
      return false;
    }
  }

  @Test
  void refusesEveryTruncation() {
    for (int length = 0; length < LINEAR.length; length++) {
      byte[] cut = Arrays.copyOf(LINEAR, length);
      assertThatThrownBy(() -> Archives.open(cut)).isInstanceOf(CheckpointException.class);
    }
  }

  /** The bytes that may change are those that say nothing: versions, times, attributes, padding. */
  @Test
  void refusesEveryFlippedByteThatMatters() throws IOException {
    TorchArchive archive = Archives.open(LINEAR);
    Map<String, ByteBuffer> expected = Archives.contents(archive);
    Set<Integer> harmless = new TreeSet<>();
    byte[] flipped = LINEAR.clone();
    for (int at = 0; at < LINEAR.length; at++) {
      for (int by = 1; by < 256; by++) {
        flipped[at] = (byte) (LINEAR[at] ^ by);
        if (reads(flipped, expected)) {
          harmless.add(at);
        }
      }
      flipped[at] = LINEAR[at];
    }
    assertThat(harmless).containsExactlyElementsOf(meaningless(archive));
  }

  private static Set<Integer> meaningless(TorchArchive archive) {
    Set<Integer> places = new TreeSet<>();
    int header = 0;
    int entry = 722;
    for (ZipRecord record : archive.records()) {
      int name = archive.root().length() + 1 + record.name().length();
      addAll(places, header + 4, 2); // version needed
      addAll(places, header + 10, 4); // time and date
      int extra = header + 30 + name;
      addAll(places, extra, 2); // padding's tag
      addAll(places, extra + 4, (int) record.offset() - extra - 4);
      addAll(places, entry + 4, 4); // versions
      addAll(places, entry + 12, 4); // time and date
      addAll(places, entry + 36, 6); // attributes
      header = (int) (record.offset() + record.size()) + 16;
      entry += 46 + name;
    }
    addAll(places, entry + 12, 4); // versions
    return places;
  }

  private static void addAll(Set<Integer> places, int from, int count) {
    for (int at = from; at < from + count; at++) {
      places.add(at);
    }
  }

  @Test
  void survivesSeveralChangesAtOnce() throws IOException {
    Random random = new Random(0);
    for (String name : List.of("good/shapes.pt", "handmade/py_stored.pt", "good/optim_adam.pt")) {
      byte[] file = Archives.bytes(name);
      Map<String, ByteBuffer> expected = Archives.contents(Archives.open(file));
      int refused = 0;
      for (int i = 0; i < 5_000; i++) {
        byte[] bytes = file.clone();
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
          int at = random.nextInt(bytes.length);
          switch (random.nextInt(3)) {
            case 0 -> bytes[at] = (byte) random.nextInt();
            case 1 -> bytes[at] = (byte) 0xff;
            default -> {
              int from = random.nextInt(bytes.length);
              int length = Math.min(random.nextInt(64), bytes.length - Math.max(at, from));
              System.arraycopy(bytes, from, bytes, at, length);
            }
          }
        }
        refused += reads(bytes, expected) ? 0 : 1;
      }
      assertThat(refused).isBetween(1, 4_999);
    }
  }

  @Test
  void refusesGarbage() {
    Random random = new Random(0);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(512)];
      random.nextBytes(bytes);
      if (i % 2 == 0 && bytes.length > 4) {
        System.arraycopy(LINEAR, 0, bytes, 0, 4);
      }
      if (i % 4 == 0 && bytes.length > 200) {
        // a sound end, so that the rest is looked at
        System.arraycopy(LINEAR, LINEAR.length - 98, bytes, bytes.length - 98, 98);
      }
      assertThatThrownBy(() -> Archives.open(bytes)).isInstanceOf(CheckpointException.class);
    }
  }
}
