package io.kindling.tck.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.kindling.Backend;
import io.kindling.error.BackendException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** What aborts a test of the contract, and what fails it. */
final class GapExtensionTest {
  /** A backend that says it lacks gelu. */
  private static final class Gappy implements BackendUnderTest {
    @Override
    public Backend backend() {
      throw new UnsupportedOperationException("no test here computes");
    }

    @Override
    public Map<String, String> gaps() {
      return Map.of("gelu", "needs an error function");
    }
  }

  /** Runs as a dynamic test does, whose own context has no instance. */
  private static void run(Throwable thrown) throws Throwable {
    ExtensionContext method = mock(ExtensionContext.class);
    when(method.getTestInstance()).thenReturn(Optional.of(new Gappy()));
    ExtensionContext dynamic = mock(ExtensionContext.class);
    when(dynamic.getTestInstance()).thenReturn(Optional.empty());
    when(dynamic.getParent()).thenReturn(Optional.of(method));
    InvocationInterceptor.Invocation<@Nullable Void> test =
        () -> {
          throw thrown;
        };
    new GapExtension()
        .interceptDynamicTest(test, mock(DynamicTestInvocationContext.class), dynamic);
  }

  @Test
  void aRefusalOfADeclaredGapAborts() {
    assertThatThrownBy(() -> run(BackendException.doesNotHave("gelu", "Toy 1")))
        .isInstanceOf(TestAbortedException.class)
        .hasMessage("lacks gelu: needs an error function");
  }

  @Test
  void aRefusalThatWasNotDeclaredFails() {
    BackendException refusal = BackendException.doesNotHave("silu", "Toy 1");
    assertThatThrownBy(() -> run(refusal)).isSameAs(refusal);
  }

  @Test
  void anotherErrorOfADeclaredGapFails() {
    BackendException other = new BackendException("gelu", "it broke", "this", "that", null);
    assertThatThrownBy(() -> run(other)).isSameAs(other);
  }

  @Test
  void nothingElseMayAbort() {
    assertThatThrownBy(() -> run(new TestAbortedException("not today")))
        .isInstanceOf(AssertionFailedError.class)
        .hasMessageContaining("only a declared gap may abort a test of the contract");
    assertThat(new Gappy().gaps()).isNotEmpty();
  }
}
