package io.kindling.toy;

import io.kindling.core.Shape;
import io.kindling.spi.Comparison;
import io.kindling.spi.TensorMath;

/** What the toy computes element by element. */
abstract class ToyArithmetic implements TensorMath<ToyTensor> {
  final ToyElements elements = new ToyElements();

  private static ToyTensor number(double value) {
    return new ToyTensor(Shape.scalar(), new float[] {(float) value});
  }

  /** The same values without history. They are a copy: a step must not reach them. */
  public ToyTensor detach(ToyTensor a) {
    return ToyTensor.of(a.data());
  }

  @Override
  public ToyTensor add(ToyTensor a, ToyTensor b) {
    return elements.zip(a, b, (x, y) -> x + y, (x, y) -> 1, (x, y) -> 1);
  }

  @Override
  public ToyTensor add(ToyTensor a, double b) {
    return add(a, number(b));
  }

  @Override
  public ToyTensor sub(ToyTensor a, ToyTensor b) {
    return elements.zip(a, b, (x, y) -> x - y, (x, y) -> 1, (x, y) -> -1);
  }

  @Override
  public ToyTensor mul(ToyTensor a, ToyTensor b) {
    return elements.zip(a, b, (x, y) -> x * y, (x, y) -> y, (x, y) -> x);
  }

  @Override
  public ToyTensor mul(ToyTensor a, double b) {
    return mul(a, number(b));
  }

  @Override
  public ToyTensor div(ToyTensor a, ToyTensor b) {
    return elements.zip(a, b, (x, y) -> x / y, (x, y) -> 1 / y, (x, y) -> -x / (y * y));
  }

  @Override
  public ToyTensor div(ToyTensor a, double b) {
    return div(a, number(b));
  }

  @Override
  public ToyTensor neg(ToyTensor a) {
    return elements.map(a, x -> -x, (x, y) -> -1);
  }

  @Override
  public ToyTensor exp(ToyTensor a) {
    return elements.map(a, Math::exp, (x, y) -> y);
  }

  @Override
  public ToyTensor log(ToyTensor a) {
    return elements.map(a, Math::log, (x, y) -> 1 / x);
  }

  @Override
  public ToyTensor sqrt(ToyTensor a) {
    return elements.map(a, Math::sqrt, (x, y) -> 0.5 / y);
  }

  @Override
  public ToyTensor abs(ToyTensor a) {
    return elements.map(a, Math::abs, (x, y) -> x > 0 ? 1 : x < 0 ? -1 : 0);
  }

  @Override
  public ToyTensor pow(ToyTensor a, double exponent) {
    // the root of −0 is −0, and of −∞ not a number
    return exponent == 0.5 ? sqrt(a) : pow(a, number(exponent));
  }

  @Override
  public ToyTensor pow(ToyTensor a, ToyTensor exponent) {
    return elements.zip(
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
  public ToyTensor clamp(ToyTensor a, double low, double high) {
    float least = (float) low;
    float most = (float) high;
    return elements.select(
        a, x -> x < least ? least : x > most ? most : x, x -> least <= x && x <= most);
  }

  @Override
  public ToyTensor relu(ToyTensor a) {
    return elements.select(a, x -> x < 0 ? 0 : x, x -> !(x <= 0));
  }

  @Override
  public ToyTensor sigmoid(ToyTensor a) {
    return elements.map(a, x -> 1 / (1 + Math.exp(-x)), (x, y) -> y * (1 - y));
  }

  @Override
  public ToyTensor tanh(ToyTensor a) {
    return elements.map(a, Math::tanh, (x, y) -> 1 - y * y);
  }

  @Override
  public ToyTensor compare(Comparison comparison, ToyTensor a, ToyTensor b) {
    return detach(
        elements.zip(a, b, (x, y) -> holds(comparison, x, y) ? 1 : 0, (x, y) -> 0, (x, y) -> 0));
  }

  @Override
  public ToyTensor compare(Comparison comparison, ToyTensor a, double b) {
    return compare(comparison, a, number(b));
  }

  private static boolean holds(Comparison comparison, double x, double y) {
    return switch (comparison) {
      case GREATER -> x > y;
      case GREATER_EQUAL -> x >= y;
      case LESS -> x < y;
      case LESS_EQUAL -> x <= y;
      case EQUAL -> x == y;
      case NOT_EQUAL -> x != y;
    };
  }
}
