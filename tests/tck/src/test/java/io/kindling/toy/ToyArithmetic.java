package io.kindling.toy;

import io.kindling.core.Shape;
import io.kindling.toy.ToyTensor.Saved;
import java.util.List;

/** How the toy adds, multiplies and raises to powers. */
interface ToyArithmetic extends ToyNoun {
  @Override
  default ToyTensor add(ToyTensor a, ToyTensor b) {
    return elements().zip(a, b, (x, y) -> x + y, (x, y) -> 1, (x, y) -> 1);
  }

  @Override
  default ToyTensor add(ToyTensor a, double b) {
    return add(a, ToyTensor.number(b));
  }

  @Override
  default ToyTensor sub(ToyTensor a, ToyTensor b) {
    return elements().zip(a, b, (x, y) -> x - y, (x, y) -> 1, (x, y) -> -1);
  }

  @Override
  default ToyTensor mul(ToyTensor a, ToyTensor b) {
    return elements().zip(a, b, (x, y) -> x * y, (x, y) -> y, (x, y) -> x);
  }

  @Override
  default ToyTensor mul(ToyTensor a, double b) {
    return mul(a, ToyTensor.number(b));
  }

  @Override
  default ToyTensor div(ToyTensor a, ToyTensor b) {
    return elements().zip(a, b, (x, y) -> x / y, (x, y) -> 1 / y, (x, y) -> -x / (y * y));
  }

  @Override
  default ToyTensor div(ToyTensor a, double b) {
    return div(a, ToyTensor.number(b));
  }

  @Override
  default ToyTensor neg(ToyTensor a) {
    return elements().map(a, x -> -x, (x, y) -> -1);
  }

  @Override
  default ToyTensor pow(ToyTensor a, double exponent) {
    // the root of −0 is −0, and of −∞ not a number
    return exponent == 0.5 ? sqrt(a) : pow(a, ToyTensor.number(exponent));
  }

  @Override
  default ToyTensor pow(ToyTensor a, ToyTensor exponent) {
    return elements()
        .zip(
            a,
            exponent,
            ToyArithmetic::power,
            (x, y) -> y == 0 ? 0 : y * (float) power(x, (float) y - 1),
            (x, y) -> x == 0 && y >= 0 ? 0 : power(x, y) * Math.log(x));
  }

  /** As C has it: every power of 1 is 1. */
  private static double power(double x, double y) {
    return x == 1 || (x == -1 && Double.isInfinite(y)) ? 1 : Math.pow(x, y);
  }

  @Override
  default ToyTensor matmul(ToyTensor a, ToyTensor b) {
    int rows = a.size(0);
    int inner = a.size(1);
    int columns = b.size(1);
    Saved left = a.saved();
    Saved right = b.saved();
    return elements()
        .gradients
        .record(
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
}
