/**
 * Tables: cells in rows, under columns with names, wherever they are kept.
 *
 * <p>A {@link io.kindling.table.Table} can be read as often as wanted; one reading is a {@link
 * io.kindling.table.TableRows}, in which each {@link io.kindling.table.Cell} goes to who asked for
 * its column. A {@link io.kindling.table.Selection} says which columns are features and which are
 * targets, and makes data to train on. The artifacts {@code kindling-csv}, {@code kindling-parquet}
 * and {@code kindling-jdbc} read files and databases as tables.
 */
@NullMarked
package io.kindling.table;

import org.jspecify.annotations.NullMarked;
