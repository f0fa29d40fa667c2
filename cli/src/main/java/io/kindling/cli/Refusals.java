package io.kindling.cli;

import io.kindling.cli.options.OnError;
import io.kindling.error.DataException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The rows to which a model has no answer. */
final class Refusals {
  private final OnError onError;
  private long rows;
  private long refused;
  private @Nullable DataException reason;

  Refusals(OnError onError) {
    this.onError = onError;
  }

  /** Whether the other rows are answered all the same. */
  boolean goesOn() {
    return onError != OnError.STOP;
  }

  /** Whether they are left out. */
  boolean skips() {
    return onError == OnError.SKIP;
  }

  /** Notes one; where that is to end the command, it does. */
  void add(Supplier<DataException> refusal) {
    if (!goesOn()) {
      throw refusal.get();
    }
    refused++;
    if (reason == null) {
      reason = refusal.get();
    }
  }

  /** Notes how many rows have been gone through. */
  void count(int more) {
    rows += more;
  }

  /**
   * Says how many there are, with an example; null if there are none.
   *
   * @param words says what is wrong with it
   */
  @Nullable String text(Function<DataException, String> words) {
    String what = skips() ? " rows left out" : " rows without a prediction";
    return reason == null ? null : refused + " of " + rows + what + ", as " + words.apply(reason);
  }
}
