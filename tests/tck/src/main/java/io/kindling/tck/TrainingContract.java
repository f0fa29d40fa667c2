package io.kindling.tck;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kindling.Loss;
import io.kindling.Module;
import io.kindling.Optimizer;
import io.kindling.Scope;
import io.kindling.Tensor;
import io.kindling.spec.LossSpec;
import io.kindling.spec.OptimizerSpec;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Whole runs as people train: in mini-batches, to classify, with L-BFGS. */
public interface TrainingContract extends BackendUnderTest {
  /**
   * Follows PyTorch's runs through the plain loop.
   *
   * @return a test a run
   */
  @TestFactory
  default Stream<DynamicTest> trainingsFollowPyTorchs() {
    return Stream.of(
        dynamicTest("mini-batches of ten in order, the last of four", this::miniBatches),
        dynamicTest("binary classification", () -> classify("bce_with_logits", 1)),
        dynamicTest("classification into three", () -> classify("cross_entropy", 3)),
        dynamicTest("L-BFGS with strong Wolfe conditions", this::lbfgs));
  }

  private static JsonObject golden() {
    return Golden.read("training.json").getAsJsonObject();
  }

  private GoldenRun run(String name) {
    for (JsonElement run : golden().getAsJsonArray("cases")) {
      if (run.getAsJsonObject().get("name").getAsString().equals(name)) {
        return new GoldenRun(this, run.getAsJsonObject());
      }
    }
    throw new IllegalArgumentException(name);
  }

  private Tensor data(String name) {
    return tensor(Golden.tensor(golden().getAsJsonObject("data").get(name)));
  }

  private Optimizer optimizer(GoldenRun run, Module model) {
    return backend().optimizer(OptimizerSpec.parse(run.text("optimizer")), model.parameters());
  }

  private void miniBatches() {
    try (Scope scope = backend().scope()) {
      GoldenRun run = run("minibatch_10_in_order");
      Tensor x = data("x");
      Tensor y = data("y");
      Module model = run.model(5, 2);
      Loss loss = backend().loss(LossSpec.parse("mse()"));
      Optimizer optimizer = optimizer(run, model);
      float[] losses = new float[run.epochs()];
      long rows = x.shape().size(0);
      for (int epoch = 0; epoch < losses.length; epoch++) {
        double total = 0;
        for (long from = 0; from < rows; from += 10) {
          long count = Math.min(10, rows - from);
          Tensor input = x.narrow(0, from, count);
          Tensor target = y.narrow(0, from, count);
          total += count * (double) GoldenRun.step(this, model, loss, optimizer, input, target);
        }
        losses[epoch] = (float) (total / rows);
      }
      run.check(losses, model, x);
    }
  }

  private void classify(String name, int outputs) {
    try (Scope scope = backend().scope()) {
      GoldenRun run = run(name);
      Tensor x = data("x");
      LossSpec spec = LossSpec.parse(name + "()");
      JsonElement classes = run.member("targets");
      Tensor y = outputs == 1 ? GoldenRun.data(this, classes) : labels(classes);
      train(run, run.model(5, outputs), backend().loss(spec), x, y);
    }
  }

  private Tensor labels(JsonElement classes) {
    int[] labels = Golden.ints(classes);
    long[] wide = new long[labels.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = labels[i];
    }
    return integers(wide);
  }

  private void lbfgs() {
    try (Scope scope = backend().scope()) {
      GoldenRun run = run("lbfgs_strong_wolfe");
      Loss loss = backend().loss(LossSpec.parse("mse()"));
      train(run, run.model(5, 2), loss, data("x"), data("y"));
    }
  }

  private void train(GoldenRun run, Module model, Loss loss, Tensor x, Tensor y) {
    Optimizer optimizer = optimizer(run, model);
    float[] losses = new float[run.epochs()];
    for (int epoch = 0; epoch < losses.length; epoch++) {
      losses[epoch] = GoldenRun.step(this, model, loss, optimizer, x, y);
    }
    run.check(losses, model, x);
  }
}
