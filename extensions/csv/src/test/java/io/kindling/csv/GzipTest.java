package io.kindling.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.error.DataException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives of several members: all of them are read, or it is said that one is damaged. */
final class GzipTest {
  private static final byte[] FIRST = member("a,y\n1,2\n");
  private static final byte[] SECOND = member("3,4\n5,6\n");

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("rows.csv.gz");
  }

  private static byte[] member(String text) {
    try {
      return CsvDialectTest.gzip(text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  /** Spaces are found by another reader than commas. */
  private long rows(String separator) throws IOException {
    try (var rows = CsvFile.of(file).separator(separator).open()) {
      return rows.readAll();
    }
  }

  private void refused(byte[] archive) throws IOException {
    Files.write(file, archive);
    for (String separator : new String[] {",", " "}) {
      assertThatThrownBy(() -> rows(separator))
          .isInstanceOf(DataException.class)
          .hasMessageStartingWith(file + ": a gzip archive must be whole (got ")
          .hasMessageEndingWith(
              "; expected all of it, as it was written; fetch it or pack it again)");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 512, 100_000})
  void membersAreReadOneBehindTheOtherAndZerosPassedOver(int zeros) throws IOException {
    Files.write(file, joined(FIRST, SECOND, new byte[zeros]));
    assertThat(CsvFile.of(file).targets("y").table().all().targets().toFloatArray())
        .containsExactly(2, 4, 6);
  }

  @Test
  void anEmptyMemberIsNothing() throws IOException {
    byte[] empty = member("");
    Files.write(file, joined(empty, FIRST, empty, SECOND, empty));
    assertThat(rows(",")).isEqualTo(3);
  }

  @Test
  void whateverIsWrongInALaterMemberIsAnError() throws IOException {
    byte[] both = joined(FIRST, SECOND);
    for (int i = 0; i < SECOND.length; i++) {
      if ((i >= 4 && i < 10) || i == SECOND.length - 9) {
        continue; // the time, strength and system, and bits that only fill a byte
      }
      int at = FIRST.length + i;
      byte[] wrong = both.clone();
      wrong[at] ^= 0x20;
      refused(wrong);
    }
  }

  @Test
  void aCutIsAnErrorWhereverItIs() throws IOException {
    byte[] both = joined(FIRST, SECOND);
    for (int length = FIRST.length + 1; length < both.length; length++) {
      refused(Arrays.copyOf(both, length));
    }
    Files.write(file, Arrays.copyOf(both, FIRST.length));
    assertThat(rows(",")).isEqualTo(1);
  }

  @Test
  void otherBytesBehindAMemberAreAnError() throws IOException {
    refused(joined(FIRST, "garbage".getBytes(StandardCharsets.UTF_8)));
    refused(joined(FIRST, new byte[600], bytes(1)));
    refused(joined(FIRST, bytes(0x1F)));
  }

  @Test
  void aHeaderMayHaveANameAndMore() throws IOException {
    byte[] head = bytes(0x1F, 0x8B, 8, 2 + 4 + 8 + 16, 0, 0, 0, 0, 0, 3, 2, 0, 'x', 'y');
    byte[] texts = "rows.csv\0a comment\0".getBytes(StandardCharsets.UTF_8);
    CRC32 sum = new CRC32();
    sum.update(head);
    sum.update(texts);
    int low = (int) sum.getValue();
    byte[] plain = Arrays.copyOfRange(FIRST, 10, FIRST.length);
    Files.write(file, joined(head, texts, bytes(low, low >> 8), plain, SECOND));
    assertThat(rows(",")).isEqualTo(3);
    refused(joined(SECOND, head, texts, bytes(low + 1, low >> 8), plain));
  }

  @Test
  void itIsReadAsItComes() throws IOException {
    byte[] text = new byte[200_000];
    new Random(1).nextBytes(text);
    ByteArrayOutputStream one = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(one)) {
      gzip.write(text);
    }
    byte[] packed = joined(one.toByteArray(), one.toByteArray());
    try (Gzip gzip = new Gzip(new Dripping(packed))) {
      assertThat(gzip.readAllBytes()).isEqualTo(joined(text, text));
      assertThat(gzip.packedBytes()).isBetween(packed.length - 100L, (long) packed.length);
    }
  }

  /** Gives a byte at a time, as a pipe may. */
  private static final class Dripping extends ByteArrayInputStream {
    Dripping(byte[] bytes) {
      super(bytes);
    }

    @Override
    public synchronized int read(byte[] to, int from, int length) {
      return super.read(to, from, Math.min(1, length));
    }

    @Override
    public synchronized int available() {
      return 0;
    }
  }
}
