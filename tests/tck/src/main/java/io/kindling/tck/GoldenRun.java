package io.kindling.tck;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kindling.Loss;
import io.kindling.Module;
import io.kindling.Optimizer;
import io.kindling.Scope;
import io.kindling.Tensor;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.nn.LossSpec;
import io.kindling.nn.ModuleSpec;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A whole run of PyTorch's: under {@code make_golden.py}'s names, with its losses and weights. */
final class GoldenRun {
  /** The optimizers of {@code make_golden.py}. */
  private static final Map<String, String> OPTIMIZERS =
      Map.ofEntries(
          Map.entry("sgd", "sgd(lr=0.01)"),
          Map.entry("sgd_momentum", "sgd(lr=0.005, momentum=0.9)"),
          Map.entry("sgd_momentum_dampening", "sgd(lr=0.005, momentum=0.9, dampening=0.5)"),
          Map.entry("sgd_nesterov", "sgd(lr=0.005, momentum=0.9, nesterov=true)"),
          Map.entry("sgd_weight_decay", "sgd(lr=0.01, weight_decay=0.1)"),
          Map.entry(
              "sgd_nesterov_wd", "sgd(lr=0.002, momentum=0.8, nesterov=true, weight_decay=0.01)"),
          Map.entry("adam", "adam(lr=0.05)"),
          Map.entry(
              "adam_amsgrad_wd",
              "adam(lr=0.05, betas=(0.8, 0.99), eps=1e-6, weight_decay=0.01, amsgrad=true)"),
          Map.entry("adamw", "adamw(lr=0.05, weight_decay=0.1)"),
          Map.entry("rmsprop", "rmsprop(lr=0.01)"),
          Map.entry(
              "rmsprop_centered_momentum",
              "rmsprop(lr=0.005, alpha=0.9, centered=true, momentum=0.5)"),
          Map.entry("adagrad", "adagrad(lr=0.1, lr_decay=0.01, weight_decay=0.001)"));

  private static final Map<String, String> LOSSES =
      Map.of(
          "mse", "mse()",
          "mse_sum", "mse(reduction=sum)",
          "l1", "l1()",
          "huber", "huber(delta=0.5)",
          "smooth_l1", "smooth_l1(beta=0.5)");

  /** What stands between the two linear layers of the models that have two. */
  private static final Map<String, String> ACTIVATIONS =
      Map.of(
          "mlp_relu", "relu()",
          "mlp_tanh", "tanh()",
          "mlp_sigmoid", "sigmoid()",
          "mlp_gelu", "gelu()",
          "mlp_silu_ln", "layer_norm(8), silu()",
          "mlp_leaky", "leaky_relu(0.1)",
          "mlp_softplus", "softplus()",
          "mlp_bn", "batch_norm_1d(8), relu()");

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

  /** An optimizer by name, or in its text form. */
  static String optimizer(String name) {
    return OPTIMIZERS.getOrDefault(name, name);
  }

  Loss loss() {
    String text = Objects.requireNonNull(LOSSES.get(text("loss")), text("loss"));
    return test.backend().loss(LossSpec.parse(text));
  }

  /** The model with the weights that the seed gives, on the device. */
  Module model(long inputs, long outputs) {
    test.backend().manualSeed(golden.get("seed").getAsLong());
    Module model = test.module(ModuleSpec.parse(model(text("model"), inputs, outputs)));
    if (golden.has("init")) {
      Golden.state(golden.get("init"))
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

  private static String model(String name, long inputs, long outputs) {
    String activation = ACTIVATIONS.get(name);
    if (activation == null) {
      String bias = name.equals("linear_nobias") ? ", bias=false" : "";
      return "linear(" + inputs + ", " + outputs + bias + ")";
    }
    return "sequential(linear(" + inputs + ", 8), " + activation + ", linear(8, " + outputs + "))";
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
      float[] wanted = Golden.floats(golden.get("predictions"));
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
    return text("model").equals("mlp_bn")
        && List.of("0.bias", "1.running_mean", "predictions").contains(name);
  }

  /** Where PyTorch in float64 differs from itself in float32 by more than elsewhere. */
  private boolean isHard() {
    return text("optimizer").equals("rmsprop_centered_momentum")
        && !text("model").startsWith("linear");
  }

  /** A column of numbers, or a tensor. */
  static Tensor data(BackendUnderTest test, JsonElement values) {
    if (values.isJsonArray()) {
      float[] column = Golden.floats(values);
      return test.tensor(Shape.of(column.length, 1), column);
    }
    return test.tensor(Golden.tensor(values));
  }
}
