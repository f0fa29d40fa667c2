package io.kindling.tck.training;

import static io.kindling.Specs.linear;
import static io.kindling.Specs.mse;
import static io.kindling.Specs.sgd;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.kindling.Backend;
import io.kindling.CompositeModule;
import io.kindling.Loss;
import io.kindling.Module;
import io.kindling.Optimizer;
import io.kindling.Scope;
import io.kindling.Tensor;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.tck.kit.BackendUnderTest;
import io.kindling.tck.kit.Expect;
import io.kindling.tck.kit.Golden;
import io.kindling.tck.kit.Numerics;
import io.kindling.tck.kit.Tolerance;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The tutorial that Kindling starts from: y = 2x + 1, and the numbers it printed. */
public interface TutorialContract extends BackendUnderTest {
  /** The tutorial's own model class. */
  final class LinearRegressionModel extends CompositeModule {
    private final Module linear;

    LinearRegressionModel(Backend backend, int inputDim, int outputDim) {
      linear = child("linear", backend.module(linear(inputDim, outputDim)));
    }

    @Override
    public Tensor forward(Tensor x) {
      return linear.forward(x);
    }
  }

  private static float[] inputs() {
    float[] x = new float[11];
    for (int i = 0; i < x.length; i++) {
      x[i] = i;
    }
    return x;
  }

  private static float[] labels() {
    float[] y = inputs();
    for (int i = 0; i < y.length; i++) {
      y[i] = 2 * y[i] + 1;
    }
    return y;
  }

  /** Trains as the tutorial does and returns every epoch's loss. */
  private float[] train(Module model, int epochs) {
    Loss criterion = backend().loss(mse());
    Optimizer optimizer = backend().optimizer(sgd(0.01), model.parameters());
    Tensor inputs = tensor(Shape.of(11, 1), inputs());
    Tensor labels = tensor(Shape.of(11, 1), labels());
    float[] losses = new float[epochs];
    for (int epoch = 0; epoch < epochs; epoch++) {
      try (Scope step = backend().scope()) {
        optimizer.zeroGrad();
        Tensor loss = criterion.forward(model.forward(inputs), labels);
        loss.backward();
        optimizer.step();
        losses[epoch] = loss.item();
      }
    }
    return losses;
  }

  private Module model(JsonObject run) {
    JsonObject initial = run.getAsJsonObject("initial");
    Module model = new LinearRegressionModel(backend(), 1, 1).to(device());
    float[] weight = {initial.get("weight").getAsFloat()};
    float[] bias = {initial.get("bias").getAsFloat()};
    return model.loadStateDict(
        Map.of(
            "linear.weight", TensorData.of(weight, Shape.of(1, 1)),
            "linear.bias", TensorData.of(bias, Shape.of(1))));
  }

  @Test
  default void theLossesAndPredictionsOfTheProcessorRun() {
    JsonObject run = Golden.read("tutorial.json").getAsJsonObject().getAsJsonObject("cpu");
    Module model = model(run);
    float[] losses = train(model, 100);
    Expect.close(
        "losses",
        losses,
        Golden.floats(run.get("losses")),
        Numerics.run("tutorial on cpu").value());
    Tensor predicted = model.forward(tensor(Shape.of(11, 1), inputs()));
    Expect.close(
        "predictions",
        predicted.toFloatArray(),
        Golden.floats(run.get("predictions")),
        Numerics.run("tutorial predictions").value());
  }

  @Test
  default void theLossesOfTheGpuRun() {
    JsonObject run = Golden.read("tutorial.json").getAsJsonObject().getAsJsonObject("gpu");
    float[] losses = train(model(run), 100);
    Expect.close(
        "losses",
        losses,
        Golden.floats(run.get("losses")),
        Numerics.run("tutorial on gpu").value());
  }

  @Test
  default void theLineIsFoundFromSeedZero() {
    backend().manualSeed(0);
    Module model = new LinearRegressionModel(backend(), 1, 1).to(device());
    train(model, 2000);
    Map<String, TensorData> learned = model.stateDict();
    assertThat(learned).containsOnlyKeys("linear.weight", "linear.bias");
    Tolerance tolerance = Numerics.run("learned").value();
    Expect.close("slope", values(learned, "linear.weight"), new float[] {2}, tolerance);
    Expect.close("intercept", values(learned, "linear.bias"), new float[] {1}, tolerance);
  }
}
