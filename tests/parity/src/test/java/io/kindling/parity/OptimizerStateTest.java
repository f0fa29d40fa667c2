package io.kindling.parity;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.Optimizer;
import io.kindling.OptimizerState;
import io.kindling.Scope;
import io.kindling.Tensor;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.optim.OptimizerSpec;
import io.kindling.tck.kit.Expect;
import io.kindling.tck.kit.Numerics;
import io.kindling.tck.kit.TestDevices;
import io.kindling.tck.optim.OptimizerStateContract;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** An optimizer's state from one backend is gone on from on the other. */
final class OptimizerStateTest {
  static final List<String> OPTIMIZERS = OptimizerStateContract.OPTIMIZERS;

  private static final Backend CPU = Backends.open("cpu");
  private static final Backend LIBTORCH = Backends.open("libtorch");

  /** Where a run has come to. */
  private record Point(TensorData theta, OptimizerState state, Map<String, Object> dict) {}

  private static Point start(Backend backend, OptimizerSpec spec) {
    try (Scope scope = backend.scope()) {
      Tensor theta =
          backend
              .tensor(new float[] {1, -2}, Shape.of(2))
              .to(TestDevices.of(backend))
              .requiresGrad(true);
      Optimizer optimizer = backend.optimizer(spec, List.of(theta));
      steps(backend, optimizer, theta);
      return new Point(theta.data(), optimizer.state(), optimizer.stateDict());
    }
  }

  private static Point goOn(Backend backend, OptimizerSpec spec, Point from) {
    Point byState = goOn(backend, spec, from, optimizer -> optimizer.loadState(from.state));
    Point byDict = goOn(backend, spec, from, optimizer -> optimizer.loadStateDict(from.dict));
    assertThat(byDict).as("by state_dict").isEqualTo(byState);
    return byState;
  }

  private static Point goOn(
      Backend backend, OptimizerSpec spec, Point from, Consumer<Optimizer> load) {
    try (Scope scope = backend.scope()) {
      Tensor theta = backend.tensor(from.theta).to(TestDevices.of(backend)).requiresGrad(true);
      Optimizer optimizer = backend.optimizer(spec.lr(0.75), List.of(theta));
      load.accept(optimizer);
      assertThat(optimizer.state()).isEqualTo(from.state);
      assertThat(optimizer.stateDict()).isEqualTo(from.dict);
      steps(backend, optimizer, theta);
      return new Point(theta.data(), optimizer.state(), optimizer.stateDict());
    }
  }

  private static void steps(Backend backend, Optimizer optimizer, Tensor theta) {
    Tensor curvature = backend.tensor(new float[] {1, 3}, Shape.of(2)).to(TestDevices.of(backend));
    for (int i = 0; i < 3; i++) {
      optimizer.step(
          () -> {
            optimizer.zeroGrad();
            Tensor loss = theta.mul(theta).mul(curvature).sum().add(theta.sum());
            loss.backward();
            return loss;
          });
    }
  }

  @ParameterizedTest
  @FieldSource("OPTIMIZERS")
  void goesOnOnTheOtherBackend(String text) {
    OptimizerSpec spec = OptimizerSpec.parse(text);
    Point cpu = start(CPU, spec);
    Point libtorch = start(LIBTORCH, spec);
    expectNear(text + " from cpu", goOn(LIBTORCH, spec, cpu), goOn(CPU, spec, cpu));
    expectNear(text + " from libtorch", goOn(CPU, spec, libtorch), goOn(LIBTORCH, spec, libtorch));
  }

  private static void expectNear(String what, Point actual, Point expected) {
    Expect.close(
        what,
        actual.theta.toFloatArray(),
        expected.theta.toFloatArray(),
        Numerics.run("weights").value());
    assertThat(actual.state.groups()).isEqualTo(expected.state.groups());
  }
}
