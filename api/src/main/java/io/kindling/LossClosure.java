package io.kindling;

import io.kindling.error.SpecException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls a step's closure, checks what it returns, and remembers what it returned first. */
final class LossClosure implements Supplier<Object> {
  private final Backend backend;
  private final Supplier<@Nullable Tensor> closure;
  private @Nullable Tensor first;

  LossClosure(Backend backend, Supplier<Tensor> closure) {
    this.backend = backend;
    this.closure = closure;
  }

  @Override
  public Object get() {
    Tensor loss = closure.get();
    if (loss == null) {
      throw new SpecException(
          "step", "the closure must return the loss", "null", "the loss that it computed", null);
    }
    loss.checkFloats("step");
    loss.checkOneElement("step");
    loss.checkOn("step", backend, loss.device());
    if (first == null) {
      first = loss;
    }
    return loss.handle;
  }

  Tensor first() {
    return first == null ? closure.get() : first;
  }
}
