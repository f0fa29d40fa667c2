package io.kindling;

import io.kindling.error.ClosedException;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Frees what is made inside it: tensors, modules, losses and optimizers that the thread makes on
 * this backend between {@link Backend#scope()} and {@link #close()}. Nothing waits for the garbage
 * collector, but for what another thread has used as well: it may be using it still. Scopes nest;
 * {@link #keep} moves a result out to the scope around.
 *
 * <pre>{@code
 * try (Scope step = backend.scope()) {
 *   Tensor loss = criterion.forward(model.forward(inputs), labels);
 *   …
 * } // everything that the step made is freed here
 * }</pre>
 */
public final class Scope implements AutoCloseable {
  /** How many objects it has room for at first: what a step makes, where it makes little. */
  private static final int ROOM = 4;

  /** How many objects it may remember before it looks which of them it need not. */
  private static final int MANY = 1024;

  private static final Owned[] NOTHING = {};

  private final Backend backend;
  private final @Nullable Scope outer;
  private final Thread thread = Thread.currentThread();
  private @Nullable Owned[] owned = new Owned[ROOM];
  private int count;
  private boolean closed;

  Scope(Backend backend, @Nullable Scope outer) {
    this.backend = backend;
    this.outer = outer;
  }

  void add(Owned object) {
    if (count == owned.length) {
      makeRoom();
    }
    object.scope = this;
    owned[count++] = object;
  }

  private Owned get(int i) {
    return Objects.requireNonNull(owned[i]);
  }

  private void makeRoom() {
    if (count >= MANY) {
      forget();
    }
    if (count > owned.length / 2) {
      owned = Arrays.copyOf(owned, 2 * owned.length);
    }
  }

  /** Forgets what has moved to another scope, or is closed. */
  private void forget() {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      Owned object = get(i);
      if (object.scope == this && !object.closed()) {
        owned[kept++] = object;
      }
    }
    Arrays.fill(owned, kept, count, null);
    count = kept;
  }

  /**
   * Moves a tensor out to the scope around this one, or out of all scopes.
   *
   * @param tensor a tensor made in this scope
   * @return the tensor
   */
  public Tensor keep(Tensor tensor) {
    move(tensor);
    return tensor;
  }

  /**
   * Moves a module out to the scope around this one, or out of all scopes, with all its parts.
   *
   * @param <M> the module's type
   * @param module a module made in this scope
   * @return the module
   */
  public <M extends Module> M keep(M module) {
    ModuleTree.modules(module).forEach(part -> part.leave(this));
    return module;
  }

  /**
   * Moves a loss out to the scope around this one, or out of all scopes.
   *
   * @param <L> the loss's type
   * @param loss a loss made in this scope
   * @return the loss
   */
  public <L extends Loss> L keep(L loss) {
    loss.leave(this);
    return loss;
  }

  /**
   * Moves an optimizer out to the scope around this one, or out of all scopes. The parameters that
   * it updates belong to the module.
   *
   * @param <O> the optimizer's type
   * @param optimizer an optimizer made in this scope
   * @return the optimizer
   */
  public <O extends Optimizer> O keep(O optimizer) {
    optimizer.leave(this);
    return optimizer;
  }

  /** Moves what this scope would free out of it. */
  void move(Owned object) {
    object.checkOpen("Scope.keep");
    if (object.scope == this) {
      object.scope = null;
      if (outer != null) {
        outer.add(object);
      }
    }
  }

  /**
   * Frees what is still in the scope, last made first. Closing again does nothing.
   *
   * @throws ClosedException if another thread opened the scope, or an inner one is still open
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    if (thread != Thread.currentThread()) {
      String got = "thread " + Thread.currentThread().getName();
      throw new ClosedException(
          "Scope.close",
          "the thread that opened a scope must close it",
          got,
          thread.getName(),
          null);
    }
    backend.leave(this, outer);
    closed = true;
    boolean fenced = shutAll();
    for (int i = count - 1; i >= 0; i--) {
      Owned object = get(i);
      if (object.scope == this) {
        object.free(fenced);
      }
    }
    owned = NOTHING;
    count = 0;
  }

  /** Shuts all, and says whether there is a fence behind it: one for each would cost too much. */
  private boolean shutAll() {
    boolean fenced = false;
    for (int i = 0; i < count; i++) {
      Owned object = get(i);
      if (object.scope == this) {
        if (object.shut()) {
          fenced |= object.worthReclaiming();
        } else {
          object.scope = null; // it is freed already
        }
      }
    }
    if (fenced) {
      VarHandle.fullFence();
    }
    return fenced;
  }
}
