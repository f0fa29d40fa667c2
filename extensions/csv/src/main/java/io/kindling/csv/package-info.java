/**
 * CSV files of any size as data sets.
 *
 * <p>An artifact of its own, because {@code api} depends on nothing. FastCSV finds the cells;
 * {@code CsvRows} hands each one to whoever asked for its column, as a {@code CsvCell} that shows
 * one cell after another; {@code Decimals} makes numbers of the characters, three times as fast as
 * through a {@code String} each. It makes float64 that rounds to the text's own float32, so one
 * number serves those who standardize and those who do not.
 */
@NullMarked
package io.kindling.csv;

import org.jspecify.annotations.NullMarked;
