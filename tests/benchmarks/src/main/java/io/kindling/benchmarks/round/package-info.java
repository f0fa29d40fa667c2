/** Rounds: every peer's process in turn, as often as it takes. */
@NullMarked
package io.kindling.benchmarks.round;

import org.jspecify.annotations.NullMarked;
