package io.kindling.tck.kit;

import io.kindling.Scope;
import io.kindling.description.Spec;
import io.kindling.description.SpecKind;
import io.kindling.error.BackendException;
import io.kindling.nn.LossSpec;
import io.kindling.nn.ModuleSpec;
import io.kindling.optim.OptimizerSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;

/**
 * A description of the catalogue, and what the kit asks of it.
 *
 * @param golden where its golden cases are
 * @param kind what it describes
 * @param name its name
 */
public record Described(GoldenCases golden, SpecKind<?> kind, String name) {
  /** All that are built in and compute. */
  public static Stream<Described> all() {
    return Stream.of(
            of(GoldenCases.MODULES, ModuleSpec.KIND),
            of(GoldenCases.LOSSES, LossSpec.KIND),
            of(GoldenCases.OPTIMIZERS, OptimizerSpec.KIND))
        .flatMap(described -> described);
  }

  private static Stream<Described> of(GoldenCases golden, SpecKind<?> kind) {
    return kind.builtIn().stream().map(name -> new Described(golden, kind, name));
  }

  /**
   * Fails, with the file to write, unless there are golden cases and bounds, and the backend makes
   * it. Where the backend makes none of it and says so, the refusal comes through.
   */
  public void check(BackendUnderTest test) {
    List<GoldenCase> cases = golden.of(name);
    checkBounds();
    List<BackendException> refusals = new ArrayList<>();
    boolean made = false;
    try (Scope scope = test.backend().scope()) {
      for (Runnable making : Gap.makings(test, name)) {
        try {
          making.run();
          made = true;
        } catch (BackendException e) {
          checkDeclared(test, e, cases.get(0));
          refusals.add(e);
        }
      }
    }
    if (!made) {
      throw refusals.get(0);
    }
  }

  public void checkBounds() {
    for (String bounded : bounded()) {
      if (Numerics.all().stream()
          .noneMatch(bounds -> bounds.kind().equals(bounded) && bounds.name().equals(name))) {
        Assertions.fail(
            "no bound of %s: add a line '%s,%s,…' to numerics.csv".formatted(this, bounded, name));
      }
    }
  }

  /** The kinds of bound that it needs: an optimizer's state is compared too. */
  public List<String> bounded() {
    return kind == OptimizerSpec.KIND ? List.of(golden.noun(), "state") : List.of(golden.noun());
  }

  /** A part of it that is refused has a test of its own. */
  private void checkDeclared(BackendUnderTest test, BackendException refusal, GoldenCase one) {
    if (!Gap.refusedBy(refusal)) {
      throw refusal;
    }
    if (refusal.operation().equals(name) && !test.gaps().containsKey(name)) {
      Spec spec = kind.parse(one.text());
      Assertions.fail(
          "%s: backend %s neither has it nor says so: write its body in %s.java, make it in the engine, or name it in gaps() of %s"
              .formatted(
                  this,
                  test.backend().name(),
                  spec.getClass().getSimpleName(),
                  test.getClass().getSimpleName()),
          refusal);
    }
  }

  @Override
  public String toString() {
    return golden.noun() + " " + name;
  }
}
