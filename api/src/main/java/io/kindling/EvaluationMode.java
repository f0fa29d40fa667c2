package io.kindling;

import java.util.IdentityHashMap;
import java.util.List;

/**
 * While it is open, a module and all its parts are in evaluation. Made by {@link
 * Module#evaluating()}.
 */
public final class EvaluationMode implements AutoCloseable {
  private final IdentityHashMap<Module, Boolean> before = new IdentityHashMap<>();

  EvaluationMode(List<Module> modules) {
    modules.forEach(module -> before.put(module, module.isTraining()));
  }

  /** Back to what each part was in before. */
  @Override
  public void close() {
    before.forEach(Module::mode);
  }
}
