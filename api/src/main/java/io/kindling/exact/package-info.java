/**
 * Sums without any rounding, which therefore depend neither on the order of what is added nor on
 * how it was divided among threads and machines. Exported to Kindling's own modules only.
 *
 * <p>{@code ExactSum} is one number, of any size. {@code Slices} cuts the numbers of a column so
 * that their products, and sums of these, are exact in float64; so most of the work is plain
 * float64 arithmetic over arrays, and an {@code ExactSum} is added to once in 2048 rows.
 */
@NullMarked
package io.kindling.exact;

import org.jspecify.annotations.NullMarked;
