package io.kindling.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.error.DataException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bytes are those that docs/moments.md describes, and others are refused. */
final class KstatFormatTest {
  private static Moments sample() {
    Moments moments = Moments.of(List.of("ä"), true);
    moments.add(new double[] {-3}, 0.5);
    moments.add(new BigDecimal[] {new BigDecimal("0.2")}, new BigDecimal("2"));
    return moments;
  }

  @Test
  void theyAreAsDescribed() {
    String expected =
        "4b535441540a" // KSTAT and a line's end
            + "0001" // version
            + "00000001" // weighted
            + "00000001" // columns
            + "0000000000000002" // rows
            + "00000002c3a4" // name
            + "ffffffff000000000000000105" // 2.5 = 5 · 2^-1
            + "ffffffffffffffff00000001f5" // -1.1 = -11 · 2^-1 · 5^-1
            + "ffffffff"
            + "fffffffe"
            + "00000001"
            + "e5"; // 4.58 = 229 · 2^-1 · 5^-2
    byte[] bytes = sample().bytes();
    assertThat(HexFormat.of().formatHex(bytes)).startsWith(expected.substring(0, 90));
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, bytes.length - 4);
    assertThat(ByteBuffer.wrap(bytes).getInt(bytes.length - 4)).isEqualTo((int) crc.getValue());
    assertThat(Moments.of(bytes).sum(1, 1)).isEqualTo(new BigDecimal("4.58"));
    assertThat(Moments.of(bytes).bytes()).isEqualTo(bytes);
  }

  @Test
  void aFileIsReadAsItWasWritten(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("a.kstat");
    sample().save(file);
    assertThat(Files.readAllBytes(file)).isEqualTo(sample().bytes());
    Moments read = Moments.load(file);
    assertThat(read.bytes()).isEqualTo(sample().bytes());
    assertThat(read.columns()).containsExactly("ä");
    assertThat(read.rows()).isEqualTo(2);
    assertThat(read.weighted()).isTrue();
    Files.writeString(file, "x,y\n1,2\n");
    assertThatThrownBy(() -> Moments.load(file))
        .hasMessage(
            file
                + ": it must be the sums of a table, as kindling moments writes them (got other"
                + " first bytes than KSTAT; expected a whole .kstat file of version 1; make it"
                + " anew)");
  }

  @Test
  void shortenedLengthenedAndSpoiltBytesAreRefused() {
    byte[] bytes = sample().bytes();
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> Moments.of(cut)).isInstanceOf(DataException.class);
    }
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
    assertThatThrownBy(() -> Moments.of(longer)).hasMessageContaining("bytes behind its end");
    for (int i = 0; i < bytes.length; i++) {
      byte[] spoilt = bytes.clone();
      spoilt[i] ^= 1;
      assertThatThrownBy(() -> Moments.of(spoilt)).isInstanceOf(DataException.class);
    }
  }

  @Test
  void hostileBytesAreRefusedEvenWithTheirChecksum() {
    byte[] bytes = sample().bytes();
    Random random = new Random(1);
    for (int i = 0; i < 5000; i++) {
      ByteBuffer spoilt = ByteBuffer.wrap(bytes.clone());
      spoilt.put(6 + random.nextInt(bytes.length - 10), (byte) random.nextInt());
      if (random.nextBoolean()) {
        spoilt.putInt(8 + random.nextInt(bytes.length - 16), random.nextInt());
      }
      CRC32 crc = new CRC32();
      crc.update(spoilt.array(), 0, bytes.length - 4);
      spoilt.putInt(bytes.length - 4, (int) crc.getValue());
      try {
        Moments read = Moments.of(spoilt.array());
        assertThat(read.bytes()).as("one form only").isEqualTo(spoilt.array());
      } catch (DataException e) {
        assertThat(e).hasMessageStartingWith("Moments: it must be the sums of a table");
      }
    }
  }
}
