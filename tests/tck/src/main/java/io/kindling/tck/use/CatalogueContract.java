package io.kindling.tck.use;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.kindling.tck.kit.BackendUnderTest;
import io.kindling.tck.kit.Described;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The whole catalogue: what can be described has golden cases and bounds, and can be made. */
public interface CatalogueContract extends BackendUnderTest {
  /**
   * Looks at each description that is built in.
   *
   * @return a test a description
   */
  @TestFactory
  default Stream<DynamicTest> whatCanBeDescribedIsHeldAndCanBeMade() {
    return Described.all()
        .map(described -> dynamicTest(described.toString(), () -> described.check(this)));
  }
}
