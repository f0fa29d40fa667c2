package io.kindling.cpu.tensor;

/** A range of one dimension; outside the range a gradient is 0. */
final class Narrow extends Movement {
  private final CpuTensor x;
  private final Lines lines;
  private final int offset;
  private final int length;

  Narrow(CpuTensor x, int dim, long start, long size) {
    super(x.shape().withSize(dim, size), x);
    this.x = x;
    this.lines = Lines.of(x.shape(), dim);
    this.offset = (int) start * lines.inner();
    this.length = (int) size * lines.inner();
  }

  @Override
  void move(Object out) {
    for (int o = 0; o < lines.outer(); o++) {
      System.arraycopy(x.storage(), o * lines.slab() + offset, out, o * length, length);
    }
  }

  @Override
  protected void backward(float[] gradient) {
    float[] part = new float[x.numel()];
    for (int o = 0; o < lines.outer(); o++) {
      System.arraycopy(gradient, o * length, part, o * lines.slab() + offset, length);
    }
    x.giveGradient(part);
  }
}
