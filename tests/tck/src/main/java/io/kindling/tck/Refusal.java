package io.kindling.tck;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What wrong use must lead to. */
final class Refusal {
  private Refusal() {}

  /** Expects one exception of exactly that type, with exactly that text. */
  static void refused(Class<? extends Exception> type, String message, ThrowingCallable call) {
    assertThatThrownBy(call).isExactlyInstanceOf(type).hasMessage(message);
  }
}
