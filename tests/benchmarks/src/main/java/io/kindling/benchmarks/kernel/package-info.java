/**
 * How fast kernels are alone, in plain Java beside the Vector API: {@code KernelTable} has a row
 * for each, with how much slower plain Java may be.
 */
@NullMarked
package io.kindling.benchmarks.kernel;

import org.jspecify.annotations.NullMarked;
