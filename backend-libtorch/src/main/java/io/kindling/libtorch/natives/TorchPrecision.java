package io.kindling.libtorch.natives;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.global.torch;

/** How exactly LibTorch computes with float32. */
public final class TorchPrecision {
  private TorchPrecision() {}

  /**
   * Lets LibTorch, which must be loaded, compute with all 24 bits of a float32, in the whole
   * process. It may otherwise leave 13 of them out on a GPU (TF32), which is 1e-3 away from what
   * the other backends compute. Nor may it hand the processor's work to oneDNN, whose gelu depends
   * on the processor: with AVX-512 it is NaN at infinity.
   */
  public static void full() {
    try (PointerScope calls = new PointerScope()) {
      Context context = torch.globalContext();
      context.setAllowTF32CuBLAS(false);
      context.setAllowTF32CuDNN(false);
      context.setUserEnabledMkldnn(false);
    }
  }
}
