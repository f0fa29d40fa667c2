package io.kindling;

import io.kindling.error.BusyException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * While it is open, a module and all its parts are in evaluation for the thread that opened it, and
 * as they were for others. Made by {@link Module#evaluating()}.
 *
 * <p>A module that keeps a flag of its own, in {@link Module#mode}, has it for all threads: it is
 * switched, and switched back.
 */
public final class EvaluationMode implements AutoCloseable {
  private final Thread thread = Thread.currentThread();
  private final List<Mode> modes = new ArrayList<>();
  private final List<Module> switched = new ArrayList<>();
  private final Claims claims;
  private final int[] seen;
  private boolean closed;

  EvaluationMode(Module root) {
    claims = Claims.of(ModuleTree.state(root).values());
    seen = claims.read("evaluating");
    List<Module> modules = ModuleTree.modules(root);
    for (Module module : modules) {
      Mode mode = mode(module);
      if (mode != null) {
        mode.enter(thread);
        modes.add(mode);
      }
    }
    for (Module module : modules) {
      if (module.isTraining()) {
        module.mode(false);
        switched.add(module);
      }
    }
  }

  private static @Nullable Mode mode(Module module) {
    if (module instanceof LeafModule leaf) {
      return leaf.mode;
    }
    return module instanceof CompositeModule composite ? composite.mode : null;
  }

  /**
   * Checks that all that was computed meanwhile is of one state of the module.
   *
   * @throws BusyException if another thread has changed it, or is about to
   */
  public void verify() {
    claims.check("evaluating");
    claims.verify("evaluating", seen);
  }

  /** Back to the mode that each part was in before. Closing again does nothing. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      modes.forEach(mode -> mode.leave(thread));
      switched.forEach(module -> module.mode(true));
    }
  }
}
