package io.kindling.toy;

import io.kindling.core.Extremum;
import io.kindling.core.Shape;
import io.kindling.toy.ToyTensor.Saved;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;

/** What the toy computes from whole tensors: it moves their elements, or adds them up. */
class ToyMath extends ToyArithmetic {
  @Override
  public ToyTensor matmul(ToyTensor a, ToyTensor b) {
    int rows = a.size(0);
    int inner = a.size(1);
    int columns = b.size(1);
    Saved left = a.saved();
    Saved right = b.saved();
    return elements.gradients.record(
        Shape.of(rows, columns),
        product(a.values(), b.values(), rows, inner, columns),
        List.of(a, b),
        (parent, g) ->
            parent == 0
                ? product(g, flipped(right.values(), columns), rows, columns, inner)
                : product(flipped(left.values(), inner), g, inner, rows, columns));
  }

  private static float[] product(float[] a, float[] b, int rows, int inner, int columns) {
    float[] out = new float[rows * columns];
    for (int i = 0; i < out.length; i++) {
      double sum = 0;
      for (int k = 0; k < inner; k++) {
        sum += (double) a[i / columns * inner + k] * b[k * columns + i % columns];
      }
      out[i] = (float) sum;
    }
    return out;
  }

  /** The transpose of a matrix. */
  private static float[] flipped(float[] matrix, int columns) {
    float[] out = new float[matrix.length];
    int rows = columns == 0 ? 0 : matrix.length / columns;
    for (int i = 0; i < out.length; i++) {
      out[i % columns * rows + i / columns] = matrix[i];
    }
    return out;
  }

  @Override
  public ToyTensor transpose(ToyTensor a) {
    int rows = a.size(0);
    int columns = a.size(1);
    int[] sources = IntStream.range(0, a.numel()).map(i -> i % rows * columns + i / rows).toArray();
    return elements.show(a, Shape.of(columns, rows), sources);
  }

  @Override
  public ToyTensor reshape(ToyTensor a, Shape shape) {
    return elements.show(a, shape, IntStream.range(0, a.numel()).toArray());
  }

  @Override
  public ToyTensor narrow(ToyTensor a, int dim, long start, long length) {
    int from = (int) start;
    int[] indices = IntStream.range(from, from + (int) length).toArray();
    return pick(a, dim, indices);
  }

  @Override
  public ToyTensor indexSelect(ToyTensor a, int dim, ToyTensor indices) {
    return pick(a, dim, Arrays.stream(indices.integers()).mapToInt(i -> (int) i).toArray());
  }

  private ToyTensor pick(ToyTensor a, int dim, int[] indices) {
    Shape shape = a.shape().withSize(dim, indices.length);
    return elements.show(a, shape, ToyAxis.of(a.shape(), dim).pick(indices));
  }

  @Override
  public ToyTensor sum(ToyTensor a) {
    return elements.addUp(a, Shape.scalar(), new int[a.numel()]);
  }

  @Override
  public ToyTensor mean(ToyTensor a) {
    return div(sum(a), a.numel());
  }

  @Override
  public ToyTensor sum(ToyTensor a, int dim, boolean keep) {
    return elements.addUp(a, a.shape().reduced(dim, keep), ToyAxis.of(a.shape(), dim).withoutIt());
  }

  @Override
  public ToyTensor mean(ToyTensor a, int dim, boolean keep) {
    return div(sum(a, dim, keep), a.size(dim));
  }

  @Override
  public Extremum<ToyTensor> max(ToyTensor a, int dim, boolean keep) {
    return extremum(a, dim, keep, (x, best) -> x > best);
  }

  @Override
  public Extremum<ToyTensor> min(ToyTensor a, int dim, boolean keep) {
    return extremum(a, dim, keep, (x, best) -> x < best);
  }

  private Extremum<ToyTensor> extremum(
      ToyTensor a, int dim, boolean keep, BiPredicate<Float, Float> beats) {
    ToyAxis axis = ToyAxis.of(a.shape(), dim);
    Shape shape = a.shape().reduced(dim, keep);
    int[] sources = axis.pick(0);
    long[] indices = new long[sources.length];
    for (int i = 0; i < indices.length; i++) {
      int first = sources[i];
      for (int index = 1; index < axis.size(); index++) {
        float x = a.values()[first + index * axis.inner()];
        float best = a.values()[sources[i]];
        if (beats.test(x, best) || (Float.isNaN(x) && !Float.isNaN(best))) {
          sources[i] = first + index * axis.inner();
          indices[i] = index;
        }
      }
    }
    return new Extremum<>(elements.show(a, shape, sources), new ToyTensor(shape, indices));
  }

  @Override
  public ToyTensor softmax(ToyTensor a, int dim) {
    ToyTensor powers = exp(detach(shifted(a, dim)));
    ToyTensor shares = div(powers, sum(powers, dim, /* keep= */ true));
    return elements.gradients.record(
        a.shape(),
        shares.values(),
        List.of(a),
        (parent, g) -> {
          ToyTensor gradient = new ToyTensor(a.shape(), g);
          ToyTensor common = sum(mul(gradient, shares), dim, /* keep= */ true);
          return mul(sub(gradient, common), shares).values();
        });
  }

  @Override
  public ToyTensor logSoftmax(ToyTensor a, int dim) {
    ToyTensor shifted = shifted(a, dim);
    return sub(shifted, log(sum(exp(shifted), dim, /* keep= */ true)));
  }

  /** Below 0: else the powers of large numbers would be too large. The shares stay. */
  private ToyTensor shifted(ToyTensor a, int dim) {
    return a.numel() == 0 ? a : sub(a, detach(max(a, dim, /* keep= */ true).values()));
  }

  @Override
  public ToyTensor cat(List<ToyTensor> tensors, int dim) {
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
    return elements.show(elements.join(tensors), shape, sources);
  }
}
