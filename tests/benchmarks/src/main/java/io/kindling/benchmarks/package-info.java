/** Benchmarks: the same training by everyone, each in a process of its own, in rounds. */
@NullMarked
package io.kindling.benchmarks;

import org.jspecify.annotations.NullMarked;
