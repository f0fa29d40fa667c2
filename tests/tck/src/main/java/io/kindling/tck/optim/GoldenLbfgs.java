package io.kindling.tck.optim;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kindling.Optimizer;
import io.kindling.Scope;
import io.kindling.Tensor;
import io.kindling.core.ParameterState;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.optim.OptimizerSpec;
import io.kindling.tck.kit.BackendUnderTest;
import io.kindling.tck.kit.Bounds;
import io.kindling.tck.kit.Expect;
import io.kindling.tck.kit.Golden;
import io.kindling.tck.kit.GoldenCase;
import io.kindling.tck.kit.Numerics;
import io.kindling.tck.kit.Tolerance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Replays a case of L-BFGS: what to minimise is named, since the optimizer calls for it. */
final class GoldenLbfgs {
  private final BackendUnderTest test;
  private final GoldenCase golden;
  private final Bounds bounds;

  GoldenLbfgs(BackendUnderTest test, GoldenCase golden) {
    this.test = test;
    this.golden = golden;
    this.bounds = Numerics.optimizer("lbfgs");
  }

  void replay() {
    try (Scope scope = test.backend().scope()) {
      Tensor x = test.tensor(golden.tensor("start")).requiresGrad(true);
      OptimizerSpec spec = OptimizerSpec.parse(golden.text());
      Optimizer optimizer = test.backend().optimizer(spec, List.of(x));
      List<Float> losses = new ArrayList<>();
      List<float[]> after = new ArrayList<>();
      for (int step = 0; step < golden.expected().getAsJsonArray("losses").size(); step++) {
        losses.add(optimizer.step(() -> differentiated(optimizer, x)).item());
        after.add(x.toFloatArray());
      }
      golden.check(
          expected -> {
            checkSteps(expected, losses, after);
            checkState(expected.getAsJsonObject("state"), optimizer.state().parameters().get(0));
          });
    }
  }

  private void checkSteps(JsonObject expected, List<Float> losses, List<float[]> after) {
    float[] wantedLosses = Golden.floats(expected.get("losses"));
    for (int step = 0; step < wantedLosses.length; step++) {
      String when = " of step " + (step + 1);
      Expect.close("loss" + when, losses.get(step), wantedLosses[step], bounds.value());
      float[] wanted = Golden.tensor(expected.getAsJsonArray("after").get(step)).toFloatArray();
      Expect.close("x" + when, after.get(step), wanted, bounds.value());
    }
  }

  private Tensor differentiated(Optimizer optimizer, Tensor x) {
    optimizer.zeroGrad();
    Tensor loss =
        golden.get("problem").getAsString().equals("quadratic") ? quadratic(x) : rosenbrock(x);
    loss.backward();
    return loss;
  }

  private Tensor quadratic(Tensor x) {
    Tensor curvature = test.tensor(Shape.of(3), 1, 10, 100);
    return curvature.mul(x.mul(x)).sum().mul(0.5).sub(x.sum());
  }

  private static Tensor rosenbrock(Tensor x) {
    Tensor first = x.narrow(0, 0, 1);
    Tensor valley = x.narrow(0, 1, 1).sub(first.mul(first));
    Tensor distance = first.neg().add(1);
    return valley.mul(valley).mul(100).add(distance.mul(distance)).sum();
  }

  /** What belongs to it; {@code al} is only the algorithm's scratch paper. */
  private static void checkState(JsonObject expected, ParameterState state) {
    Tolerance tolerance = Numerics.of("state", "lbfgs").value();
    for (String counter : List.of("func_evals", "n_iter")) {
      assertThat(state.numbers()).containsEntry(counter, expected.get(counter).getAsDouble());
    }
    for (String number : List.of("t", "prev_loss")) {
      Double actual = Objects.requireNonNull(state.numbers().get(number), number);
      // the line search leaves some of them as scalar tensors
      float wanted =
          expected.get(number).isJsonObject()
              ? Golden.tensor(expected.get(number)).toFloatArray()[0]
              : expected.get(number).getAsFloat();
      Expect.close(number, actual.floatValue(), wanted, tolerance);
    }
    for (String name : List.of("d", "H_diag", "prev_flat_grad", "old_dirs", "old_stps", "ro")) {
      float[] wanted = flat(expected.get(name));
      TensorData actual = tensor(state.tensors(), name);
      Expect.close(name, actual.toFloatArray(), wanted, tolerance);
    }
  }

  private static TensorData tensor(Map<String, TensorData> tensors, String name) {
    return Objects.requireNonNull(tensors.get(name), name);
  }

  private static float[] flat(JsonElement tensorOrList) {
    if (tensorOrList.isJsonObject()) {
      return Golden.tensor(tensorOrList).toFloatArray();
    }
    JsonArray all = new JsonArray();
    for (JsonElement tensor : tensorOrList.getAsJsonArray()) {
      all.addAll(tensor.getAsJsonObject().getAsJsonArray("values"));
    }
    return Golden.floats(all);
  }
}
