package io.kindling.cpu.tensor;

import io.kindling.Shape;

/** Stretches a tensor to a larger shape, and folds a gradient back. */
final class Broadcast {
  private Broadcast() {}

  /** The values as if the tensor had the shape; its own array if it has. */
  static float[] expand(CpuTensor tensor, Shape shape) {
    float[] values = tensor.values();
    if (tensor.shape().equals(shape)) {
      return values;
    }
    int[] sources = sources(tensor.shape(), shape);
    float[] expanded = new float[sources.length];
    for (int i = 0; i < sources.length; i++) {
      expanded[i] = values[sources[i]];
    }
    return expanded;
  }

  /** Adds a gradient of the larger shape to the tensor's own. The array becomes the tensor's. */
  static void giveGradient(CpuTensor tensor, float[] gradient, Shape shape) {
    if (tensor.shape().equals(shape)) {
      tensor.giveGradient(gradient);
      return;
    }
    int[] sources = sources(tensor.shape(), shape);
    float[] folded = new float[tensor.numel()];
    for (int i = 0; i < sources.length; i++) {
      folded[sources[i]] += gradient[i];
    }
    tensor.giveGradient(folded);
  }

  /** For each element of the larger shape, which element of the smaller one it shows. */
  private static int[] sources(Shape from, Shape to) {
    int rank = to.rank();
    int[] strides = new int[rank];
    int stride = 1;
    for (int back = 1; back <= from.rank(); back++) {
      int size = (int) from.size(-back);
      strides[rank - back] = size == 1 ? 0 : stride;
      stride *= size;
    }
    int[] sources = new int[(int) to.numel()];
    int[] index = new int[rank];
    int source = 0;
    for (int i = 0; i < sources.length; i++) {
      sources[i] = source;
      for (int dim = rank - 1; dim >= 0; dim--) {
        source += strides[dim];
        if (++index[dim] < to.size(dim)) {
          break;
        }
        source -= strides[dim] * index[dim];
        index[dim] = 0;
      }
    }
    return sources;
  }
}
