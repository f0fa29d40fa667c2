package io.kindling.cpu.tensor;

import java.util.List;

/** Tensors one after the other along a dimension; each gets its own part of a gradient. */
final class Cat extends Movement {
  private final List<CpuTensor> tensors;
  private final int dim;
  private final Lines lines;

  Cat(List<CpuTensor> tensors, int dim) {
    super(
        Sizes.check("cat", tensors.get(0).shape().withSize(dim, size(tensors, dim))),
        tensors.toArray(new CpuTensor[0]));
    this.tensors = tensors;
    this.dim = dim;
    this.lines = Lines.of(shape(), dim);
  }

  private static long size(List<CpuTensor> tensors, int dim) {
    long size = 0;
    for (CpuTensor tensor : tensors) {
      size += tensor.size(dim);
    }
    return size;
  }

  @Override
  void move(Object out) {
    int offset = 0;
    for (CpuTensor tensor : tensors) {
      int length = tensor.size(dim) * lines.inner();
      for (int o = 0; o < lines.outer(); o++) {
        System.arraycopy(tensor.elements(), o * length, out, o * lines.slab() + offset, length);
      }
      offset += length;
    }
  }

  @Override
  protected void backward(float[] gradient) {
    int offset = 0;
    for (CpuTensor tensor : tensors) {
      int length = tensor.size(dim) * lines.inner();
      if (tensor.requiresGrad()) {
        float[] part = new float[tensor.numel()];
        for (int o = 0; o < lines.outer(); o++) {
          System.arraycopy(gradient, o * lines.slab() + offset, part, o * length, length);
        }
        tensor.giveGradient(part);
      }
      offset += length;
    }
  }
}
