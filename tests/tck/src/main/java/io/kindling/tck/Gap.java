package io.kindling.tck;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kindling.Tensor;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.core.TorchRandom;
import io.kindling.description.Spec;
import io.kindling.error.BackendException;
import io.kindling.nn.LossSpec;
import io.kindling.nn.ModuleSpec;
import io.kindling.optim.OptimizerSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** What a backend may lack, and how it says so. */
final class Gap {
  private static final String RULE = BackendException.doesNotHave("", "").rule();

  private Gap() {}

  /** Whether an exception is the refusal of a piece that the backend does not have. */
  static boolean refusedBy(BackendException exception) {
    return exception.rule().equals(RULE);
  }

  /** Ways to use a piece: those that the golden numbers and the trials of gradients know. */
  static List<Runnable> uses(BackendUnderTest test, String name) {
    List<Runnable> uses = new ArrayList<>();
    for (JsonElement golden : Golden.read("operations.json").getAsJsonArray()) {
      JsonObject use = golden.getAsJsonObject();
      GoldenOperation operation = GoldenOperation.of(use);
      if (operation.method().equals(name)) {
        uses.add(() -> operation.call().apply(inputs(test, use), use.getAsJsonObject("args")));
      }
    }
    if (Differentiable.ALL.containsKey(name)) {
      uses.add(() -> tryOut(test, Differentiable.ALL.get(name)));
    }
    Tensor variable = test.variable(Shape.of(1), 1);
    specs(uses, "module", ModuleSpec::parse, name, spec -> test.backend().module(spec));
    specs(uses, "loss", LossSpec::parse, name, spec -> test.backend().loss(spec));
    specs(
        uses,
        "optimizer",
        OptimizerSpec::parse,
        name,
        spec -> test.backend().optimizer(spec, List.of(variable)));
    return uses;
  }

  private static List<Tensor> inputs(BackendUnderTest test, JsonObject golden) {
    List<Tensor> inputs = new ArrayList<>();
    golden.getAsJsonArray("inputs").forEach(input -> inputs.add(test.tensor(Golden.tensor(input))));
    return inputs;
  }

  private static void tryOut(BackendUnderTest test, Differentiable operation) {
    Differentiable.Trial trial = operation.on(test, new TorchRandom(0), Shape.of(2, 2));
    Tensor unused =
        trial
            .operation()
            .apply(
                trial.shapes().stream()
                    .map(shape -> test.tensor(TensorData.full(shape, 1)))
                    .toList());
  }

  private static <S extends Spec> void specs(
      List<Runnable> uses, String kind, Function<String, S> parse, String name, Consumer<S> make) {
    String file = kind.equals("loss") ? "losses.json" : kind + "s.json";
    for (JsonElement golden : Golden.read(file).getAsJsonArray()) {
      String text = golden.getAsJsonObject().get(kind).getAsString();
      if (text.startsWith(name + "(")) {
        S spec = parse.apply(text);
        uses.add(() -> make.accept(spec));
      }
    }
  }
}
