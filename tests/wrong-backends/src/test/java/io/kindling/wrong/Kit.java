package io.kindling.wrong;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.kindling.Backend;
import io.kindling.tck.KindlingContract;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** Runs the test kit on a backend with a defect, as its author's build would. */
final class Kit {
  private static @Nullable Backend backend;

  private Kit() {}

  /** The test class of the backend's author. It is run from here only: no *Test of this build. */
  static final class Subject implements KindlingContract {
    @Override
    public Backend backend() {
      return Objects.requireNonNull(backend);
    }
  }

  /** A test that failed, and everything that its author is told about it. */
  record Failure(String test, String text) {}

  /** Runs those tests of the kit that the contracts declare; all of them without any. */
  static Events run(Defect defect, Class<?>... contracts) {
    try (Backend opened = WrongBackendProvider.open(defect)) {
      backend = opened;
      PostDiscoveryFilter filter = test -> FilterResult.includedIf(declaredIn(test, contracts));
      return EngineTestKit.engine("junit-jupiter")
          .selectors(selectClass(Subject.class))
          .filters(filter)
          .execute()
          .allEvents();
    } finally {
      backend = null;
    }
  }

  /** What failed. */
  static List<Failure> failures(Events events) {
    return events.failed().stream().map(Kit::failure).toList();
  }

  /**
   * The kit rejects a backend, and says why.
   *
   * @param defect what is wrong with it
   * @param contract the part of the kit that is to find it
   * @param reason a pattern that must occur in every failure of that part: in the name of the test
   *     or in what it says
   * @param tests tests that must be among those that fail
   */
  static void rejects(Defect defect, Class<?> contract, String reason, String... tests) {
    List<Failure> failures = failures(run(defect, contract));
    assertThat(failures).extracting(Failure::test).contains(tests);
    Pattern stated = Pattern.compile(reason, Pattern.DOTALL);
    assertThat(failures)
        .as("what fails for another reason than '%s'", reason)
        .filteredOn(failure -> !stated.matcher(failure.text()).find())
        .isEmpty();
  }

  private static boolean declaredIn(TestDescriptor test, Class<?>... contracts) {
    if (contracts.length == 0 || !(test.getSource().orElse(null) instanceof MethodSource method)) {
      return true;
    }
    return List.of(contracts).contains(method.getJavaMethod().getDeclaringClass());
  }

  private static Failure failure(Event event) {
    TestDescriptor test = event.getTestDescriptor();
    String said =
        event.getRequiredPayload(TestExecutionResult.class).getThrowable().orElseThrow() + "";
    String method = method(test);
    return new Failure(method, method + ", " + test.getDisplayName() + ": " + said);
  }

  /** The method of a test, or of the factory that made it. */
  private static String method(TestDescriptor test) {
    return test.getSource().orElse(null) instanceof MethodSource source
        ? source.getMethodName()
        : test.getParent().map(Kit::method).orElseThrow();
  }
}
