package io.kindling.cpu.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.functions.Exponential;
import io.kindling.functions.Float64;
import io.kindling.functions.Logarithm;
import io.kindling.tck.kit.Numerics;
import io.kindling.tck.kit.Tolerance;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Exponentials and logarithms of every float there is, or every 97th, beside {@code StrictMath}'s
 * in float64: within the bounds of the contract, and but for a few in a million the same.
 */
final class EveryFloatTest {
  private static final int BATCH = 1 << 16;
  private static final long ALL = 1L << Integer.SIZE;
  private static final int SOME = 97;

  /** Of so many results at most one may be the float beside the right one. */
  private static final long DIFFERS = 500_000;

  private record Function(String name, Float64.Function own, DoubleUnaryOperator right) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Stream<Function> functions() {
    Logarithm logarithm = new Logarithm(Float64.PIECE);
    return Stream.of(
        new Function("exp", Exponential::exp, StrictMath::exp),
        new Function("expm1", Exponential::expm1, StrictMath::expm1),
        new Function("tanh", Exponential::tanh, StrictMath::tanh),
        new Function("sigmoid", Exponential::logistic, x -> 1 / (1 + StrictMath.exp(-x))),
        new Function("log", logarithm::log, StrictMath::log),
        new Function("log1p", logarithm::log1p, StrictMath::log1p));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void manyFloatsAreWithinTheBounds(Function function) {
    check(function, SOME);
  }

  @Tag("soak")
  @ParameterizedTest
  @MethodSource("functions")
  void allFloatsAreWithinTheBounds(Function function) {
    check(function, 1);
  }

  private static void check(Function function, int step) {
    Tolerance bound = Numerics.operation(function.name).value();
    float[] x = new float[BATCH];
    float[] expected = new float[BATCH];
    float[] out = new float[BATCH];
    long different = 0;
    for (long bits = 0; bits < ALL; bits += (long) BATCH * step) {
      for (int i = 0; i < BATCH; i++) {
        x[i] = Float.intBitsToFloat((int) (bits + (long) i * step));
        expected[i] = (float) function.right.applyAsDouble(x[i]);
      }
      Float64.map(function.own, x, out, 0, BATCH);
      for (int i = 0; i < BATCH; i++) {
        if (Float.floatToIntBits(out[i]) != Float.floatToIntBits(expected[i])) {
          different++;
          assertThat(bound.holds(out[i], i, expected))
              .as("%s(%s) = %s, but %s by StrictMath", function, x[i], out[i], expected[i])
              .isTrue();
        }
      }
    }
    assertThat(different).as("differ in the last place").isLessThan(ALL / step / DIFFERS);
  }
}
