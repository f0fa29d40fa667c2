package io.kindling.csv;

import io.kindling.table.MissingValues;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * How the text of a file is to be read.
 *
 * @param separator what stands between cells, {@link #SPACES} for runs of them; null for what the
 *     first line says
 * @param decimal what stands before a number's fraction, a point or a comma
 * @param charset the encoding; null for UTF-8, or UTF-16 where that is evident
 * @param missing what stands for a missing value
 */
record Dialect(
    @Nullable String separator, char decimal, @Nullable Charset charset, MissingValues missing) {
  /** Any number of spaces. */
  static final String SPACES = " ";

  static final Dialect USUAL = new Dialect(null, '.', null, MissingValues.standard());
}
