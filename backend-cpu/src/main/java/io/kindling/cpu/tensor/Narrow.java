package io.kindling.cpu.tensor;

/** A range of one dimension; outside the range a gradient is 0. */
final class Narrow extends Operation {
  private final CpuTensor x;
  private final int blocks;
  private final int stride;
  private final int offset;
  private final int length;

  Narrow(CpuTensor x, int dim, long start, long size) {
    super(x.shape().withSize(dim, size), x);
    this.x = x;
    int before = 1;
    int after = 1;
    for (int i = 0; i < x.shape().rank(); i++) {
      if (i < dim) {
        before *= x.size(i);
      } else if (i > dim) {
        after *= x.size(i);
      }
    }
    blocks = before;
    stride = x.size(dim) * after;
    offset = (int) start * after;
    length = (int) size * after;
  }

  @Override
  protected float[] forward() {
    float[] out = new float[blocks * length];
    for (int block = 0; block < blocks; block++) {
      System.arraycopy(x.values(), block * stride + offset, out, block * length, length);
    }
    return out;
  }

  @Override
  protected void backward(float[] gradient) {
    float[] part = new float[x.numel()];
    for (int block = 0; block < blocks; block++) {
      System.arraycopy(gradient, block * length, part, block * stride + offset, length);
    }
    x.giveGradient(part);
  }
}
