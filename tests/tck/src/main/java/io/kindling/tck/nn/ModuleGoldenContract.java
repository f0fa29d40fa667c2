package io.kindling.tck.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kindling.Module;
import io.kindling.Scope;
import io.kindling.Tensor;
import io.kindling.core.DType;
import io.kindling.core.TensorData;
import io.kindling.error.ShapeException;
import io.kindling.error.SpecException;
import io.kindling.nn.ModuleSpec;
import io.kindling.tck.kit.BackendUnderTest;
import io.kindling.tck.kit.Bounds;
import io.kindling.tck.kit.Expect;
import io.kindling.tck.kit.Golden;
import io.kindling.tck.kit.GoldenCase;
import io.kindling.tck.kit.GoldenCases;
import io.kindling.tck.kit.NearlyEqual;
import io.kindling.tck.kit.Numerics;
import io.kindling.tck.kit.Tolerance;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every module against PyTorch's values, gradients and running statistics. */
public interface ModuleGoldenContract extends BackendUnderTest {
  /**
   * Replays PyTorch's cases.
   *
   * @return a test a case
   */
  @TestFactory
  default Stream<DynamicTest> modulesGiveWhatPyTorchGives() {
    return GoldenCases.MODULES.replay(this::replay);
  }

  private void replay(GoldenCase golden) {
    if (golden.isRefused()) {
      assertThatThrownBy(() -> run(golden))
          .isInstanceOfAny(SpecException.class, ShapeException.class);
    } else {
      run(golden);
    }
  }

  private void run(GoldenCase golden) {
    try (Scope scope = backend().scope()) {
      ModuleSpec spec = ModuleSpec.parse(golden.text());
      Map<String, TensorData> state = Golden.state(golden.get("state"));
      Module module = module(spec);
      assertThat(module.stateDict().keySet()).containsExactlyElementsOf(state.keySet());
      module.loadStateDict(state).train(golden.get("training").getAsBoolean());
      Tensor input = tensor(golden.tensor("input"));
      if (input.dtype() == DType.FLOAT32) {
        input.requiresGrad(true);
      }
      Tensor output = module.forward(input);
      output.mul(tensor(golden.tensor("upstream"))).sum().backward();
      boolean amplified = NearlyEqual.amplified(spec, input);
      Bounds bounds = Numerics.module(spec.name() + (amplified ? " of nearly equal values" : ""));
      golden.check(
          expected -> {
            checkOutput(expected, output, bounds);
            checkGradients(expected, input, module, bounds);
            checkState(expected.has("state") ? expected.get("state") : golden.get("state"), module);
          });
    }
  }

  private static void checkOutput(JsonObject expected, Tensor output, Bounds bounds) {
    TensorData value = Golden.tensor(expected.get("output"));
    assertThat(output.shape()).isEqualTo(value.shape());
    Expect.close("value", output.toFloatArray(), value.toFloatArray(), bounds.value());
  }

  private void checkGradients(JsonObject expected, Tensor input, Module module, Bounds bounds) {
    if (input.requiresGrad()) {
      float[] wanted = Golden.tensor(expected.get("input_gradient")).toFloatArray();
      Expect.close("input's gradient", gradient(input), wanted, bounds.gradient());
    }
    Map<String, Tensor> parameters = module.namedParameters();
    Map<String, TensorData> gradients = Golden.state(expected.get("gradients"));
    assertThat(parameters.keySet()).isEqualTo(gradients.keySet());
    gradients.forEach(
        (parameter, gradient) ->
            Expect.close(
                parameter + "'s gradient",
                gradient(parameters.get(parameter)),
                gradient.toFloatArray(),
                bounds.gradient()));
  }

  /** Only running statistics change. */
  private void checkState(JsonElement expected, Module module) {
    Tolerance tolerance = Numerics.of("state", "batch_norm_1d").value();
    Map<String, TensorData> state = module.stateDict();
    Golden.state(expected)
        .forEach(
            (name, wanted) -> {
              if (wanted.dtype() == DType.INT64) {
                assertThat(state).containsEntry(name, wanted);
              } else {
                Expect.close(name, values(state, name), wanted.toFloatArray(), tolerance);
              }
            });
  }
}
