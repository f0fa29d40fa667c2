/**
 * LibTorch's tensors, and how values get in and out of them.
 *
 * <p>Values are copied once each way ({@code TorchMemory}) and memory is never shared with the JVM:
 * an optimizer writes into a tensor's, a host into its buffers.
 */
@NullMarked
package io.kindling.libtorch.tensor;

import org.jspecify.annotations.NullMarked;
