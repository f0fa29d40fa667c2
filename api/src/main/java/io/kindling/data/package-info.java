/**
 * Data to learn from: rows of features with their targets, in memory or streamed, and what is done
 * to them before training: splitting, standardizing, batching.
 *
 * <p>What is chained here copies: a method that returns the same type leaves its object as it was,
 * and ignoring what it returns is a mistake that Error Prone warns of. What is wrong with data, on
 * the disk too, is a {@link io.kindling.error.DataException}.
 *
 * <p>A cell is float64 until the data are prepared: only {@code Standardizer} asks for the exact
 * cells ({@code CellBuffer}, {@code Cells}); everybody else gets them rounded to float32. {@code
 * ColumnChoice} finds columns by name, pattern and exclusion. It knows of no file, so {@code
 * FloatFile}, {@code CsvFile} and the command share it.
 *
 * <p>What rows have {@code Beside} features and targets, weights and offsets, is a third array that
 * goes where these go; where there is none, it is empty or null, and nothing is spent on it.
 *
 * <p>Rows can be read ahead: {@code ReadAhead} is a thread that lives for one epoch, fills three
 * groups of {@code RowBuffer}s in turn, and checks now and then whether its epoch is still in use.
 * A group is one large batch or several small ones, because waking a thread takes as long as
 * reading a thousand rows. Batches that arrive slowly are handed over one by one. Files are read
 * with calls, not mapped: a mapped file that is cut short ends in a signal, and Java 17 releases
 * mappings when it likes.
 */
@NullMarked
package io.kindling.data;

import org.jspecify.annotations.NullMarked;
