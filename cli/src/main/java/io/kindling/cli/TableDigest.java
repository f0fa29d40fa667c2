package io.kindling.cli;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Tells tables apart by all that is trained on: columns, numbers and labels. */
final class TableDigest {
  private TableDigest() {}

  /** The SHA-256 of a table, in hexadecimal digits. */
  static String of(Table table) {
    MessageDigest sha = sha256();
    ByteBuffer number = ByteBuffer.allocate(Float.BYTES);
    for (float[] values : List.of(table.x(), table.y())) {
      for (float value : values) {
        sha.update(number.putFloat(0, value).array());
      }
    }
    text(sha, Notes.text(List.of(table.features(), table.targets())));
    if (table.y().length == 0) {
      for (int i = 0; i < table.targets().size(); i++) {
        table.labels(i).forEach(label -> text(sha, label));
      }
    }
    return HexFormat.of().formatHex(sha.digest());
  }

  private static void text(MessageDigest sha, String text) {
    sha.update(text.getBytes(StandardCharsets.UTF_8));
    sha.update((byte) 0);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
