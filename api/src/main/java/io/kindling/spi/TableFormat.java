package io.kindling.spi;

import io.kindling.table.Table;
import java.nio.file.Path;

/**
 * A form of file that is a table, recognised by how it begins. {@link java.util.ServiceLoader}
 * finds those of the artifacts that are there; who opens a file asks each of them before it is
 * taken for text.
 */
public interface TableFormat {
  /** {@return what people call it, for instance {@code Parquet}} */
  String name();

  /**
   * Finds out whether a file is of this form; called once for each file that is opened.
   *
   * @param head its first bytes, 512 of them, or all where it has fewer
   * @return whether it is
   */
  boolean recognises(byte[] head);

  /**
   * Takes a file as a table; called only for what was recognised.
   *
   * @param file where it is
   * @return the table, which is not read yet
   */
  Table open(Path file);
}
