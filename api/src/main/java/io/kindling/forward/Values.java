package io.kindling.forward;

import io.kindling.core.DType;
import io.kindling.core.Extremum;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.error.ShapeException;
import io.kindling.functions.Choice;
import io.kindling.functions.Exponential;
import io.kindling.functions.Float64;
import io.kindling.functions.Logarithm;
import io.kindling.functions.Power;
import io.kindling.functions.Powers;
import io.kindling.ops.Operations;
import java.util.Arrays;

/**
 * A tensor in the JVM's own memory that can be computed with, forward only: each operation has the
 * bits that it has on {@code cpu}. Immutable.
 */
final class Values implements Operations<Values> {
  private static final long[] NO_INTEGERS = {};
  private static final float[] NO_FLOATS = {};

  private final Shape shape;
  private final float[] floats;
  private final long[] integers;

  private Values(Shape shape, float[] floats, long[] integers) {
    this.shape = shape;
    this.floats = floats;
    this.integers = integers;
  }

  /** Takes the array as it is. */
  Values(Shape shape, float[] floats) {
    this(shape, floats, NO_INTEGERS);
  }

  static Values of(TensorData data) {
    return data.dtype() == DType.INT64
        ? new Values(data.shape(), NO_FLOATS, data.toLongArray())
        : new Values(data.shape(), data.toFloatArray());
  }

  /** The numbers, row by row; not to be changed. */
  float[] floats() {
    return floats;
  }

  private static Values number(double value) {
    return new Values(Shape.scalar(), new float[] {(float) value});
  }

  // element by element

  /** A function of one number. */
  @FunctionalInterface
  private interface Unary {
    float of(float x);
  }

  /** A function of two numbers. */
  @FunctionalInterface
  private interface Binary {
    float of(float x, float y);
  }

  private Values map(Unary function) {
    float[] out = new float[floats.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = function.of(floats[i]);
    }
    return new Values(shape, out);
  }

  private Values map(Float64.Function function) {
    float[] out = new float[floats.length];
    Float64.map(function, floats, out, 0, out.length);
    return new Values(shape, out);
  }

  private Values with(String name, Values other, Binary function) {
    Shape common = shape.broadcast(name, other.shape);
    float[] x = expanded(common);
    float[] y = other.expanded(common);
    float[] out = new float[x.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = function.of(x[i], y[i]);
    }
    return new Values(common, out);
  }

  /** The numbers as if this had a larger shape. */
  private float[] expanded(Shape larger) {
    if (shape.equals(larger)) {
      return floats;
    }
    float[] out = new float[Math.toIntExact(larger.numel())];
    for (int i = 0; i < out.length; i++) {
      out[i] = floats[source(larger, i)];
    }
    return out;
  }

  /** Which of the elements an element of a larger shape is. */
  private int source(Shape larger, int index) {
    int at = 0;
    int step = 1;
    int rest = index;
    for (int back = 1; back <= shape.rank(); back++) {
      int size = (int) shape.size(-back);
      int place = rest % (int) larger.size(-back);
      rest /= (int) larger.size(-back);
      at += size == 1 ? 0 : place * step;
      step *= size;
    }
    return at;
  }

  @Override
  public Values add(Values other) {
    return with("add", other, (x, y) -> x + y);
  }

  @Override
  public Values add(double other) {
    float offset = (float) other;
    return map((float x) -> x + offset);
  }

  @Override
  public Values sub(Values other) {
    return with("sub", other, (x, y) -> x - y);
  }

  @Override
  public Values sub(double other) {
    return add(-other);
  }

  @Override
  public Values mul(Values other) {
    return with("mul", other, (x, y) -> x * y);
  }

  @Override
  public Values mul(double other) {
    float factor = (float) other;
    return map((float x) -> x * factor);
  }

  @Override
  public Values div(Values other) {
    return with("div", other, (x, y) -> x / y);
  }

  @Override
  public Values div(double other) {
    float divisor = (float) other;
    return map((float x) -> x / divisor);
  }

  @Override
  public Values neg() {
    return mul(-1);
  }

  @Override
  public Values pow(double exponent) {
    float same = (float) exponent;
    return map((float x) -> Power.ofNumber(x, same));
  }

  @Override
  public Values pow(Values exponent) {
    return with("pow", exponent, Power::of);
  }

  @Override
  public Values exp() {
    return map(Exponential::exp);
  }

  @Override
  public Values expm1() {
    return map(Exponential::expm1);
  }

  @Override
  public Values log() {
    return map(Logarithm.over(0, floats.length)::log);
  }

  @Override
  public Values log1p() {
    return map(Logarithm.over(0, floats.length)::log1p);
  }

  @Override
  public Values sqrt() {
    return map((float x) -> (float) Math.sqrt(x));
  }

  @Override
  public Values abs() {
    return map((float x) -> Math.abs(x));
  }

  @Override
  public Values relu() {
    return map((float x) -> Choice.positivePart(x));
  }

  @Override
  public Values sigmoid() {
    return map(Exponential::logistic);
  }

  @Override
  public Values tanh() {
    return map(Exponential::tanh);
  }

  @Override
  public Values clamp(double low, double high) {
    float least = (float) low;
    float most = (float) high;
    return map((float x) -> x < least ? least : x > most ? most : x);
  }

  @Override
  public Values gt(Values other) {
    return with("gt", other, (x, y) -> x > y ? 1 : 0);
  }

  @Override
  public Values gt(double other) {
    return gt(number(other));
  }

  @Override
  public Values ge(Values other) {
    return with("ge", other, (x, y) -> x >= y ? 1 : 0);
  }

  @Override
  public Values ge(double other) {
    return ge(number(other));
  }

  @Override
  public Values lt(Values other) {
    return with("lt", other, (x, y) -> x < y ? 1 : 0);
  }

  @Override
  public Values lt(double other) {
    return lt(number(other));
  }

  @Override
  public Values le(Values other) {
    return with("le", other, (x, y) -> x <= y ? 1 : 0);
  }

  @Override
  public Values le(double other) {
    return le(number(other));
  }

  @Override
  public Values eq(Values other) {
    return with("eq", other, (x, y) -> x == y ? 1 : 0);
  }

  @Override
  public Values eq(double other) {
    return eq(number(other));
  }

  @Override
  public Values ne(Values other) {
    return with("ne", other, (x, y) -> x != y ? 1 : 0);
  }

  @Override
  public Values ne(double other) {
    return ne(number(other));
  }

  @Override
  public Values where(Values condition, Values other) {
    Shape common = shape.broadcast("where", other.shape).broadcast("where", condition.shape);
    float[] chosen = condition.expanded(common);
    float[] x = expanded(common);
    float[] y = other.expanded(common);
    float[] out = new float[x.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = chosen[i] != 0 ? x[i] : y[i];
    }
    return new Values(common, out);
  }

  @Override
  public Values where(Values condition, double other) {
    return where(condition, number(other));
  }

  // along a dimension

  private Values summed(Lines lines, Shape reduced, float divisor) {
    float[] sums = lines.sum(floats);
    for (int i = 0; i < sums.length; i++) {
      sums[i] /= divisor;
    }
    return new Values(reduced, sums);
  }

  @Override
  public Values sum() {
    return summed(new Lines(1, floats.length, 1), Shape.scalar(), 1);
  }

  @Override
  public Values mean() {
    return summed(new Lines(1, floats.length, 1), Shape.scalar(), floats.length);
  }

  @Override
  public Values sum(int dim, boolean keep) {
    int index = shape.index("sum", dim);
    return summed(Lines.of(shape, index), shape.reduced(index, keep), 1);
  }

  @Override
  public Values mean(int dim, boolean keep) {
    int index = shape.index("mean", dim);
    return summed(Lines.of(shape, index), shape.reduced(index, keep), (float) shape.size(index));
  }

  @Override
  public Extremum<Values> max(int dim, boolean keep) {
    return extreme(shape.index("max", dim), keep, 1);
  }

  @Override
  public Extremum<Values> min(int dim, boolean keep) {
    return extreme(shape.index("min", dim), keep, -1);
  }

  /** NaN before all others, the first of equals. */
  private Extremum<Values> extreme(int dim, boolean keep, float sign) {
    Lines lines = Lines.of(shape, dim);
    float[] out = new float[lines.count()];
    long[] indices = new long[lines.count()];
    for (int line = 0; line < out.length; line++) {
      int start = lines.start(line);
      float best = floats[start];
      for (int k = 1; k < lines.size() && !Float.isNaN(best); k++) {
        float value = floats[start + k * lines.inner()];
        if (value * sign > best * sign || Float.isNaN(value)) {
          best = value;
          indices[line] = k;
        }
      }
      out[line] = best;
    }
    Shape reduced = shape.reduced(dim, keep);
    return new Extremum<>(new Values(reduced, out), new Values(reduced, NO_FLOATS, indices));
  }

  @Override
  public Values softmax(int dim) {
    float[] out = new float[floats.length];
    linewise(dim, "softmax", (powers, start, step) -> powers.shares(0, out, start, step));
    return new Values(shape, out);
  }

  @Override
  public Values logSoftmax(int dim) {
    float[] out = new float[floats.length];
    Lines lines = Lines.of(shape, shape.index("logSoftmax", dim));
    linewise(
        dim,
        "logSoftmax",
        (powers, start, step) -> {
          for (int i = start; i < start + lines.size() * step; i += step) {
            out[i] = (float) powers.logShare(0, floats[i]);
          }
        });
    return new Values(shape, out);
  }

  /** What is done with the powers of a line. */
  @FunctionalInterface
  private interface Use {
    void of(Powers powers, int start, int step);
  }

  private void linewise(int dim, String name, Use use) {
    Lines lines = Lines.of(shape, shape.index(name, dim));
    Powers powers = new Powers(lines.size(), 1);
    for (int line = 0; line < lines.count(); line++) {
      powers.take(0, floats, lines.start(line), lines.inner());
      powers.compute(1);
      use.of(powers, lines.start(line), lines.inner());
    }
  }

  // what only moves, and products

  @Override
  public Values matmul(Values other) {
    int n = (int) shape.size(0);
    int depth = (int) shape.size(1);
    int m = (int) other.shape.size(1);
    if (other.shape.size(0) != depth) {
      throw new ShapeException(
          "matmul",
          "the columns of the first must be as many as the rows of the second",
          "shapes " + shape + " and " + other.shape,
          "[n, k] and [k, m]",
          null);
    }
    float[] out = new float[n * m];
    for (int i = 0; i < out.length; i++) {
      float sum = 0;
      for (int k = 0; k < depth; k++) {
        sum = Math.fma(floats[i / m * depth + k], other.floats[k * m + i % m], sum);
      }
      out[i] = sum;
    }
    return new Values(Shape.of(n, m), out);
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public Values transpose() {
    int rows = (int) shape.size(0);
    int columns = (int) shape.size(1);
    int[] picked = new int[rows * columns];
    for (int i = 0; i < picked.length; i++) {
      picked[i] = i % rows * columns + i / rows;
    }
    return picked(Shape.of(columns, rows), picked);
  }

  @Override
  public Values reshape(long... sizes) {
    long[] known = sizes.clone();
    long others = 1;
    int open = -1;
    for (int i = 0; i < sizes.length; i++) {
      open = sizes[i] == -1 ? i : open;
      others *= sizes[i] == -1 ? 1 : sizes[i];
    }
    if (open >= 0) {
      known[open] = others == 0 ? 0 : shape.numel() / others;
    }
    Shape other = Shape.of(known);
    if (other.numel() != shape.numel()) {
      throw new ShapeException(
          "reshape",
          "the number of elements must stay the same",
          "shape " + other + " for the " + shape.numel() + " elements of " + shape,
          "sizes whose product is " + shape.numel(),
          null);
    }
    return new Values(other, floats, integers);
  }

  @Override
  public Values narrow(int dim, long start, long length) {
    long[] indices = new long[Math.toIntExact(length)];
    Arrays.setAll(indices, i -> start + i);
    return slices(shape.index("narrow", dim), indices);
  }

  @Override
  public Values indexSelect(int dim, Values indices) {
    return slices(shape.index("indexSelect", dim), indices.integers);
  }

  private Values slices(int dim, long[] indices) {
    Lines lines = Lines.of(shape, dim);
    int[] picked = new int[lines.outer() * indices.length * lines.inner()];
    int to = 0;
    for (int outer = 0; outer < lines.outer(); outer++) {
      for (long index : indices) {
        int from = (outer * lines.size() + Math.toIntExact(index)) * lines.inner();
        for (int i = 0; i < lines.inner(); i++) {
          picked[to++] = from + i;
        }
      }
    }
    return picked(shape.withSize(dim, indices.length), picked);
  }

  private Values picked(Shape other, int[] indices) {
    if (integers.length > 0) {
      return new Values(
          other, NO_FLOATS, Arrays.stream(indices).mapToLong(i -> integers[i]).toArray());
    }
    float[] out = new float[indices.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = floats[indices[i]];
    }
    return new Values(other, out);
  }

  @Override
  public Values oneHot(long classes) {
    long[] sizes = Arrays.copyOf(shape.sizes(), shape.rank() + 1);
    sizes[shape.rank()] = classes;
    float[] rows = new float[Math.toIntExact(Shape.of(sizes).numel())];
    for (int row = 0; row < integers.length; row++) {
      if (integers[row] >= 0 && integers[row] < classes) {
        rows[Math.toIntExact(row * classes + integers[row])] = 1;
      }
    }
    return new Values(Shape.of(sizes), rows);
  }

  @Override
  public Values constant(TensorData values) {
    return of(values);
  }

  @Override
  public Values detach() {
    return this;
  }
}
