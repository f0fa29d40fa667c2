/**
 * Benchmarks: the same training by everyone, each in a process of its own, in rounds.
 *
 * <p>A {@code Workload} is a training that everyone can do; {@code Data} computes its numbers from
 * their place, so they are the same in any language. A {@code Peer} makes a {@code Training} of it,
 * whose {@code step} is all that is timed. {@code Reference} has the right losses, and {@code
 * StepBenchmark} lets JMH time nothing whose losses differ. To add a peer: a class in {@code peer},
 * a line in {@code Peers}, its setting, and its lines in {@code Plan}.
 */
@NullMarked
package io.kindling.benchmarks;

import org.jspecify.annotations.NullMarked;
