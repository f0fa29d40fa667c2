package io.kindling.cpu.tensor;

/**
 * Slices along a dimension, picked by their indices. A slice that was picked more than once gets
 * the sum of the gradients, in the order in which it was picked.
 */
final class IndexSelect extends Movement {
  private final CpuTensor x;
  private final Lines lines;
  private final int[] indices;

  IndexSelect(CpuTensor x, int dim, CpuTensor indices) {
    super(Sizes.check("indexSelect", x.shape().withSize(dim, indices.numel())), x);
    this.x = x;
    this.lines = Lines.of(x.shape(), dim);
    this.indices = new int[indices.numel()];
    for (int i = 0; i < this.indices.length; i++) {
      this.indices[i] = (int) indices.integers()[i];
    }
  }

  @Override
  void move(Object out) {
    int inner = lines.inner();
    int to = 0;
    for (int o = 0; o < lines.outer(); o++) {
      for (int index : indices) {
        System.arraycopy(x.elements(), o * lines.slab() + index * inner, out, to, inner);
        to += inner;
      }
    }
  }

  @Override
  protected void backward(float[] gradient) {
    float[] part = new float[x.numel()];
    int inner = lines.inner();
    int from = 0;
    for (int o = 0; o < lines.outer(); o++) {
      for (int index : indices) {
        int to = o * lines.slab() + index * inner;
        for (int i = 0; i < inner; i++) {
          part[to + i] += gradient[from++];
        }
      }
    }
    x.giveGradient(part);
  }
}
