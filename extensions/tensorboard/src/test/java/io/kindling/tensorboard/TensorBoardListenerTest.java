package io.kindling.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.error.DataException;
import io.kindling.train.Epoch;
import io.kindling.train.History;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Event files, read back by what is published of their format. */
final class TensorBoardListenerTest {
  @TempDir Path folder;

  private static Epoch epoch(int number, double loss, OptionalDouble validation) {
    return new Epoch(number, loss, validation, 0.125, Map.of("mae", 3.0));
  }

  @Test
  void theFirstBytesAreThoseOfEverySuchFile() throws IOException {
    TensorBoardListener board = TensorBoardListener.into(folder, () -> 1.5);
    board.close();
    assertThat(board.file().getFileName()).hasToString("events.out.tfevents.1.kindling.0");
    assertThat(Files.readAllBytes(board.file()))
        .hasSize(8 + 4 + 24 + 4)
        .startsWith(0x18, 0, 0, 0, 0, 0, 0, 0, 0xa3, 0x7f, 0x4b, 0x22, 0x09)
        .containsSequence("brain.Event:2".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void anEpochIsAStepOfScalars() throws IOException {
    TensorBoardListener board = TensorBoardListener.into(folder, () -> 1.5);
    board.epochEnded(epoch(1, 0.5, OptionalDouble.of(0.75)));
    int sizeAfterOne = (int) Files.size(board.file());
    board.epochEnded(epoch(300, 0.25, OptionalDouble.empty()));
    board.ended(new History(List.of(), History.End.COMPLETED, 0));
    assertThat(sizeAfterOne).isLessThan((int) Files.size(board.file()));
    List<String> read = read(board.file());
    assertThat(read)
        .containsExactly(
            "1.5: brain.Event:2",
            "1.5, 1: loss/train=0.5 loss/validation=0.75 learning_rate=0.125 metrics/mae=3.0 ",
            "1.5, 300: loss/train=0.25 learning_rate=0.125 metrics/mae=3.0 ");
  }

  @Test
  void eachListenerHasItsOwnFile() {
    TensorBoardListener one = TensorBoardListener.into(folder.resolve("a/b"), () -> 7);
    TensorBoardListener other = TensorBoardListener.into(folder.resolve("a/b"), () -> 7);
    one.failed(new IllegalStateException());
    other.close();
    other.close();
    assertThat(one.file()).exists().isNotEqualTo(other.file());
  }

  @Test
  void aFolderThatIsNoneIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> TensorBoardListener.into(file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("events must be written (got " + file);
  }

  /** Each frame, once its checks are found right, as a line. */
  private static List<String> read(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    while (in.hasRemaining()) {
      int begin = in.position();
      int length = (int) in.getLong();
      assertThat(in.getInt()).isEqualTo(masked(in.array(), begin, 8));
      byte[] event = new byte[length];
      in.get(event);
      assertThat(in.getInt()).isEqualTo(masked(event, 0, length));
      lines.add(line(ByteBuffer.wrap(event).order(ByteOrder.LITTLE_ENDIAN)));
    }
    return lines;
  }

  private static int masked(byte[] bytes, int from, int length) {
    CRC32C check = new CRC32C();
    check.update(bytes, from, length);
    long crc = check.getValue();
    return (int) (((crc >>> 15) | (crc << 17)) + 0xa282ead8L);
  }

  private static long varint(ByteBuffer in) {
    long number = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.get();
      number |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return number;
      }
    }
  }

  private static ByteBuffer part(ByteBuffer in) {
    int length = (int) varint(in);
    ByteBuffer part = in.slice(in.position(), length).order(ByteOrder.LITTLE_ENDIAN);
    in.position(in.position() + length);
    return part;
  }

  private static String text(ByteBuffer in) {
    return StandardCharsets.UTF_8.decode(part(in)).toString();
  }

  private static String line(ByteBuffer event) {
    StringBuilder line = new StringBuilder();
    while (event.hasRemaining()) {
      switch ((int) varint(event)) {
        case (1 << 3) | 1 -> line.append(event.getDouble());
        case 2 << 3 -> line.append(", ").append(varint(event));
        case (3 << 3) | 2 -> line.append(": ").append(text(event));
        case (5 << 3) | 2 -> line.append(": ").append(summary(part(event)));
        default -> throw new AssertionError("no such field");
      }
    }
    return line.toString();
  }

  private static String summary(ByteBuffer summary) {
    StringBuilder line = new StringBuilder();
    while (summary.hasRemaining()) {
      assertThat(varint(summary)).isEqualTo((1 << 3) | 2);
      ByteBuffer value = part(summary);
      assertThat(varint(value)).isEqualTo((1 << 3) | 2);
      line.append(text(value)).append('=');
      assertThat(varint(value)).isEqualTo((2 << 3) | 5);
      line.append(value.getFloat()).append(' ');
    }
    return line.toString();
  }
}
