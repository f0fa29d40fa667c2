package io.kindling.cpu.tensor;

import static io.kindling.spi.Comparison.GREATER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.cpu.kernel.Processor;
import io.kindling.error.GradientException;
import io.kindling.spi.TensorOperations;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A parameter may change between forward and backward unless a derivative needs its old value. What
 * needs which is PyTorch's table, {@code derivatives.yaml}.
 */
final class SavedValuesTest {
  /**
   * @param needs which of a and b the derivative towards a needs, then, if there is a b, which of
   *     them the one towards b does
   */
  private record Operator(String name, Function function, String needs) {
    @Override
    public String toString() {
      return name;
    }
  }

  @FunctionalInterface
  private interface Function {
    CpuTensor apply(TensorOperations<CpuTensor> math, CpuTensor a, CpuTensor b);
  }

  private static Stream<Operator> operators() {
    return Stream.of(
        two("add", TensorOperations::add, "-- --"),
        two("sub", TensorOperations::sub, "-- --"),
        two("mul", TensorOperations::mul, "-b a-"),
        two("div", TensorOperations::div, "-b ab"),
        two("pow", TensorOperations::pow, "ab ab"),
        two("matmul", TensorOperations::matmul, "-b a-"),
        two("where", (math, a, b) -> math.where(math.compare(GREATER, a, b), a, b), "-- --"),
        two("cat", (math, a, b) -> math.cat(List.of(a, b), 0), "-- --"),
        one("add number", (math, a) -> math.add(a, 2), "-"),
        one("mul number", (math, a) -> math.mul(a, 2), "-"),
        one("div number", (math, a) -> math.div(a, 2), "-"),
        one("pow number", (math, a) -> math.pow(a, 3), "a"),
        one("pow zero", (math, a) -> math.pow(a, 0), "a"),
        one("neg", TensorOperations::neg, "-"),
        one("exp", TensorOperations::exp, "-"),
        one("expm1", TensorOperations::expm1, "-"),
        one("log1p", TensorOperations::log1p, "a"),
        one("log", TensorOperations::log, "a"),
        one("sqrt", TensorOperations::sqrt, "-"),
        one("abs", TensorOperations::abs, "a"),
        one("clamp", (math, a) -> math.clamp(a, 0, 1), "a"),
        one("relu", TensorOperations::relu, "-"),
        one("sigmoid", TensorOperations::sigmoid, "-"),
        one("tanh", TensorOperations::tanh, "-"),
        one("softmax", (math, a) -> math.softmax(a, 1), "-"),
        one("log softmax", (math, a) -> math.logSoftmax(a, 1), "-"),
        one("sum", TensorOperations::sum, "-"),
        one("mean", TensorOperations::mean, "-"),
        one("sum along", (math, a) -> math.sum(a, 1, false), "-"),
        one("mean along", (math, a) -> math.mean(a, 0, true), "-"),
        one("max", (math, a) -> math.max(a, 1, false).values(), "-"),
        one("min", (math, a) -> math.min(a, 1, false).values(), "-"),
        one("transpose", TensorOperations::transpose, "-"),
        one("reshape", (math, a) -> math.reshape(a, Shape.of(4)), "-"),
        one("narrow", (math, a) -> math.narrow(a, 0, 1, 1), "-"));
  }

  private static Operator one(
      String name,
      BiFunction<TensorOperations<CpuTensor>, CpuTensor, CpuTensor> function,
      String needs) {
    return new Operator(name, (math, a, b) -> function.apply(math, a), needs);
  }

  private static Operator two(String name, Function function, String needs) {
    return new Operator(name, function, needs);
  }

  private final CpuOperations operations = new CpuOperations(Processor.plain());

  @ParameterizedTest
  @MethodSource("operators")
  void aChangedParameterIsRefusedWhereItsOldValueIsNeeded(Operator operator) {
    String[] towards = operator.needs.split(" ", -1);
    for (int input = 0; input < towards.length; input++) {
      for (char changed : new char[] {'a', 'b'}) {
        boolean needed = towards[input].indexOf(changed) >= 0;
        CpuTensor a = matrix(input == 0);
        CpuTensor b = matrix(input == 1);
        CpuTensor loss = operations.sum(operator.function.apply(operations, a, b));
        operations.assign(changed == 'a' ? a : b, TensorData.full(Shape.of(2, 2), 3));
        if (needed) {
          assertThatThrownBy(() -> operations.backward(loss))
              .isInstanceOf(GradientException.class)
              .hasMessage(GradientException.parameterChanged().getMessage());
        } else {
          operations.backward(loss);
          assertThat((input == 0 ? a : b).gradient()).hasSize(4);
        }
      }
    }
  }

  private CpuTensor matrix(boolean requiresGrad) {
    CpuTensor matrix = operations.parameter(TensorData.full(Shape.of(2, 2), 2));
    matrix.requiresGrad(requiresGrad);
    return matrix;
  }
}
