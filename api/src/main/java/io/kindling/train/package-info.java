/**
 * The training loop for those who do not want to write it ({@link io.kindling.train.Trainer}), and
 * its parts for those who do: schedules, clipping, metrics, evaluation.
 *
 * <p>A trainer is set up in a chain that changes it: every method returns the trainer itself.
 */
@NullMarked
package io.kindling.train;

import org.jspecify.annotations.NullMarked;
