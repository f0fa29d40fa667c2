package io.kindling.cpu.tensor;

import io.kindling.core.Shape;
import io.kindling.cpu.kernel.Kernels;
import io.kindling.cpu.kernel.MatrixRows;
import io.kindling.cpu.kernel.Processor;
import io.kindling.cpu.kernel.Sharing;

/** The matrix product {@code A B}; {@code ∂A = G Bᵀ}, {@code ∂B = Aᵀ G}. */
final class MatMul extends Operation {
  private static final float[] NO_BIAS = {};

  private final Kernels kernels;
  private final Sharing sharing;
  private final CpuTensor a;
  private final CpuTensor b;
  private final int n;
  private final int k;
  private final int m;

  MatMul(Processor processor, CpuTensor a, CpuTensor b) {
    super(Sizes.check("matmul", Shape.of(a.size(0), b.size(1))), a, b);
    this.kernels = processor.kernels();
    this.sharing = processor.sharing();
    this.a = a;
    this.b = b;
    this.n = a.size(0);
    this.k = a.size(1);
    this.m = b.size(1);
  }

  @Override
  protected float[] forward() {
    float[] out = room(n * m);
    kernels.multiply(a.values(), b.values(), out, n, k, m);
    return out;
  }

  @Override
  protected void backward(float[] gradient) {
    if (a.requiresGrad()) {
      float[] part = roomForGradient(a);
      kernels.multiplyTransposed(new MatrixRows(gradient, 0), saved(1), NO_BIAS, part, n, m, k);
      a.giveGradient(part);
    }
    if (b.requiresGrad()) {
      float[] left = saved(0);
      MatrixRows right = new MatrixRows(gradient, 0);
      b.giveGradient(
          sharing.sumBlocks(
              n,
              k * m,
              (from, to, part) -> kernels.transposedMultiply(left, right, from, to, part, k, m)));
    }
  }
}
