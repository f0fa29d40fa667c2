package io.kindling;

import io.kindling.error.SpecException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Stream;

/**
 * A module made of others: the base of a model class of one's own. Give each part a name with
 * {@link #child} in the constructor and call them in {@link #forward}; tensor operations may stand
 * between.
 *
 * <pre>{@code
 * final class LinearRegressionModel extends CompositeModule {
 *   private final Module linear;
 *
 *   LinearRegressionModel(Backend backend, int inputDim, int outputDim) {
 *     linear = child("linear", backend.module(linear(inputDim, outputDim)));
 *   }
 *
 *   @Override
 *   public Tensor forward(Tensor x) {
 *     return linear.forward(x);
 *   }
 * }
 * }</pre>
 */
public abstract non-sealed class CompositeModule extends Module {
  private final Map<String, Module> children = new LinkedHashMap<>();

  /** Starts without parts. */
  protected CompositeModule() {}

  /**
   * Adds a part.
   *
   * @param <M> the part's type
   * @param name its name, which its parameters' names begin with; not empty, without a dot
   * @param module the part
   * @return the part
   * @throws SpecException if the name is empty, has a dot or is taken, or the part holds this
   */
  protected final <M extends Module> M child(String name, M module) {
    if (name.isEmpty() || name.contains(".") || children.containsKey(name)) {
      throw new SpecException(
          "child",
          "a part's name must be new, not empty and without a dot",
          "'" + name + "'",
          "another name",
          null);
    }
    if (module == this || module.modules().anyMatch(part -> part == this)) {
      throw new SpecException(
          "child", "a module is no part of itself", "'" + name + "'", "another module", null);
    }
    children.put(name, module);
    return module;
  }

  @Override
  final Stream<LeafModule> leaves() {
    return children.values().stream().flatMap(Module::leaves);
  }

  @Override
  final void collect(String prefix, Map<String, Tensor> parameters) {
    children.forEach((name, module) -> module.collect(prefix + name + ".", parameters));
  }

  @Override
  final void collectState(String prefix, Map<String, Tensor> state) {
    children.forEach((name, module) -> module.collectState(prefix + name + ".", state));
  }

  @Override
  final Stream<Module> modules() {
    return Stream.concat(Stream.of(this), children.values().stream().flatMap(Module::modules));
  }

  /**
   * {@return the class's name with its parts, for instance {@code LinearRegressionModel(linear:
   * linear(1, 1))}}
   */
  @Override
  public String toString() {
    StringJoiner parts = new StringJoiner(", ", getClass().getSimpleName() + "(", ")");
    children.forEach((name, module) -> parts.add(name + ": " + module));
    return parts.toString();
  }
}
