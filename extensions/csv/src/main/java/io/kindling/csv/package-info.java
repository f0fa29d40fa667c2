/**
 * Delimited text of any size as tables: CSV and its relatives.
 *
 * <p>An artifact of its own, because {@code api} depends on nothing. {@code CsvText} unpacks a
 * file, finds its encoding and looks at its first lines ({@code Head}); {@code ForeignFile} knows
 * what is no text. What most tables are, one byte between cells in UTF-8, {@code PlainRows} reads:
 * {@code Scanner} finds where cells are, a block at a time and ahead of who uses them, eight bytes
 * in a step, and {@code Decimals} makes numbers of the bytes, eight digits in a step. So a core
 * reads some 350 to 500 megabytes a second, of which finding the cells, which another core does
 * meanwhile, is a third. All else {@code CsvRows} reads, with FastCSV, by way of characters.
 *
 * <p>Numbers are float64 that rounds to the text's own float32, so one number serves those who
 * standardize and those who do not. Where digits are too many for one division, FastDoubleParser
 * rounds them.
 */
@NullMarked
package io.kindling.csv;

import org.jspecify.annotations.NullMarked;
