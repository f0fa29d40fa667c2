/**
 * LibTorch's optimizers.
 *
 * <p>JavaCPP's presets hide what an optimizer remembers of its parameters. {@code OptimizerArchive}
 * reads and sets it through the archive that an optimizer saves itself to; {@code LbfgsArchive}
 * adds what is peculiar to L-BFGS. The archive stays in memory ({@code MemoryArchive}): a write
 * that fails inside LibTorch's file writer would end the process, so no file ever reaches LibTorch.
 *
 * <p>LibTorch's SGD writes to parameters without telling autograd. {@code TorchSgd} therefore says
 * after each step that they have changed, so that a backward that needs their old values is refused
 * instead of wrong.
 */
@NullMarked
package io.kindling.libtorch.optim;

import org.jspecify.annotations.NullMarked;
