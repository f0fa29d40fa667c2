package io.kindling.toy;

import io.kindling.core.DType;
import io.kindling.core.Shape;
import io.kindling.toy.ToyTensor.Saved;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;

/** The ways in which the toy computes: each knows its gradient, the rest is made of them. */
final class ToyElements {
  final ToyGradients gradients = new ToyGradients();

  /** f of every element x; its derivative there is {@code slope(x, f(x))}. */
  ToyTensor map(ToyTensor a, DoubleUnaryOperator f, DoubleBinaryOperator slope) {
    float[] out = new float[a.numel()];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) f.applyAsDouble(a.values()[i]);
    }
    Saved x = a.saved();
    return gradients.record(
        a.shape(), out, List.of(a), (parent, g) -> scaled(g, x.values(), out, slope));
  }

  /** f of every element x; its gradient goes through where x passes, else nothing does. */
  ToyTensor select(ToyTensor a, DoubleUnaryOperator f, DoublePredicate passes) {
    float[] out = new float[a.numel()];
    boolean[] open = new boolean[out.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) f.applyAsDouble(a.values()[i]);
      open[i] = passes.test(a.values()[i]);
    }
    return gradients.record(a.shape(), out, List.of(a), (parent, g) -> through(g, open));
  }

  private static float[] through(float[] g, boolean[] open) {
    float[] out = new float[g.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = open[i] ? g[i] : 0;
    }
    return out;
  }

  /** f of every two elements; its derivatives there are {@code slopeA(a, b)}, {@code slopeB}. */
  ToyTensor zip(
      ToyTensor a,
      ToyTensor b,
      DoubleBinaryOperator f,
      DoubleBinaryOperator slopeA,
      DoubleBinaryOperator slopeB) {
    Shape shape = a.shape().broadcast("zip", b.shape());
    if (!a.shape().equals(shape) || !b.shape().equals(shape)) {
      return zip(stretch(a, shape), stretch(b, shape), f, slopeA, slopeB);
    }
    float[] out = new float[a.numel()];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) f.applyAsDouble(a.values()[i], b.values()[i]);
    }
    Saved x = a.saved();
    Saved y = b.saved();
    return gradients.record(
        shape,
        out,
        List.of(a, b),
        (parent, g) -> scaled(g, x.values(), y.values(), parent == 0 ? slopeA : slopeB));
  }

  private static float[] scaled(float[] g, float[] x, float[] y, DoubleBinaryOperator slope) {
    float[] out = new float[g.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) (g[i] * slope.applyAsDouble(x[i], y[i]));
    }
    return out;
  }

  /** Element i is element {@code sources[i]} of a; one that is shown twice gets both gradients. */
  ToyTensor show(ToyTensor a, Shape shape, int[] sources) {
    if (a.dtype() == DType.INT64) {
      long[] integers = new long[sources.length];
      for (int i = 0; i < sources.length; i++) {
        integers[i] = a.integers()[sources[i]];
      }
      return new ToyTensor(shape, integers);
    }
    float[] out = shown(a.values(), sources);
    return gradients
        .record(shape, out, List.of(a), (parent, g) -> added(g, sources, a.numel()))
        .showing(a);
  }

  /** Element {@code targets[i]} is the sum of all elements i of a that have it as their target. */
  ToyTensor addUp(ToyTensor a, Shape shape, int[] targets) {
    return gradients.record(
        shape,
        added(a.values(), targets, (int) shape.numel()),
        List.of(a),
        (parent, g) -> shown(g, targets));
  }

  /** All elements in one row, each tensor's after those of the one before. */
  ToyTensor join(List<ToyTensor> tensors) {
    int[] ends = tensors.stream().mapToInt(ToyTensor::numel).toArray();
    Arrays.parallelPrefix(ends, Integer::sum);
    Shape shape = Shape.of(ends[ends.length - 1]);
    if (tensors.get(0).dtype() == DType.INT64) {
      return new ToyTensor(
          shape,
          tensors.stream().flatMapToLong(tensor -> Arrays.stream(tensor.integers())).toArray());
    }
    float[] out = new float[ends[ends.length - 1]];
    for (int i = 0; i < ends.length; i++) {
      int size = tensors.get(i).numel();
      System.arraycopy(tensors.get(i).values(), 0, out, ends[i] - size, size);
    }
    return gradients.record(
        shape,
        out,
        tensors,
        (parent, g) ->
            Arrays.copyOfRange(g, ends[parent] - tensors.get(parent).numel(), ends[parent]));
  }

  /** The values as if they had a larger shape. */
  ToyTensor stretch(ToyTensor a, Shape shape) {
    return a.shape().equals(shape) ? a : show(a, shape, ToyAxis.stretch(a.shape(), shape));
  }

  private static float[] shown(float[] values, int[] sources) {
    float[] out = new float[sources.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = values[sources[i]];
    }
    return out;
  }

  private static float[] added(float[] values, int[] targets, int size) {
    double[] sums = new double[size];
    for (int i = 0; i < targets.length; i++) {
      sums[targets[i]] += values[i];
    }
    float[] out = new float[size];
    for (int i = 0; i < size; i++) {
      out[i] = (float) sums[i];
    }
    return out;
  }
}
