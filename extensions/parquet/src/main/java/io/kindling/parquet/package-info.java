/**
 * Parquet files of any size as data sets.
 *
 * <p>An artifact of its own for what it needs: Apache Parquet, and {@code parquet-floor}, which
 * stands in the place of Hadoop. {@code ParquetRows} reads the pages of the columns that somebody
 * wants, one row group after the other; {@code ParquetValue} makes values of what is stored; {@code
 * Decompression} does without Hadoop's codecs, which are not there. The jars of Apache Parquet
 * share packages, so all this is for the class path.
 */
@NullMarked
package io.kindling.parquet;

import org.jspecify.annotations.NullMarked;
