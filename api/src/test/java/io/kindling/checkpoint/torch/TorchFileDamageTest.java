package io.kindling.checkpoint.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.checkpoint.Fixtures;
import io.kindling.core.TensorData;
import io.kindling.error.CheckpointException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A file that was damaged anywhere is refused, or holds what it held. */
final class TorchFileDamageTest {
  private static final byte[] LINEAR = Fixtures.bytes("good/linear_1x1.pt");

  /** Whether a file still loads; false if it is refused. */
  private static boolean loads(byte[] bytes, Map<String, TensorData> expected) throws IOException {
    try {
      Map<String, TensorData> state = MemoryFile.load(bytes);
      if (!state.equals(expected)) { // an assertion for each of so many would take minutes
        throw new AssertionError("other values: " + state);
      }
      return true;
    } catch (CheckpointException e) {
      if (!e.operation().equals(MemoryFile.NAME.toString())
          || !(e.rule() + e.got()).matches("(?s).*(offset|byte) [0-9]+.*")) {
        throw new AssertionError("neither file nor place", e);
      }
      return false;
    }
  }

  /** How many of the files with one byte changed are refused. */
  private static int refused(IntPredicate changes) throws IOException {
    Map<String, TensorData> expected = MemoryFile.load(LINEAR);
    byte[] changed = LINEAR.clone();
    int refused = 0;
    for (int at = 0; at < LINEAR.length; at++) {
      for (int by : IntStream.range(1, 256).filter(changes).toArray()) {
        changed[at] = (byte) (LINEAR[at] ^ by);
        refused += loads(changed, expected) ? 0 : 1;
      }
      changed[at] = LINEAR[at];
    }
    return refused;
  }

  @Test
  void everyTruncationIsRefused() {
    for (int length = 0; length < LINEAR.length; length++) {
      byte[] cut = Arrays.copyOf(LINEAR, length);
      assertThatThrownBy(() -> MemoryFile.load(cut)).isInstanceOf(CheckpointException.class);
    }
  }

  @Test
  void everyFlippedBitIsRefusedOrMeansNothing() throws IOException {
    assertThat(refused(by -> Integer.bitCount(by) == 1)).isBetween(1, LINEAR.length * 8);
  }

  /** All 274,125 of them. Profile soak. */
  @Test
  @Tag("soak")
  void everyFlippedByteIsRefusedOrMeansNothing() throws IOException {
    assertThat(LINEAR.length * 255).isEqualTo(274_125);
    int refused = refused(by -> true);
    System.out.println(refused + " of " + LINEAR.length * 255 + " damaged files refused");
    // all but the 243 bytes that say nothing: versions, times, attributes, padding
    assertThat(refused).isEqualTo((LINEAR.length - 243) * 255);
  }
}
