package io.kindling.parquet;

import io.kindling.spi.TableFormat;
import io.kindling.table.Table;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** Recognises Parquet files by their first four bytes. */
public final class ParquetFormat implements TableFormat {
  private static final byte[] PLAIN = "PAR1".getBytes(StandardCharsets.US_ASCII);

  /** Of one whose footer is encrypted, which is refused as such when it is opened. */
  private static final byte[] ENCRYPTED = "PARE".getBytes(StandardCharsets.US_ASCII);

  /** For the service loader. */
  public ParquetFormat() {}

  @Override
  public String name() {
    return "Parquet";
  }

  @Override
  public boolean recognises(byte[] head) {
    byte[] first = Arrays.copyOf(head, PLAIN.length);
    return Arrays.equals(first, PLAIN) || Arrays.equals(first, ENCRYPTED);
  }

  @Override
  public Table open(Path file) {
    return ParquetFile.of(file);
  }
}
