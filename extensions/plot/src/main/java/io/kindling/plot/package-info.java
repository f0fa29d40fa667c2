/**
 * Pictures of trainings and predictions, from plain arrays.
 *
 * <p>A {@link io.kindling.plot.Figure} holds what is shown, not how: a {@code Chart}, of axes and
 * series, or a {@code Matrix} of counts. To be written to a file it becomes a {@code Drawing},
 * lines, marks and words at their places, which {@code Png} paints and {@code Svg} writes, so that
 * both look alike. Widths of words are estimated, not asked of a font: which fonts a machine has
 * moves nothing. For a terminal it becomes lines of text instead.
 */
@NullMarked
package io.kindling.plot;

import org.jspecify.annotations.NullMarked;
