package io.kindling;

import io.kindling.error.SpecException;

/**
 * While it is open, no other thread can use a module: what it does with it is refused at once. Made
 * by {@link Module#claim()}.
 */
public final class ModuleClaim implements AutoCloseable {
  private final Module module;
  private final Claims claims;
  private boolean closed;

  ModuleClaim(Module module) {
    this.module = module;
    this.claims = Claims.of(ModuleTree.state(module).values());
    claims.take("claim");
  }

  /**
   * Computes the module's output as {@link Module#forward} does, and finds out that what learns
   * meanwhile is a part of the module: what was forgotten would be neither trained, moved nor
   * saved. {@link io.kindling.train.Trainer} does so in its first step.
   *
   * @param input the input
   * @return the output
   * @throws SpecException if a module computes that has parameters, is in training, and is neither
   *     a part of this one nor claimed by this thread for itself
   */
  public Tensor forward(Tensor input) {
    return input.backend().examined(module, input);
  }

  /** Lets other threads use the module again; for the thread that made this. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      claims.release();
    }
  }
}
