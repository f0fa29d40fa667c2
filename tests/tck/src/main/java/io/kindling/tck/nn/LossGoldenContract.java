package io.kindling.tck.nn;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.kindling.Scope;
import io.kindling.Tensor;
import io.kindling.core.TensorData;
import io.kindling.nn.LossSpec;
import io.kindling.tck.kit.BackendUnderTest;
import io.kindling.tck.kit.Bounds;
import io.kindling.tck.kit.Expect;
import io.kindling.tck.kit.Golden;
import io.kindling.tck.kit.GoldenCase;
import io.kindling.tck.kit.GoldenCases;
import io.kindling.tck.kit.Numerics;
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
    return GoldenCases.LOSSES.replay(this::replay);
  }

  private void replay(GoldenCase golden) {
    try (Scope scope = backend().scope()) {
      LossSpec spec = LossSpec.parse(golden.text());
      Tensor prediction = tensor(golden.tensor("prediction")).requiresGrad(true);
      Tensor target = tensor(golden.tensor("target"));
      if (differentiatesTarget(golden.expected())) {
        target.requiresGrad(true);
      }
      Tensor output = backend().loss(spec).forward(prediction, target);
      output.mul(tensor(golden.tensor("upstream"))).sum().backward();
      Bounds bounds = Numerics.loss(spec.name());
      golden.check(
          expected -> {
            TensorData value = Golden.tensor(expected.get("output"));
            assertThat(output.shape()).isEqualTo(value.shape());
            Expect.close("value", output.toFloatArray(), value.toFloatArray(), bounds.value());
            checkGradient(expected, "prediction", prediction, bounds);
            if (differentiatesTarget(expected)) {
              checkGradient(expected, "target", target, bounds);
            }
          });
    }
  }

  private static boolean differentiatesTarget(JsonObject expected) {
    return !expected.get("target_gradient").isJsonNull();
  }

  private void checkGradient(JsonObject expected, String of, Tensor tensor, Bounds bounds) {
    float[] wanted = Golden.tensor(expected.get(of + "_gradient")).toFloatArray();
    Expect.close(of + "'s gradient", gradient(tensor), wanted, bounds.gradient());
  }
}
