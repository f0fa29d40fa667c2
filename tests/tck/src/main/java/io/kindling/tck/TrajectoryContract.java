package io.kindling.tck;

import static io.kindling.spec.Specs.linear;
import static io.kindling.spec.Specs.mse;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kindling.Loss;
import io.kindling.Module;
import io.kindling.Optimizer;
import io.kindling.Scope;
import io.kindling.Shape;
import io.kindling.Tensor;
import io.kindling.TensorData;
import io.kindling.spec.OptimizerSpec;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Whole runs from the seed alone, against PyTorch's. */
public interface TrajectoryContract extends BackendUnderTest {
  /** The optimizers of {@code make_golden.py}, by its names for them. */
  Map<String, String> OPTIMIZERS =
      Map.of(
          "sgd", "sgd(lr=0.01)",
          "sgd_momentum", "sgd(lr=0.005, momentum=0.9)",
          "sgd_momentum_dampening", "sgd(lr=0.005, momentum=0.9, dampening=0.5)",
          "sgd_nesterov", "sgd(lr=0.005, momentum=0.9, nesterov=true)",
          "sgd_weight_decay", "sgd(lr=0.01, weight_decay=0.1)",
          "sgd_nesterov_wd", "sgd(lr=0.002, momentum=0.8, nesterov=true, weight_decay=0.01)");

  @Test
  default void linearRegressionFollowsPyTorch() {
    JsonObject golden = Golden.read("trajectories.json").getAsJsonObject();
    int followed = 0;
    for (JsonElement element : golden.getAsJsonArray("cases")) {
      JsonObject run = element.getAsJsonObject();
      boolean known =
          run.get("model").getAsString().equals("linear")
              && run.get("loss").getAsString().equals("mse")
              && OPTIMIZERS.containsKey(run.get("optimizer").getAsString());
      if (known) {
        follow(golden, run);
        followed++;
      }
    }
    assertThat(followed).isEqualTo(7);
  }

  private void follow(JsonObject golden, JsonObject run) {
    String name = run.get("name").getAsString();
    boolean toy = name.startsWith("toy");
    Tensor x = data(golden, toy ? "toy" : "tab", "x");
    Tensor y = data(golden, toy ? "toy" : "tab", "y");
    backend().manualSeed(run.get("seed").getAsLong());
    int columns = (int) x.shape().size(1);
    Module model = backend().module(linear(columns, (int) y.shape().size(1)));
    assertThat(model.stateDict()).as(name).isEqualTo(Golden.state(run.get("init")));
    model.to(device());
    String optimizer = Objects.requireNonNull(OPTIMIZERS.get(run.get("optimizer").getAsString()));
    float[] expected = Golden.floats(run.get("losses"));
    float[] losses = train(model, OptimizerSpec.parse(optimizer), x, y, expected.length);
    Expect.close(name + " losses", losses, expected, Tolerance.trajectory(expected[0]));
    Map<String, TensorData> state = model.stateDict();
    Golden.state(run.get("final"))
        .forEach(
            (parameter, values) ->
                Expect.close(
                    name + " " + parameter,
                    values(state, parameter),
                    values.toFloatArray(),
                    Tolerance.LEARNED));
  }

  private Tensor data(JsonObject golden, String set, String name) {
    JsonElement values = golden.getAsJsonObject(set).get(name);
    if (values.isJsonArray()) {
      float[] column = Golden.floats(values);
      return tensor(Shape.of(column.length, 1), column);
    }
    return backend().tensor(Golden.tensor(values)).to(device());
  }

  private float[] train(Module model, OptimizerSpec spec, Tensor x, Tensor y, int epochs) {
    Loss criterion = backend().loss(mse());
    Optimizer optimizer = backend().optimizer(spec, model.parameters());
    float[] losses = new float[epochs];
    for (int epoch = 0; epoch < epochs; epoch++) {
      try (Scope step = backend().scope()) {
        optimizer.zeroGrad();
        Tensor loss = criterion.forward(model.forward(x), y);
        loss.backward();
        optimizer.step();
        losses[epoch] = loss.item();
      }
    }
    return losses;
  }
}
