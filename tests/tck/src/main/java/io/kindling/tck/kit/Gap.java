package io.kindling.tck.kit;

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
public final class Gap {
  private static final String RULE = BackendException.doesNotHave("", "").rule();

  private Gap() {}

  /** Whether an exception is the refusal of a piece that the backend does not have. */
  public static boolean refusedBy(BackendException exception) {
    return exception.rule().equals(RULE);
  }

  /** Ways to use a piece: those that the golden numbers and the trials of gradients know. */
  public static List<Runnable> uses(BackendUnderTest test, String name) {
    List<Runnable> uses = new ArrayList<>();
    for (GoldenCase golden : cases(GoldenCases.OPERATIONS, name)) {
      uses.add(() -> GoldenOperations.call(golden, inputs(test, golden)));
    }
    if (Differentiable.ALL.containsKey(name)) {
      uses.add(() -> tryOut(test, Differentiable.ALL.get(name)));
    }
    uses.addAll(makings(test, name));
    return uses;
  }

  /** Ways to make what is described under a name, of which the golden numbers know. */
  public static List<Runnable> makings(BackendUnderTest test, String name) {
    List<Runnable> uses = new ArrayList<>();
    Tensor variable = test.variable(Shape.of(1), 1);
    specs(uses, cases(GoldenCases.MODULES, name), ModuleSpec::parse, test.backend()::module);
    specs(uses, cases(GoldenCases.LOSSES, name), LossSpec::parse, test.backend()::loss);
    specs(
        uses,
        cases(GoldenCases.OPTIMIZERS, name),
        OptimizerSpec::parse,
        spec -> test.backend().optimizer(spec, List.of(variable)));
    return uses;
  }

  /**
   * The cases of a name that may be that of something else; not those refused for what they say.
   */
  private static List<GoldenCase> cases(GoldenCases kind, String name) {
    List<GoldenCase> cases = kind.names().contains(name) ? kind.of(name) : List.of();
    return cases.stream().filter(golden -> !golden.isRefused()).toList();
  }

  private static List<Tensor> inputs(BackendUnderTest test, GoldenCase golden) {
    return GoldenOperations.inputs(golden).stream().map(test::tensor).toList();
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
      List<Runnable> uses, List<GoldenCase> cases, Function<String, S> parse, Consumer<S> make) {
    for (GoldenCase golden : cases) {
      S spec = parse.apply(golden.text());
      uses.add(() -> make.accept(spec));
    }
  }
}
