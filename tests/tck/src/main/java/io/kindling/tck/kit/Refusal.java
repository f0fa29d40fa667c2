package io.kindling.tck.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.kindling.error.BackendException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What wrong use must lead to. */
public final class Refusal {
  private Refusal() {}

  /** Expects one exception of exactly that type, with exactly that text. */
  public static void refused(
      Class<? extends Exception> type, String message, ThrowingCallable call) {
    Throwable thrown = catchThrowable(call);
    if (thrown instanceof BackendException refusal && Gap.refusedBy(refusal)) {
      throw refusal; // a gap, which is not this test's to judge
    }
    assertThat(thrown).isExactlyInstanceOf(type).hasMessage(message);
  }
}
