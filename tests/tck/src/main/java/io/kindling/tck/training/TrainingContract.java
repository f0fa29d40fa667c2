package io.kindling.tck.training;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kindling.Loss;
import io.kindling.Module;
import io.kindling.Optimizer;
import io.kindling.Scope;
import io.kindling.Tensor;
import io.kindling.nn.LossSpec;
import io.kindling.optim.ClipSpec;
import io.kindling.optim.ScheduleSpec;
import io.kindling.tck.kit.BackendUnderTest;
import io.kindling.tck.kit.Expect;
import io.kindling.tck.kit.Golden;
import io.kindling.tck.kit.Numerics;
import io.kindling.train.Clipping;
import io.kindling.train.Schedule;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Whole runs as people train: by schedule, clipped, in mini-batches, to classify, with L-BFGS. */
public interface TrainingContract extends BackendUnderTest {
  /**
   * Follows PyTorch's runs through the plain loop.
   *
   * @return a test a run
   */
  @TestFactory
  default Stream<DynamicTest> trainingsFollowPyTorchs() {
    Stream<DynamicTest> scheduled =
        Stream.of(
                "step(size=20, gamma=0.5)",
                "exponential(gamma=0.98)",
                "cosine(epochs=60, min=0.001)",
                "plateau(factor=0.5, patience=3)")
            .map(schedule -> dynamicTest(schedule, () -> schedule(schedule)));
    Stream<DynamicTest> clipped =
        Stream.of("norm(0.05)", "value(0.01)")
            .map(clip -> dynamicTest("clipping by " + clip, () -> clip(clip)));
    Stream<DynamicTest> others =
        Stream.of(
            dynamicTest("mini-batches of ten in order, the last of four", this::miniBatches),
            dynamicTest("binary classification", () -> classify("bce_with_logits")),
            dynamicTest("classification into three", () -> classify("cross_entropy")),
            dynamicTest("L-BFGS with strong Wolfe conditions", this::lbfgs));
    return Stream.of(scheduled, clipped, others).flatMap(tests -> tests);
  }

  private void schedule(String text) {
    try (Scope scope = backend().scope()) {
      GoldenRun run = run("schedule_" + text);
      Tensor x = data("x");
      Tensor y = data("y");
      Module model = run.model();
      Loss loss = backend().loss(LossSpec.parse("mse()"));
      Optimizer optimizer = run.optimizer(model);
      Schedule schedule = new Schedule(ScheduleSpec.parse(text), optimizer);
      float[] losses = new float[run.epochs()];
      float[] rates = new float[losses.length];
      for (int epoch = 0; epoch < losses.length; epoch++) {
        losses[epoch] = GoldenRun.step(this, model, loss, optimizer, x, y);
        rates[epoch] = (float) optimizer.learningRate();
        schedule.step(losses[epoch]);
      }
      run.check(losses, model, x);
      float[] expected = Golden.floats(run.member("learning_rates"));
      Expect.close("learning rates", rates, expected, Numerics.run("learning rates").value());
    }
  }

  private void clip(String clip) {
    try (Scope scope = backend().scope()) {
      GoldenRun run = run("clip_" + clip);
      Tensor x = data("x");
      Tensor y = data("y");
      Module model = run.model();
      Loss loss = backend().loss(LossSpec.parse("mse()"));
      Optimizer optimizer = run.optimizer(model);
      ClipSpec spec = ClipSpec.parse(clip);
      float[] losses = new float[run.epochs()];
      for (int epoch = 0; epoch < losses.length; epoch++) {
        try (Scope step = backend().scope()) {
          optimizer.zeroGrad();
          Tensor value = loss.forward(model.forward(x), y);
          value.backward();
          Clipping.clip(spec, model.parameters());
          optimizer.step();
          losses[epoch] = value.item();
        }
      }
      run.check(losses, model, x);
    }
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

  private void miniBatches() {
    try (Scope scope = backend().scope()) {
      GoldenRun run = run("minibatch_10_in_order");
      Tensor x = data("x");
      Tensor y = data("y");
      Module model = run.model();
      Loss loss = backend().loss(LossSpec.parse("mse()"));
      Optimizer optimizer = run.optimizer(model);
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

  private void classify(String name) {
    try (Scope scope = backend().scope()) {
      GoldenRun run = run(name);
      Tensor x = data("x");
      LossSpec spec = LossSpec.parse(name + "()");
      Tensor y = tensor(Golden.tensor(run.member("targets")));
      train(run, run.model(), backend().loss(spec), x, y);
    }
  }

  private void lbfgs() {
    try (Scope scope = backend().scope()) {
      GoldenRun run = run("lbfgs_strong_wolfe");
      Loss loss = backend().loss(LossSpec.parse("mse()"));
      train(run, run.model(), loss, data("x"), data("y"));
    }
  }

  private void train(GoldenRun run, Module model, Loss loss, Tensor x, Tensor y) {
    Optimizer optimizer = run.optimizer(model);
    float[] losses = new float[run.epochs()];
    for (int epoch = 0; epoch < losses.length; epoch++) {
      losses[epoch] = GoldenRun.step(this, model, loss, optimizer, x, y);
    }
    run.check(losses, model, x);
  }
}
