package io.kindling.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.kindling.Module;
import io.kindling.Scope;
import io.kindling.Tensor;
import io.kindling.core.DType;
import io.kindling.core.TensorData;
import io.kindling.error.ShapeException;
import io.kindling.error.SpecException;
import io.kindling.nn.LinearSpec;
import io.kindling.nn.ModuleSpec;
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
    return Golden.replay("modules.json", ModuleGoldenContract::title, this::replay);
  }

  private static String title(JsonObject golden) {
    return golden.get("module").getAsString()
        + (golden.get("training").getAsBoolean() ? " training on " : " evaluating ")
        + golden.getAsJsonObject("input").get("shape");
  }

  private void replay(JsonObject golden) {
    String text = golden.get("module").getAsString();
    if (text.contains("sequential()")) {
      // PyTorch takes a sequence of nothing; here that is refused as a mistake
      assertThatThrownBy(() -> ModuleSpec.parse(text)).isInstanceOf(SpecException.class);
      return;
    }
    try (Scope scope = backend().scope()) {
      ModuleSpec spec = ModuleSpec.parse(text);
      Map<String, TensorData> state = Golden.state(golden.get("state"));
      Module module = module(spec);
      assertThat(module.stateDict().keySet()).containsExactlyElementsOf(state.keySet());
      module.loadStateDict(state).train(golden.get("training").getAsBoolean());
      Tensor input = tensor(Golden.tensor(golden.get("input")));
      if (spec instanceof LinearSpec && input.shape().rank() != 2) {
        // PyTorch takes any number of dimensions; here a linear layer takes rows
        assertThatThrownBy(() -> module.forward(input)).isInstanceOf(ShapeException.class);
        return;
      }
      check(golden, spec, module, input);
    }
  }

  private void check(JsonObject golden, ModuleSpec spec, Module module, Tensor input) {
    boolean amplified = NearlyEqual.amplified(spec, input);
    Bounds bounds = Numerics.module(spec.name() + (amplified ? " of nearly equal values" : ""));
    boolean floats = input.dtype() == DType.FLOAT32;
    Tensor output = module.forward(floats ? input.requiresGrad(true) : input);
    TensorData expected = Golden.tensor(golden.get("output"));
    assertThat(output.shape()).isEqualTo(expected.shape());
    Expect.close("value", output.toFloatArray(), expected.toFloatArray(), bounds.value());
    output.mul(tensor(Golden.tensor(golden.get("upstream")))).sum().backward();
    if (floats) {
      float[] gradient = Golden.tensor(golden.get("input_gradient")).toFloatArray();
      Expect.close("input's gradient", gradient(input), gradient, bounds.gradient());
    }
    Map<String, Tensor> parameters = module.namedParameters();
    Map<String, TensorData> gradients = Golden.state(golden.get("gradients"));
    assertThat(parameters.keySet()).isEqualTo(gradients.keySet());
    gradients.forEach(
        (parameter, gradient) ->
            Expect.close(
                parameter + "'s gradient",
                gradient(parameters.get(parameter)),
                gradient.toFloatArray(),
                bounds.gradient()));
    checkState(golden, module);
  }

  /** Only running statistics change. */
  private void checkState(JsonObject golden, Module module) {
    Tolerance tolerance = Numerics.of("state", "batch_norm_1d").value();
    Map<String, TensorData> state = module.stateDict();
    Golden.state(golden.get(golden.has("state_after") ? "state_after" : "state"))
        .forEach(
            (name, expected) -> {
              if (expected.dtype() == DType.INT64) {
                assertThat(state).containsEntry(name, expected);
              } else {
                Expect.close(name, values(state, name), expected.toFloatArray(), tolerance);
              }
            });
  }
}
