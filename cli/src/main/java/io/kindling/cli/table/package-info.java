/**
 * The tables that the command reads, kept in memory or read anew.
 *
 * <p>Rows go through a {@code TrainingTable} as {@code RawRows}: all of them at once where the
 * table is loaded, some thousands at a time where it is streamed. So reports, scores and
 * predictions need not ask which it is. {@code TableFile} decides.
 */
@NullMarked
package io.kindling.cli.table;

import org.jspecify.annotations.NullMarked;
