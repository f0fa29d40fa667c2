/**
 * Rounds: every peer's process in turn, as often as it takes.
 *
 * <p>{@code Plan} lists the {@code Job}s, each a process with its {@code Setting}; {@code Rounds}
 * takes them in turn; {@code Results} writes each value to a file as soon as it is there, so that a
 * failure loses nothing.
 */
@NullMarked
package io.kindling.benchmarks.round;

import org.jspecify.annotations.NullMarked;
