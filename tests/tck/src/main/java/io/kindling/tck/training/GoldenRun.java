package io.kindling.tck.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kindling.Loss;
import io.kindling.Module;
import io.kindling.Optimizer;
import io.kindling.Scope;
import io.kindling.Tensor;
import io.kindling.core.TensorData;
import io.kindling.nn.LossSpec;
import io.kindling.nn.ModuleSpec;
import io.kindling.optim.OptimizerSpec;
import io.kindling.tck.kit.BackendUnderTest;
import io.kindling.tck.kit.Expect;
import io.kindling.tck.kit.Golden;
import io.kindling.tck.kit.Numerics;
import io.kindling.tck.kit.Tolerance;
import java.util.List;
import java.util.Map;

/** A whole run of PyTorch's, with its losses and weights; {@code golden/runs.py} makes them. */
final class GoldenRun {
  private final BackendUnderTest test;
  private final JsonObject golden;

  GoldenRun(BackendUnderTest test, JsonObject golden) {
    this.test = test;
    this.golden = golden;
  }

  String name() {
    return golden.get("name").getAsString();
  }

  String text(String member) {
    return golden.get(member).getAsString();
  }

  JsonElement member(String name) {
    return golden.get(name);
  }

  Loss loss() {
    return test.backend().loss(LossSpec.parse(text("loss")));
  }

  Optimizer optimizer(Module model) {
    return test.backend().optimizer(OptimizerSpec.parse(text("optimizer")), model.parameters());
  }

  /** The model with the weights that the seed gives, on the device. */
  Module model() {
    test.backend().manualSeed(golden.get("seed").getAsLong());
    Module model = test.module(ModuleSpec.parse(text("model")));
    if (golden.has("initial")) {
      Golden.state(golden.get("initial"))
          .forEach(
              (name, expected) -> {
                if (expected.shape().rank() > 0) { // all but a counter
                  Expect.close(
                      "initial " + name,
                      test.values(model.stateDict(), name),
                      expected.toFloatArray(),
                      Numerics.random("initial weights").value());
                }
              });
    }
    return model;
  }

  /** One step of the plain loop; returns the loss before it. */
  static float step(
      BackendUnderTest test, Module model, Loss loss, Optimizer by, Tensor x, Tensor y) {
    try (Scope step = test.backend().scope()) {
      return by.step(
              () -> {
                by.zeroGrad();
                Tensor value = loss.forward(model.forward(x), y);
                value.backward();
                return value;
              })
          .item();
    }
  }

  int epochs() {
    return golden.getAsJsonArray("losses").size();
  }

  /** Compares the losses of all epochs, the weights at the end, and the predictions if known. */
  void check(float[] losses, Module model, Tensor x) {
    float[] expected = Golden.floats(golden.get("losses"));
    Expect.close(name() + "'s losses", losses, expected, Numerics.run("losses").value());
    Tolerance weights = Numerics.run(isHard() ? "weights of centred rmsprop" : "weights").value();
    Tolerance drift = Numerics.run("weights that nothing determines").value();
    Map<String, TensorData> state = model.stateDict();
    Map<String, TensorData> finals = Golden.state(golden.get("final"));
    assertThat(state.keySet()).containsExactlyElementsOf(finals.keySet());
    finals.forEach(
        (parameter, values) -> {
          if (values.shape().rank() > 0) { // all but a counter
            String what = name() + "'s " + parameter;
            Tolerance tolerance = isUndetermined(parameter) ? drift : weights;
            Expect.close(what, test.values(state, parameter), values.toFloatArray(), tolerance);
          }
        });
    if (golden.has("predictions")) {
      float[] predictions = model.eval().forward(x).toFloatArray();
      float[] wanted = Golden.tensor(golden.get("predictions")).toFloatArray();
      Tolerance tolerance = isUndetermined("predictions") ? drift : weights;
      Expect.close(name() + "'s predictions", predictions, wanted, tolerance);
    }
  }

  /**
   * What batch normalisation takes off again, it does not determine: the gradient of a bias before
   * it is 0 but for rounding, which Adam divides by its own size. The running mean follows the
   * bias.
   */
  private boolean isUndetermined(String name) {
    return text("model").contains("batch_norm_1d")
        && List.of("0.bias", "1.running_mean", "predictions").contains(name);
  }

  /** Where PyTorch in float64 differs from itself in float32 by more than elsewhere. */
  private boolean isHard() {
    return text("optimizer").contains("centered=true") && text("model").startsWith("sequential");
  }
}
