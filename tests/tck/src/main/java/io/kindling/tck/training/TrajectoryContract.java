package io.kindling.tck.training;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kindling.Loss;
import io.kindling.Module;
import io.kindling.Optimizer;
import io.kindling.Scope;
import io.kindling.Tensor;
import io.kindling.tck.kit.BackendUnderTest;
import io.kindling.tck.kit.Golden;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Whole runs from the seed alone: every epoch's loss and the weights at the end are PyTorch's. */
public interface TrajectoryContract extends BackendUnderTest {
  /**
   * Follows PyTorch's runs.
   *
   * @return a test a run
   */
  @TestFactory
  default Stream<DynamicTest> runsFollowPyTorchs() {
    JsonObject golden = Golden.read("trajectories.json").getAsJsonObject();
    return StreamSupport.stream(golden.getAsJsonArray("cases").spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .map(
            run ->
                DynamicTest.dynamicTest(
                    run.get("name").getAsString() + " from seed " + run.get("seed"),
                    () -> follow(golden, new GoldenRun(this, run))));
  }

  private void follow(JsonObject golden, GoldenRun run) {
    try (Scope scope = backend().scope()) {
      JsonObject data = golden.getAsJsonObject(run.name().startsWith("toy") ? "toy" : "tab");
      Tensor x = tensor(Golden.tensor(data.get("x")));
      Tensor y = tensor(Golden.tensor(data.get("y")));
      Module model = run.model();
      Loss loss = run.loss();
      Optimizer optimizer = run.optimizer(model);
      float[] losses = new float[run.epochs()];
      for (int epoch = 0; epoch < losses.length; epoch++) {
        losses[epoch] = GoldenRun.step(this, model, loss, optimizer, x, y);
      }
      run.check(losses, model, x);
    }
  }
}
