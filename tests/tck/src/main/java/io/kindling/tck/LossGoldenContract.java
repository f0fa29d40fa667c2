package io.kindling.tck;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.kindling.Scope;
import io.kindling.Tensor;
import io.kindling.core.TensorData;
import io.kindling.nn.LossSpec;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every loss in every reduction against PyTorch's values and gradients. */
public interface LossGoldenContract extends BackendUnderTest {
  /**
   * Replays PyTorch's cases.
   *
   * @return a test a case
   */
  @TestFactory
  default Stream<DynamicTest> lossesGiveWhatPyTorchGives() {
    return Golden.replay("losses.json", LossGoldenContract::title, this::replay);
  }

  private static String title(JsonObject golden) {
    return golden.get("loss").getAsString()
        + " of "
        + golden.getAsJsonObject("prediction").get("shape");
  }

  private void replay(JsonObject golden) {
    try (Scope scope = backend().scope()) {
      LossSpec spec = LossSpec.parse(golden.get("loss").getAsString());
      Bounds bounds = Numerics.loss(spec.name());
      Tensor prediction = tensor(Golden.tensor(golden.get("prediction"))).requiresGrad(true);
      Tensor target = tensor(Golden.tensor(golden.get("target")));
      boolean towardsTarget = !golden.get("target_gradient").isJsonNull();
      if (towardsTarget) {
        target.requiresGrad(true);
      }
      Tensor output = backend().loss(spec).forward(prediction, target);
      TensorData expected = Golden.tensor(golden.get("output"));
      assertThat(output.shape()).isEqualTo(expected.shape());
      Expect.close("value", output.toFloatArray(), expected.toFloatArray(), bounds.value());
      output.mul(tensor(Golden.tensor(golden.get("upstream")))).sum().backward();
      checkGradient(golden, "prediction", prediction, bounds);
      if (towardsTarget) {
        checkGradient(golden, "target", target, bounds);
      }
    }
  }

  private void checkGradient(JsonObject golden, String of, Tensor tensor, Bounds bounds) {
    float[] expected = Golden.tensor(golden.get(of + "_gradient")).toFloatArray();
    Expect.close(of + "'s gradient", gradient(tensor), expected, bounds.gradient());
  }
}
