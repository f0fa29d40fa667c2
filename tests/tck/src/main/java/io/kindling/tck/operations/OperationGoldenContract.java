package io.kindling.tck.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.kindling.Scope;
import io.kindling.Tensor;
import io.kindling.core.DType;
import io.kindling.core.TensorData;
import io.kindling.error.SpecException;
import io.kindling.tck.kit.BackendUnderTest;
import io.kindling.tck.kit.Bounds;
import io.kindling.tck.kit.Expect;
import io.kindling.tck.kit.Golden;
import io.kindling.tck.kit.GoldenCase;
import io.kindling.tck.kit.GoldenCases;
import io.kindling.tck.kit.GoldenOperations;
import io.kindling.tck.kit.Numerics;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every operation against PyTorch's values and gradients: many shapes, broadcasting, and the edges
 * 0, −0, ±∞, NaN and denormals.
 */
public interface OperationGoldenContract extends BackendUnderTest {
  /**
   * Replays PyTorch's cases.
   *
   * @return a test a case
   */
  @TestFactory
  default Stream<DynamicTest> operationsGiveWhatPyTorchGives() {
    return GoldenCases.OPERATIONS.replay(this::replay);
  }

  private void replay(GoldenCase golden) {
    try (Scope scope = backend().scope()) {
      List<TensorData> data = GoldenOperations.inputs(golden);
      List<Tensor> inputs = data.stream().map(this::variable).toList();
      if (golden.isRefused()) {
        assertThatThrownBy(() -> GoldenOperations.call(golden, inputs))
            .isInstanceOf(SpecException.class);
        return;
      }
      List<Tensor> outputs = GoldenOperations.call(golden, inputs);
      if (golden.has("upstream")) {
        outputs.get(0).mul(tensor(golden.tensor("upstream"))).sum().backward();
      }
      Bounds bounds = Numerics.operation(golden.text());
      golden.check(
          expected -> {
            checkOutputs(expected, outputs, bounds);
            checkGradients(expected, inputs, outputs.get(0), bounds);
          });
      for (int i = 0; i < data.size(); i++) {
        assertThat(inputs.get(i).data()).as("input " + i + " is left alone").isEqualTo(data.get(i));
      }
    }
  }

  private Tensor variable(TensorData data) {
    Tensor tensor = tensor(data);
    return tensor.dtype() == DType.FLOAT32 ? tensor.requiresGrad(true) : tensor;
  }

  private static void checkOutputs(JsonObject expected, List<Tensor> outputs, Bounds bounds) {
    TensorData values = Golden.tensor(expected.get("output"));
    assertThat(outputs.get(0).shape()).isEqualTo(values.shape());
    Expect.close("value", outputs.get(0).toFloatArray(), values.toFloatArray(), bounds.value());
    assertThat(outputs.size() > 1).isEqualTo(expected.has("indices"));
    if (expected.has("indices")) {
      assertThat(outputs.get(1).data()).isEqualTo(Golden.tensor(expected.get("indices")));
    }
  }

  private void checkGradients(
      JsonObject expected, List<Tensor> inputs, Tensor output, Bounds bounds) {
    if (!expected.has("gradients")) {
      assertThat(output.requiresGrad()).as("no gradient goes through").isFalse();
      return;
    }
    JsonArray gradients = expected.getAsJsonArray("gradients");
    for (int i = 0; i < inputs.size(); i++) {
      if (!gradients.get(i).isJsonNull()) {
        Expect.close(
            "gradient " + i,
            gradient(inputs.get(i)),
            Golden.tensor(gradients.get(i)).toFloatArray(),
            bounds.gradient());
      }
    }
  }
}
