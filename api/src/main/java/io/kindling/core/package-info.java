/**
 * What everything else is made of and what depends on nothing: shapes, types, devices, values in
 * the JVM's memory, PyTorch's random numbers.
 *
 * <p>All random numbers are drawn in Java by PyTorch's algorithm ({@code TorchRandom}) and copied
 * to the device, so every backend and device starts from PyTorch's own first weights. A thread that
 * seeds has a stream of its own. A thread that never did draws from one common stream that starts
 * from the same seed, because notebooks run each cell in another thread.
 */
@NullMarked
package io.kindling.core;

import org.jspecify.annotations.NullMarked;
