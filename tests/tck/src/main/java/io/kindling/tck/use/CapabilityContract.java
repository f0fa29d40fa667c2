package io.kindling.tck.use;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.kindling.Scope;
import io.kindling.error.BackendException;
import io.kindling.tck.kit.BackendUnderTest;
import io.kindling.tck.kit.Gap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Gaps: what a backend declares to lack it must lack, and refuse in the one form. */
public interface CapabilityContract extends BackendUnderTest {
  /**
   * Tries what the backend says it lacks.
   *
   * @return a test a gap
   */
  @TestFactory
  default Stream<DynamicTest> whatIsDeclaredAsAGapIsRefused() {
    return gaps().entrySet().stream()
        .map(
            gap ->
                dynamicTest(
                    gap.getKey() + " is refused: " + gap.getValue(),
                    () -> {
                      assertThat(gap.getValue()).as("the reason").isNotBlank();
                      assertThat(Gap.uses(this, gap.getKey()))
                          .as("a description or an operation of that name")
                          .isNotEmpty();
                      assertThat(Gap.uses(this, gap.getKey()))
                          .as("uses of it, of which the backend must refuse one")
                          .anyMatch(use -> isRefused(gap.getKey(), use));
                    }));
  }

  private boolean isRefused(String name, Runnable use) {
    try (Scope scope = backend().scope()) {
      use.run();
      return false;
    } catch (BackendException e) {
      return e.operation().equals(name) && Gap.refusedBy(e);
    }
  }
}
