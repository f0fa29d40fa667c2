package io.kindling.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kindling.Scope;
import io.kindling.Tensor;
import io.kindling.core.DType;
import io.kindling.core.TensorData;
import io.kindling.error.SpecException;
import java.util.ArrayList;
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
    return Golden.replay("operations.json", OperationGoldenContract::title, this::replay);
  }

  private static String title(JsonObject golden) {
    StringBuilder title = new StringBuilder(golden.get("operation").getAsString());
    for (JsonElement input : golden.getAsJsonArray("inputs")) {
      title.append(' ').append(input.getAsJsonObject().get("shape"));
    }
    golden
        .getAsJsonObject("args")
        .entrySet()
        .forEach(arg -> title.append(", ").append(arg.getKey()).append(' ').append(arg.getValue()));
    return title.toString();
  }

  private void replay(JsonObject golden) {
    try (Scope scope = backend().scope()) {
      GoldenOperation operation = GoldenOperation.of(golden);
      List<TensorData> data = new ArrayList<>();
      List<Tensor> inputs = new ArrayList<>();
      for (JsonElement input : golden.getAsJsonArray("inputs")) {
        data.add(Golden.tensor(input));
        Tensor tensor = tensor(Golden.tensor(input));
        inputs.add(tensor.dtype() == DType.FLOAT32 ? tensor.requiresGrad(true) : tensor);
      }
      JsonObject arguments = golden.getAsJsonObject("args");
      if (boundsAreCrossed(arguments)) {
        assertThatThrownBy(() -> operation.call().apply(inputs, arguments))
            .isInstanceOf(SpecException.class);
        return;
      }
      List<Tensor> outputs = operation.call().apply(inputs, arguments);
      Bounds bounds = Numerics.operation(operation.method());
      checkOutputs(golden, outputs, bounds);
      checkGradients(golden, inputs, outputs.get(0), bounds);
      for (int i = 0; i < data.size(); i++) {
        assertThat(inputs.get(i).data()).as("input " + i + " is left alone").isEqualTo(data.get(i));
      }
    }
  }

  /** PyTorch's clamp takes a lower bound above the upper one; here that is refused as a mistake. */
  private static boolean boundsAreCrossed(JsonObject arguments) {
    return GoldenOperation.number(arguments, "min", Double.NEGATIVE_INFINITY)
        > GoldenOperation.number(arguments, "max", Double.POSITIVE_INFINITY);
  }

  private static void checkOutputs(JsonObject golden, List<Tensor> outputs, Bounds bounds) {
    JsonArray expected = new JsonArray();
    if (golden.has("outputs")) {
      expected.addAll(golden.getAsJsonArray("outputs"));
    } else {
      expected.add(golden.get("output"));
    }
    TensorData values = Golden.tensor(expected.get(0));
    assertThat(outputs.get(0).shape()).isEqualTo(values.shape());
    Expect.close("value", outputs.get(0).toFloatArray(), values.toFloatArray(), bounds.value());
    for (int i = 1; i < outputs.size(); i++) {
      assertThat(outputs.get(i).data()).isEqualTo(Golden.tensor(expected.get(i)));
    }
  }

  private void checkGradients(
      JsonObject golden, List<Tensor> inputs, Tensor output, Bounds bounds) {
    if (golden.get("gradients").isJsonNull()) {
      assertThat(output.requiresGrad()).as("no gradient goes through").isFalse();
      return;
    }
    output.mul(tensor(Golden.tensor(golden.get("upstream")))).sum().backward();
    JsonArray gradients = golden.getAsJsonArray("gradients");
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
