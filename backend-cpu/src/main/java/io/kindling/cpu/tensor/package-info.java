/**
 * Tensors, the operations on them with their derivatives, and the walk back through them.
 *
 * <p>A {@code CpuTensor} is a shape and a {@code Storage}, which is one of six small classes:
 * {@code Values} (an array of floats), {@code Changing} (one that is overwritten, as a parameter's
 * is), {@code Integers}, {@code Waiting} (an operation that is not computed yet), {@code Packed}
 * (samples in another order) and {@code Lent} (a host's array). What autograd knows of a tensor is
 * kept apart, in {@code Differentiable}.
 *
 * <p>An operation is a small class with {@code forward} beside {@code backward}. All of them,
 * modules and losses too, are recorded by {@code CpuOperations.record}, and all values are read
 * through {@code CpuTensor.values()}; so an operation can wait ({@code CpuOperations.later}) until
 * somebody looks.
 *
 * <p>Broadcasting stretches and sums one dimension after another ({@code Lines}). Operations that
 * only move elements ({@code Movement}) take integers too. Functions without an exact answer are
 * computed in double precision and rounded once ({@code Float64}), by polynomials of our own:
 * {@code Math} differs from one JDK and processor to the next. The walk back ({@code Autograd}) is
 * iterative; a history is used once and then let go.
 */
@NullMarked
package io.kindling.cpu.tensor;

import org.jspecify.annotations.NullMarked;
