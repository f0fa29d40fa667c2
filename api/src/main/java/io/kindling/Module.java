package io.kindling;

import io.kindling.core.Device;
import io.kindling.core.TensorData;
import io.kindling.error.DeviceException;
import io.kindling.error.ShapeException;
import io.kindling.error.StateDictException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A part of a model: something with parameters and a {@link #forward}. A backend makes the leaves
 * ({@link Backend#module}); a model of one's own is a {@link CompositeModule}.
 *
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.nn.Module.html">torch.nn.Module</a>
 */
public abstract sealed class Module implements AutoCloseable permits CompositeModule, LeafModule {
  private boolean training = true;

  Module() {}

  /**
   * Computes the output.
   *
   * @param input the input; its shape and device are the module's to say
   * @return the output
   * @throws ShapeException if the module does not take an input of that shape
   */
  public abstract Tensor forward(Tensor input);

  /** The modules that hold parameters themselves, in order. */
  abstract Stream<LeafModule> leaves();

  /** Every parameter under its full name; a module that is used twice shows up twice. */
  abstract void collect(String prefix, Map<String, Tensor> parameters);

  /** Every parameter and every buffer under its full name, in PyTorch's order. */
  abstract void collectState(String prefix, Map<String, Tensor> state);

  /** This module and all its parts. */
  abstract Stream<Module> modules();

  /** Switches this module and none of its parts. */
  void mode(boolean training) {
    this.training = training;
  }

  /**
   * The parameters under PyTorch's names, in the order in which the modules were made.
   *
   * @return the parameters by name, for instance {@code linear.weight}, {@code 0.bias}
   */
  public final Map<String, Tensor> namedParameters() {
    Map<String, Tensor> parameters = new LinkedHashMap<>();
    collect("", parameters);
    return parameters;
  }

  /** {@return the parameters, each once, in the order of {@link #namedParameters()}} */
  public final List<Tensor> parameters() {
    return namedParameters().values().stream().distinct().toList();
  }

  /**
   * Copies the state out: what training has found, without the program that found it.
   *
   * @return the values of parameters and buffers (such as running statistics) by name; training on
   *     does not change them
   */
  public final Map<String, TensorData> stateDict() {
    Map<String, TensorData> values = new LinkedHashMap<>();
    state().forEach((name, tensor) -> values.put(name, tensor.data()));
    return values;
  }

  private Map<String, Tensor> state() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    collectState("", state);
    return state;
  }

  /**
   * Copies a state in. All or nothing: every name must be there with its shape, and no other.
   *
   * @param state the values by name, as {@link #stateDict()} returns them
   * @return this
   * @throws StateDictException if names are missing, unexpected or of another shape; the message
   *     lists all of them
   */
  public final Module loadStateDict(Map<String, TensorData> state) {
    Map<String, Tensor> mine = state();
    StateDicts.check(mine, state);
    state.forEach((name, data) -> Objects.requireNonNull(mine.get(name)).assign(data));
    return this;
  }

  /**
   * Moves all parameters and buffers, in place. Tensors go separately, with {@link Tensor#to}.
   *
   * @param device one of the backend's devices
   * @return this
   * @throws DeviceException if the backend has no such device
   */
  public final Module to(Device device) {
    leaves().forEach(leaf -> leaf.move(device));
    return this;
  }

  /**
   * Switches to training, the state that a module starts in.
   *
   * @return this
   */
  public final Module train() {
    return train(true);
  }

  /**
   * Switches to evaluation, which differs for modules such as dropout.
   *
   * @return this
   */
  public final Module eval() {
    return train(false);
  }

  /**
   * Switches between training and evaluation.
   *
   * @param training whether to train
   * @return this
   */
  public final Module train(boolean training) {
    modules().forEach(module -> module.mode(training));
    return this;
  }

  /**
   * Switches to evaluation for a while.
   *
   * <pre>{@code
   * try (EvaluationMode evaluating = model.evaluating()) {
   *   …
   * } // every part is in the mode again that it was in
   * }</pre>
   *
   * @return what to close, by try-with-resources
   */
  public final EvaluationMode evaluating() {
    EvaluationMode before = new EvaluationMode(modules());
    eval();
    return before;
  }

  /** {@return whether the module is in training, not in evaluation} */
  public final boolean isTraining() {
    return training;
  }

  /** Frees the parameters. Closing again does nothing. */
  @Override
  public final void close() {
    leaves().map(LeafModule::resources).forEach(Owned::close);
  }
}
