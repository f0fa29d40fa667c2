/**
 * LibTorch's native libraries: whether they load here, and which devices they drive.
 *
 * <p>{@code TorchNatives} unpacks all libraries before it loads any ({@code Natives}), into a
 * folder that nobody else can write to ({@code NativesFolder}), and does not trust what lies there
 * ({@code NativesCopy}). Whatever goes wrong becomes one sentence in {@code Availability}. LibTorch
 * with CUDA brings none of NVIDIA's libraries: {@code CudaLibraries} reads from LibTorch's files
 * which it needs ({@code ElfNeeds}), to name those that are missing. {@code TorchFindings} says all
 * of that piece by piece for a diagnosis. {@code TorchPrecision} switches TF32 off. {@code
 * TorchThreads} says on how many threads LibTorch computes, and why it is one by default, {@code
 * TorchHistory} whether it records history, which LibTorch keeps per native thread. {@code
 * TorchGarbage} calls the garbage collector before forgotten tensors fill the memory.
 */
@NullMarked
package io.kindling.libtorch.natives;

import org.jspecify.annotations.NullMarked;
