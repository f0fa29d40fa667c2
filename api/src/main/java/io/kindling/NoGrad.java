package io.kindling;

/**
 * While it is open, what the thread computes on the backend has no history: faster, and less
 * memory. Made by {@link Backend#noGrad()}, for prediction.
 *
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.no_grad.html">torch.no_grad</a>
 */
public final class NoGrad implements AutoCloseable {
  private final Backend backend;
  private final boolean before;

  NoGrad(Backend backend, boolean before) {
    this.backend = backend;
    this.before = before;
  }

  /** Back to what it was before. */
  @Override
  public void close() {
    backend.gradEnabled(before);
  }
}
