package io.kindling;

import io.kindling.core.Device;
import io.kindling.core.TensorData;
import io.kindling.error.BusyException;
import io.kindling.error.DeviceException;
import io.kindling.error.ShapeException;
import io.kindling.error.SpecException;
import io.kindling.error.StateDictException;
import io.kindling.nn.ModuleSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A part of a model: something with a {@link #forward}, with parts, parameters and buffers of its
 * own. All else follows from these. A backend makes the leaves ({@link Backend#module}); a model of
 * one's own is mostly a {@link CompositeModule}, or implements this:
 *
 * <pre>{@code
 * record Scaled(Module inner, Tensor factor) implements Module {
 *   @Override
 *   public Tensor forward(Tensor x) {
 *     return inner.forward(x).mul(factor);
 *   }
 *
 *   @Override
 *   public Map<String, Module> namedChildren() {
 *     return Map.of("inner", inner);
 *   }
 *
 *   @Override
 *   public Map<String, Tensor> ownParameters() {
 *     return Map.of("factor", factor); // made with requiresGrad(true)
 *   }
 * }
 * }</pre>
 *
 * <p>In evaluation, any number of threads may call {@link #forward} of one module at once; each
 * gets what one thread gets. One thread at a time trains a module or changes its state, and what
 * others do with it meanwhile is refused with a {@link BusyException}: a backend's modules see to
 * that, and all that is made of them.
 *
 * <p>A module that computes differently in training and in evaluation keeps a flag, with {@link
 * #isTraining} and {@link #mode}; another need not. One that stands for a single other module,
 * under the same names, passes on to it every method that is not derived: the four above, {@code
 * isTraining}, {@code mode}, {@code move}, {@code leave} and {@code close}.
 *
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.nn.Module.html">torch.nn.Module</a>
 */
public interface Module extends AutoCloseable {
  /**
   * Computes the output.
   *
   * @param input the input; its shape and device are the module's to say
   * @return the output
   * @throws ShapeException if the module does not take an input of that shape
   */
  Tensor forward(Tensor input);

  /** {@return what describes it; null for a module of one's own, or one that has such parts} */
  default @Nullable ModuleSpec spec() {
    return null;
  }

  /**
   * The modules that this one is made of. Called often, and by what moves, saves or closes it.
   *
   * @return the parts by name, in the order in which their parameters are listed; the names have no
   *     dot. None unless overridden
   */
  default Map<String, Module> namedChildren() {
    return Map.of();
  }

  /**
   * The parameters that this module holds itself, and none of its parts: PyTorch's {@code
   * named_parameters(recurse=False)}.
   *
   * @return tensors that were made from values and require a gradient, by name, in their order; the
   *     same tensors at every call, for optimizers hold them. None unless overridden
   */
  default Map<String, Tensor> ownParameters() {
    return Map.of();
  }

  /**
   * What belongs to the state of this module itself and no gradient changes, such as running
   * statistics: PyTorch's {@code named_buffers(recurse=False)}.
   *
   * @return tensors that were made from values, by name, in their order. None unless overridden
   */
  default Map<String, Tensor> ownBuffers() {
    return Map.of();
  }

  /**
   * Whether the module is in training, the mode that it starts in, and not in evaluation.
   *
   * @return what {@link #mode} was last told; unless overridden whether all parts are in training,
   *     and so always true of what has no parts and is the same in both modes
   */
  default boolean isTraining() {
    return namedChildren().values().stream().allMatch(Module::isTraining);
  }

  /**
   * Switches this module alone, and none of its parts, between training and evaluation. {@link
   * #train(boolean)} calls this for every part; hosts call that.
   *
   * @param training whether to train; ignored unless overridden
   */
  default void mode(boolean training) {}

  /**
   * Moves this module alone, and none of its parts. {@link #to} calls this for every part; hosts
   * call that.
   *
   * @param device one of the backend's devices; unless overridden the module's own parameters and
   *     buffers move there, with their gradients, and stay the same objects
   */
  default void move(Device device) {
    ModuleTree.own(this).forEach(tensor -> tensor.move(device));
  }

  /**
   * Leaves a scope with what this module alone holds, and none of its parts. {@link
   * Scope#keep(Module)} calls this for every part; hosts call that.
   *
   * @param scope the scope that would free it; unless overridden the module's own parameters and
   *     buffers are {@linkplain Scope#keep(Tensor) kept}
   */
  default void leave(Scope scope) {
    ModuleTree.own(this).forEach(tensor -> scope.move(tensor.owner()));
  }

  /**
   * The parameters under PyTorch's names: a module's own before those of its parts. A tensor that
   * several parts share is listed once, under its first name.
   *
   * @return the parameters by name, for instance {@code linear.weight}, {@code 0.bias}
   * @throws SpecException if a module is a part of itself, or two tensors have one name
   */
  default Map<String, Tensor> namedParameters() {
    return ModuleTree.parameters(this);
  }

  /** {@return the parameters, each once, in the order of {@link #namedParameters()}} */
  default List<Tensor> parameters() {
    return List.copyOf(namedParameters().values());
  }

  /**
   * Copies the state out: what training has found, without the program that found it.
   *
   * @return the values of parameters and buffers (such as running statistics) by name, those of a
   *     shared part under each of its names, as PyTorch's; training on does not change them
   */
  default Map<String, TensorData> stateDict() {
    Map<String, Tensor> mine = ModuleTree.state(this);
    Claims claims = Claims.of(mine.values());
    int[] seen = claims.read("stateDict");
    Map<String, TensorData> values = new LinkedHashMap<>();
    mine.forEach((name, tensor) -> values.put(name, tensor.data()));
    claims.verify("stateDict", seen);
    return values;
  }

  /**
   * Copies a state in. All or nothing: every name must be there with its shape, and no other.
   *
   * @param state the values by name, as {@link #stateDict()} returns them
   * @return this
   * @throws StateDictException if names are missing, unexpected or of another shape; {@code got()}
   *     lists all of them
   */
  default Module loadStateDict(Map<String, TensorData> state) {
    Map<String, Tensor> mine = ModuleTree.state(this);
    StateDicts.check(mine, state);
    Claims claims = Claims.of(mine.values());
    claims.change("loadStateDict");
    try {
      state.forEach((name, data) -> Objects.requireNonNull(mine.get(name)).assign(data));
    } finally {
      claims.release();
    }
    return this;
  }

  /**
   * Moves all parameters and buffers, in place. Tensors go separately, with {@link Tensor#to}.
   *
   * @param device one of the backend's devices
   * @return this
   * @throws DeviceException if the backend has no such device
   */
  default Module to(Device device) {
    ModuleTree.modules(this).forEach(module -> module.move(device));
    return this;
  }

  /**
   * Switches to training, the state that a module starts in.
   *
   * @return this
   */
  default Module train() {
    return train(true);
  }

  /**
   * Switches to evaluation, which differs for modules such as dropout.
   *
   * @return this
   */
  default Module eval() {
    return train(false);
  }

  /**
   * Switches between training and evaluation.
   *
   * @param training whether to train
   * @return this
   */
  default Module train(boolean training) {
    ModuleTree.modules(this).forEach(module -> module.mode(training));
    return this;
  }

  /**
   * Switches to evaluation for a while, and for this thread only; {@link #train(boolean)} meanwhile
   * holds for later.
   *
   * <pre>{@code
   * try (EvaluationMode evaluating = model.evaluating()) {
   *   …
   * } // every part is in the mode again that it was in
   * }</pre>
   *
   * @return what to close, by try-with-resources
   */
  default EvaluationMode evaluating() {
    return new EvaluationMode(this);
  }

  /**
   * Claims the module for this thread, so that a training of one's own is not disturbed, and
   * disturbs nobody unawares: until it is closed, what another thread does with the module is
   * refused at once. {@link io.kindling.train.Trainer} does so.
   *
   * <pre>{@code
   * try (ModuleClaim mine = model.claim()) {
   *   … // zeroGrad, forward, backward, step
   * }
   * }</pre>
   *
   * @return what to close, by try-with-resources; a thread may claim what it has claimed before
   * @throws BusyException if another thread has claimed the module or works on it
   */
  default ModuleClaim claim() {
    return new ModuleClaim(this);
  }

  /** Frees the parts, the parameters and the buffers. Closing again does nothing. */
  @Override
  default void close() {
    ModuleTree.children(this).forEach(Module::close);
    ModuleTree.own(this).forEach(tensor -> tensor.owner().close());
  }
}
