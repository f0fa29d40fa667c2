package io.kindling.cpu;

import static io.kindling.Specs.batchNorm1d;
import static io.kindling.Specs.bceWithLogits;
import static io.kindling.Specs.elu;
import static io.kindling.Specs.gelu;
import static io.kindling.Specs.hardswish;
import static io.kindling.Specs.huber;
import static io.kindling.Specs.l1;
import static io.kindling.Specs.layerNorm;
import static io.kindling.Specs.leakyRelu;
import static io.kindling.Specs.linear;
import static io.kindling.Specs.logCosh;
import static io.kindling.Specs.mish;
import static io.kindling.Specs.mse;
import static io.kindling.Specs.poissonNll;
import static io.kindling.Specs.relu;
import static io.kindling.Specs.rmsNorm;
import static io.kindling.Specs.silu;
import static io.kindling.Specs.softplus;
import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.Module;
import io.kindling.Scope;
import io.kindling.Tensor;
import io.kindling.core.Shape;
import io.kindling.core.TorchRandom;
import io.kindling.nn.LossSpec;
import io.kindling.nn.ModuleSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An array that is used again has anything in it, and none of that is in any result. */
final class UsedArraysTest {
  private static final int ROWS = 40;
  private static final int COLUMNS = 32;

  /** Long enough for its arrays to be kept. */
  private static final Shape SHAPE = Shape.of(ROWS, COLUMNS);

  private final Backend backend = Backends.open("cpu");
  private final Tensor x = backend.tensor(new TorchRandom(1).rand(SHAPE)).requiresGrad(true);

  @AfterEach
  void close() {
    backend.close();
  }

  static Stream<UnaryOperator<Tensor>> operations() {
    return Stream.of(
        Tensor::exp,
        Tensor::expm1,
        Tensor::log,
        Tensor::log1p,
        Tensor::sqrt,
        Tensor::abs,
        Tensor::relu,
        Tensor::sigmoid,
        Tensor::tanh,
        Tensor::neg,
        Tensor::transpose,
        Tensor::sum,
        Tensor::mean,
        x -> x.clamp(0.2, 0.7),
        x -> x.softmax(0),
        x -> x.logSoftmax(1),
        x -> x.pow(0),
        x -> x.pow(1),
        x -> x.pow(-2),
        x -> x.pow(1.7),
        x -> x.pow(x),
        x -> x.add(x),
        x -> x.sub(1),
        x -> x.mul(0),
        x -> x.div(x.sum(0, true)),
        x -> x.matmul(x.transpose()),
        x -> x.narrow(0, 0, ROWS).matmul(x.narrow(0, 0, COLUMNS)),
        x -> x.narrow(1, 0, 0).matmul(x.narrow(0, 0, 0)),
        x -> x.narrow(0, 1, ROWS - 1),
        x -> x.narrow(1, 1, COLUMNS - 1),
        x -> x.reshape(COLUMNS, ROWS),
        x -> x.sum(0, false),
        x -> x.mean(1, true),
        x -> x.where(x.gt(0.5), 2),
        x -> x.where(x.gt(0.5), x.neg()),
        x -> Tensor.cat(List.of(x, x), 1));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void ofAnOperation(UnaryOperator<Tensor> operation) {
    check(() -> operation.apply(x), List.of(x));
  }

  static Stream<ModuleSpec> modules() {
    return Stream.of(
        relu(),
        leakyRelu(),
        gelu(),
        ModuleSpec.parse("gelu(approximate=tanh)"),
        silu(),
        softplus(),
        elu(),
        mish(),
        hardswish(),
        layerNorm(COLUMNS),
        rmsNorm(COLUMNS),
        batchNorm1d(COLUMNS),
        linear(COLUMNS, 1),
        linear(COLUMNS, 3),
        linear(COLUMNS, 64));
  }

  @ParameterizedTest
  @MethodSource("modules")
  void ofAModule(ModuleSpec spec) {
    Module module = backend.module(spec);
    List<Tensor> inputs = new ArrayList<>(module.parameters());
    inputs.add(x);
    check(() -> module.forward(x), inputs);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 64})
  void ofALossOfALayer(int outputs) {
    Module layer = backend.module(linear(COLUMNS, outputs));
    Tensor table = x.detach();
    Tensor y = backend.tensor(new TorchRandom(2).rand(Shape.of(ROWS, outputs)));
    for (LossSpec spec : List.of(mse(), l1(), huber(1), bceWithLogits(), poissonNll(), logCosh())) {
      check(() -> backend.loss(spec).forward(layer.forward(table), y), layer.parameters());
    }
  }

  /** What is computed, and may be computed again. */
  @FunctionalInterface
  private interface Computation {
    Tensor get();
  }

  private void check(Computation computation, List<Tensor> inputs) {
    List<float[]> expected = results(computation, inputs);
    results(computation, inputs); // of which the arrays are used again
    try (Scope scope = backend.scope()) {
      for (Tensor input : inputs) {
        spoil(input);
        input.mul(Double.NaN).sum().backward();
        input.grad(null);
      }
      spoil(computation.get());
    }
    List<float[]> actual = results(computation, inputs);
    for (int i = 0; i < actual.size(); i++) {
      assertThat(Arrays.mismatch(actual.get(i), expected.get(i)))
          .as("the first number that differs, of the result or of the gradient of input %s", i - 1)
          .isEqualTo(-1);
    }
  }

  /** Leaves arrays as long as a tensor's behind that are full of NaN. */
  private void spoil(Tensor tensor) {
    try (Scope scope = backend.scope()) {
      for (int i = 0; i < 5; i++) {
        tensor.detach().mul(Double.NaN);
      }
    }
  }

  /** The values, and the inputs' gradients, which are gone afterwards. */
  private List<float[]> results(Computation computation, List<Tensor> inputs) {
    List<float[]> results = new ArrayList<>();
    try (Scope scope = backend.scope()) {
      Tensor value = computation.get();
      value.mul(backend.tensor(new TorchRandom(3).rand(value.shape()))).sum().backward();
      results.add(value.toFloatArray());
      for (Tensor input : inputs) {
        results.add(Objects.requireNonNull(input.grad()).toFloatArray());
        input.grad(null);
      }
    }
    return results;
  }
}
