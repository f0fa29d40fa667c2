package io.kindling.cli.table;

import io.kindling.checkpoint.Notes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.function.Function;

/**
 * Tells tables apart by all that is trained on: columns, numbers as float32, and labels. A table
 * that is streamed is gone through once for each of these.
 */
public final class TableDigest {
  private TableDigest() {}

  /**
   * The SHA-256 of a table, in hexadecimal digits; what float32 does not tell apart is the same.
   */
  public static String of(TrainingTable table) {
    MessageDigest sha = sha256();
    boolean labels = table.holdsLabels();
    ByteBuffer number = ByteBuffer.allocate(Float.BYTES);
    DoubleConsumer use = value -> sha.update(number.putFloat(0, (float) value).array());
    numbers(table, RawRows::features, use);
    numbers(table, RawRows::numbers, use);
    numbers(table, RawRows::beside, use);
    text(sha, Notes.text(List.of(table.features(), table.targets())));
    if (labels) {
      for (int i = 0; i < table.targets().size(); i++) {
        int target = i;
        table.forEach(rows -> rows.labels(target).forEach(label -> text(sha, label)));
      }
    }
    return HexFormat.of().formatHex(sha.digest());
  }

  /** The SHA-256 of a table's numbers in float64, in hexadecimal digits. */
  public static String exactly(TrainingTable table) {
    MessageDigest sha = sha256();
    ByteBuffer number = ByteBuffer.allocate(Double.BYTES);
    numbers(table, RawRows::features, value -> sha.update(number.putDouble(0, value).array()));
    numbers(table, RawRows::numbers, value -> sha.update(number.putDouble(0, value).array()));
    return HexFormat.of().formatHex(sha.digest());
  }

  private static void numbers(
      TrainingTable table, Function<RawRows, double[]> values, DoubleConsumer use) {
    table.forEach(
        rows -> {
          for (double value : values.apply(rows)) {
            use.accept(value);
          }
        });
  }

  private static void text(MessageDigest sha, String text) {
    sha.update(text.getBytes(StandardCharsets.UTF_8));
    sha.update((byte) 0);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
