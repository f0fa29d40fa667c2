package io.kindling.cpu.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.core.Device;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.cpu.kernel.Processor;
import io.kindling.spi.TensorOperations;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Functions without an exact answer give the same bits wherever this runs: over floats of every
 * size, the subnormal, the infinite and NaN among them, values and gradients have a known hash.
 */
final class SameBitsTest {
  private record Function(
      String name,
      BiFunction<TensorOperations<CpuTensor>, CpuTensor, CpuTensor> function,
      int hash) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Stream<Function> functions() {
    return Stream.of(
        new Function("exp", TensorOperations::exp, 381_922_636),
        new Function("log", TensorOperations::log, -1_235_111_018),
        new Function("sigmoid", TensorOperations::sigmoid, 1_331_783_159),
        new Function("tanh", TensorOperations::tanh, -96_897_986),
        new Function("pow(x, 1.7)", (math, x) -> math.pow(x, 1.7), 1_017_602_956),
        new Function(
            "pow(x, y)", (math, x) -> math.pow(math.abs(x), math.clamp(x, -2, 2)), 45_792_462),
        new Function("softmax", (math, x) -> math.softmax(math.clamp(x, -9, 9), 1), -1_113_587_615),
        new Function(
            "logSoftmax", (math, x) -> math.logSoftmax(math.clamp(x, -9, 9), 1), -2_089_542_348));
  }

  private final CpuOperations operations = new CpuOperations(Processor.plain());

  @ParameterizedTest
  @MethodSource("functions")
  void valuesAndGradientsHaveTheSameBitsEverywhere(Function function) {
    CpuTensor x = operations.create(everySize(), Device.CPU);
    x.requiresGrad(true);
    CpuTensor y = function.function.apply(operations, x);
    operations.backward(operations.sum(operations.mul(y, operations.detach(x))));
    assertThat(31 * Arrays.hashCode(y.values()) + Arrays.hashCode(x.gradient()))
        .isEqualTo(function.hash);
  }

  private static TensorData everySize() {
    float[] values = new float[8192];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.intBitsToFloat(i * 524_309);
    }
    return TensorData.of(values, Shape.of(512, 16));
  }
}
