/**
 * Modules and losses.
 *
 * <p>A linear layer of up to eight outputs takes as long as reading its input. So {@code
 * SlimAffine} waits, with a copy of its few parameters, and a loss that sums over rows computes
 * both in one pass ({@code Samples.onePass}): for some rows at a time the predictions, their
 * gradients, and from these the running sums of the parameters' gradients, while the rows are in
 * the cache. Predictions and their gradients are never written to memory; whoever reads the
 * prediction later has it computed again, from the copy. {@code backward} finds the gradients ready
 * ({@code Promise}).
 *
 * <p>The one pass is not taken where the samples' own gradient is wanted, where the loss was scaled
 * or kept row by row, or where a gradient is added to others. The bits are the same either way.
 */
@NullMarked
package io.kindling.cpu.nn;

import org.jspecify.annotations.NullMarked;
