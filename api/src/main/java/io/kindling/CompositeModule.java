package io.kindling;

import io.kindling.error.SpecException;
import io.kindling.text.StableText;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/**
 * A module made of others: the base of a model class of one's own. Give each part a name with
 * {@link #child} in the constructor and call them in {@link #forward}; tensor operations may stand
 * between, and compute with tensors of its own ({@link #parameter}, {@link #buffer}). A part that
 * has no name and learns is refused in a {@link io.kindling.train.Trainer}'s first step.
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
public abstract class CompositeModule implements Module {
  private final Map<String, Module> children = new LinkedHashMap<>();
  private final Map<String, Tensor> parameters = new LinkedHashMap<>();
  private final Map<String, Tensor> buffers = new LinkedHashMap<>();
  final Mode mode = new Mode();

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
    checkNew("child", name);
    if (ModuleTree.modules(module).contains(this)) {
      throw new SpecException(
          "child", "a module must not contain itself", "'" + name + "'", "another module", null);
    }
    children.put(name, module);
    return module;
  }

  /**
   * Adds a parameter of one's own, which {@link #forward} computes with.
   *
   * @param name its name; not empty, without a dot
   * @param tensor floats that were made from values; they require a gradient from now on
   * @return the tensor
   * @throws SpecException if the name is empty, has a dot or is taken
   */
  protected final Tensor parameter(String name, Tensor tensor) {
    checkNew("parameter", name);
    parameters.put(name, tensor.requiresGrad(true));
    return tensor;
  }

  /**
   * Adds a tensor that belongs to the state and that no gradient changes.
   *
   * @param name its name; not empty, without a dot
   * @param tensor a tensor that was made from values
   * @return the tensor
   * @throws SpecException if the name is empty, has a dot or is taken
   */
  protected final Tensor buffer(String name, Tensor tensor) {
    checkNew("buffer", name);
    buffers.put(name, tensor);
    return tensor;
  }

  private void checkNew(String operation, String name) {
    boolean taken =
        children.containsKey(name) || parameters.containsKey(name) || buffers.containsKey(name);
    if (name.isEmpty() || name.contains(".") || taken) {
      throw new SpecException(
          operation,
          "a part's name must be new, not empty and without a dot",
          "'" + name + "'",
          "another name",
          null);
    }
  }

  @Override
  public final Map<String, Module> namedChildren() {
    return Collections.unmodifiableMap(children);
  }

  @Override
  public final Map<String, Tensor> ownParameters() {
    return Collections.unmodifiableMap(parameters);
  }

  @Override
  public final Map<String, Tensor> ownBuffers() {
    return Collections.unmodifiableMap(buffers);
  }

  @Override
  public final boolean isTraining() {
    return mode.training();
  }

  @Override
  public void mode(boolean training) {
    mode.training(training);
  }

  /**
   * {@return the class's name with its parts, for instance {@code LinearRegressionModel(linear:
   * linear(1, 1))}}
   */
  @Override
  public String toString() {
    StringJoiner parts = new StringJoiner(", ", getClass().getSimpleName() + "(", ")");
    children.forEach((name, module) -> parts.add(name + ": " + StableText.of(module)));
    return parts.toString();
  }
}
