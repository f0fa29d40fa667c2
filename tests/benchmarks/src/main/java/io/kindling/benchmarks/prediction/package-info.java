/**
 * How long one prediction takes, by a {@code Predictor} and by loops that are written by hand with
 * the same sums in the same order.
 */
@NullMarked
package io.kindling.benchmarks.prediction;

import org.jspecify.annotations.NullMarked;
