/**
 * The training loop for those who do not want to write it ({@link io.kindling.train.Trainer}), and
 * its parts for those who do: schedules, clipping, metrics, evaluation.
 *
 * <p>A trainer is set up in a chain that changes it: every method returns the trainer itself.
 *
 * <p>Data in memory go to the device once and batches are cut there ({@code Feed}). Each streamed
 * batch is lent to a {@code Slot} ({@code StreamedPass}), so a step allocates nothing: an engine in
 * the JVM's memory borrows the {@code RowBuffer}'s array until the next batch, another engine
 * copies it to where the batch before it was. At most one result at a time may wait to be computed
 * from a borrowed array; it is computed when another one comes or the loan ends, unless nobody can
 * ask for it any more.
 */
@NullMarked
package io.kindling.train;

import org.jspecify.annotations.NullMarked;
