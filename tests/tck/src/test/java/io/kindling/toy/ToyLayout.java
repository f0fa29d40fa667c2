package io.kindling.toy;

import io.kindling.core.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** How the toy moves elements: most of it is showing them in another order. */
interface ToyLayout extends ToyNoun {
  @Override
  default ToyTensor transpose(ToyTensor a) {
    int rows = a.size(0);
    int columns = a.size(1);
    int[] sources = IntStream.range(0, a.numel()).map(i -> i % rows * columns + i / rows).toArray();
    return elements().show(a, Shape.of(columns, rows), sources);
  }

  @Override
  default ToyTensor reshape(ToyTensor a, Shape shape) {
    return elements().show(a, shape, IntStream.range(0, a.numel()).toArray());
  }

  @Override
  default ToyTensor narrow(ToyTensor a, int dim, long start, long length) {
    int from = (int) start;
    int[] indices = IntStream.range(from, from + (int) length).toArray();
    return pick(a, dim, indices);
  }

  @Override
  default ToyTensor indexSelect(ToyTensor a, int dim, ToyTensor indices) {
    return pick(a, dim, Arrays.stream(indices.integers()).mapToInt(i -> (int) i).toArray());
  }

  private ToyTensor pick(ToyTensor a, int dim, int[] indices) {
    Shape shape = a.shape().withSize(dim, indices.length);
    return elements().show(a, shape, ToyAxis.of(a.shape(), dim).pick(indices));
  }

  @Override
  default ToyTensor cat(List<ToyTensor> tensors, int dim) {
    int size = tensors.stream().mapToInt(tensor -> tensor.size(dim)).sum();
    Shape shape = tensors.get(0).shape().withSize(dim, size);
    int[] sources = new int[(int) shape.numel()];
    int index = 0;
    int source = 0;
    for (ToyTensor tensor : tensors) {
      int[] indices = IntStream.range(index, index + tensor.size(dim)).toArray();
      for (int place : ToyAxis.of(shape, dim).pick(indices)) {
        sources[place] = source++;
      }
      index += indices.length;
    }
    return elements().show(elements().join(tensors), shape, sources);
  }
}
