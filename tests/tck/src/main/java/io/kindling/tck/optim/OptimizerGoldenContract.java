package io.kindling.tck.optim;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kindling.Optimizer;
import io.kindling.Scope;
import io.kindling.Tensor;
import io.kindling.core.ParameterState;
import io.kindling.core.TensorData;
import io.kindling.optim.OptimizerSpec;
import io.kindling.tck.kit.BackendUnderTest;
import io.kindling.tck.kit.Expect;
import io.kindling.tck.kit.Golden;
import io.kindling.tck.kit.GoldenCase;
import io.kindling.tck.kit.GoldenCases;
import io.kindling.tck.kit.Numerics;
import io.kindling.tck.kit.Tolerance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every optimizer against PyTorch's: the parameters after each of six steps, one of them without a
 * gradient, and the state at the end.
 */
public interface OptimizerGoldenContract extends BackendUnderTest {
  /**
   * Replays PyTorch's cases.
   *
   * @return a test a case
   */
  @TestFactory
  default Stream<DynamicTest> optimizersStepAsPyTorchDoes() {
    return GoldenCases.OPTIMIZERS.replay(
        golden -> {
          if (golden.has("problem")) {
            new GoldenLbfgs(this, golden).replay();
          } else {
            replay(golden);
          }
        });
  }

  private void replay(GoldenCase golden) {
    try (Scope scope = backend().scope()) {
      OptimizerSpec spec = OptimizerSpec.parse(golden.text());
      List<Tensor> parameters = new ArrayList<>();
      for (JsonElement parameter : golden.get("parameters").getAsJsonArray()) {
        parameters.add(tensor(Golden.tensor(parameter)).requiresGrad(true));
      }
      Optimizer optimizer = backend().optimizer(spec, parameters);
      List<List<float[]>> after = new ArrayList<>();
      for (JsonElement gradients : golden.get("gradients").getAsJsonArray()) {
        step(optimizer, parameters, gradients.getAsJsonArray());
        after.add(parameters.stream().map(Tensor::toFloatArray).toList());
      }
      golden.check(
          expected -> {
            checkSteps(spec, expected.getAsJsonArray("after"), after);
            checkState(spec, expected.getAsJsonObject("state"), optimizer.state().parameters());
          });
    }
  }

  private void step(Optimizer optimizer, List<Tensor> parameters, JsonArray gradients) {
    for (int i = 0; i < parameters.size(); i++) {
      JsonElement gradient = gradients.get(i);
      parameters.get(i).grad(gradient.isJsonNull() ? null : tensor(Golden.tensor(gradient)));
    }
    optimizer.step();
  }

  private static void checkSteps(
      OptimizerSpec spec, JsonArray expected, List<List<float[]>> actual) {
    Tolerance tolerance = Numerics.optimizer(spec.name()).value();
    assertThat(actual).hasSize(expected.size());
    for (int step = 0; step < actual.size(); step++) {
      JsonArray wanted = expected.get(step).getAsJsonArray();
      for (int i = 0; i < wanted.size(); i++) {
        Expect.close(
            "parameter " + i + " after step " + (step + 1),
            actual.get(step).get(i),
            Golden.tensor(wanted.get(i)).toFloatArray(),
            tolerance);
      }
    }
  }

  private static void checkState(
      OptimizerSpec spec, JsonObject expected, List<ParameterState> actual) {
    for (int i = 0; i < actual.size(); i++) {
      JsonElement golden = expected.get(Integer.toString(i));
      JsonObject entries = golden == null ? new JsonObject() : golden.getAsJsonObject();
      Map<String, Double> numbers = actual.get(i).numbers();
      Map<String, TensorData> tensors = actual.get(i).tensors();
      for (Map.Entry<String, JsonElement> entry : entries.entrySet()) {
        String name = entry.getKey();
        if (entry.getValue().isJsonObject()) {
          Expect.close(
              "parameter " + i + "'s " + name,
              values(name, numbers, tensors),
              Golden.tensor(entry.getValue()).toFloatArray(),
              Numerics.of("state", spec.name()).value());
        } else {
          assertThat(numbers)
              .as("parameter " + i)
              .containsEntry(name, entry.getValue().getAsDouble());
        }
      }
      assertThat(numbers.size() + tensors.size()).as("parameter " + i).isEqualTo(entries.size());
    }
  }

  /** PyTorch keeps some numbers as tensors, which round. */
  private static float[] values(
      String name, Map<String, Double> numbers, Map<String, TensorData> tensors) {
    Double number = numbers.get(name);
    return number == null
        ? Objects.requireNonNull(tensors.get(name), name).toFloatArray()
        : new float[] {number.floatValue()};
  }
}
