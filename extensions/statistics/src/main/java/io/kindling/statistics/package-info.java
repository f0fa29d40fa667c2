/**
 * Exact sums of tables, and what statistics makes of them.
 *
 * <p>{@code Moments} has sums without any rounding, so that neither the order of the rows nor how
 * they were divided among threads and machines is seen in them.
 */
@NullMarked
package io.kindling.statistics;

import org.jspecify.annotations.NullMarked;
