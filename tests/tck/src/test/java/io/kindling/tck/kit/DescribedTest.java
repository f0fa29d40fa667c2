package io.kindling.tck.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.error.BackendException;
import io.kindling.nn.LossSpec;
import io.kindling.nn.ModuleSpec;
import io.kindling.optim.OptimizerSpec;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the kit asks of a description of the catalogue. */
final class DescribedTest {
  /** The toy, which has no gelu, with what is said of that. */
  private record Toy(Backend backend, Map<String, String> gaps) implements BackendUnderTest {}

  private static void check(Described described, Map<String, String> gaps) {
    try (Backend toy = Backends.open("toy")) {
      described.check(new Toy(toy, gaps));
    }
  }

  private static Described module(String name) {
    return new Described(GoldenCases.MODULES, ModuleSpec.KIND, name);
  }

  private static Described optimizer(String name) {
    return new Described(GoldenCases.OPTIMIZERS, OptimizerSpec.KIND, name);
  }

  @Test
  void withoutGoldenCasesItFailsWithTheFileToWrite() {
    assertThatThrownBy(() -> check(module("nothing"), Map.of()))
        .isInstanceOf(AssertionError.class)
        .hasMessage(
            "no golden cases of nothing: add them to golden/modules.py, of which golden/make.py"
                + " makes modules/nothing.json");
  }

  @Test
  void withoutABoundItFailsWithTheLineToWrite() {
    assertThatThrownBy(new Described(GoldenCases.LOSSES, LossSpec.KIND, "nothing")::checkBounds)
        .isInstanceOf(AssertionError.class)
        .hasMessage("no bound of loss nothing: add a line 'loss,nothing,…' to numerics.csv");
  }

  @Test
  void anOptimizersStateNeedsABoundToo() {
    assertThatThrownBy(optimizer("nothing")::checkBounds)
        .hasMessageContaining("'optimizer,nothing,…'");
    assertThat(optimizer("adadelta").bounded()).containsExactly("optimizer", "state");
    assertThatCode(optimizer("adadelta")::checkBounds).doesNotThrowAnyException();
  }

  @Test
  void whatABackendLacksAndDoesNotDeclareFails() {
    assertThatThrownBy(() -> check(module("gelu"), Map.of()))
        .isInstanceOf(AssertionError.class)
        .hasMessage(
            "module gelu: backend toy neither has it nor says so: write its body in GeluSpec.java,"
                + " make it in the engine, or name it in gaps() of Toy");
  }

  @Test
  void whatABackendLacksAndDeclaresIsRefused() {
    assertThatThrownBy(() -> check(module("gelu"), Map.of("gelu", "a test")))
        .isInstanceOf(BackendException.class);
  }

  @Test
  void whatIsMadeOfPartsIsMadeOfThoseThatAreThere() {
    assertThatCode(() -> check(module("sequential"), Map.of())).doesNotThrowAnyException();
    assertThat(Described.all()).contains(module("sequential"), module("elu"));
  }
}
