package io.kindling;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * While it is open, a module and all its parts are in evaluation. Made by {@link
 * Module#evaluating()}.
 */
public final class EvaluationMode implements AutoCloseable {
  private final Map<Module, Boolean> before = new LinkedHashMap<>();

  EvaluationMode(Stream<Module> modules) {
    modules.forEach(module -> before.put(module, module.isTraining()));
  }

  /** Back to what each part was in before. */
  @Override
  public void close() {
    before.forEach(Module::mode);
  }
}
