package io.kindling;

import io.kindling.core.TensorData;
import io.kindling.error.SpecException;
import io.kindling.error.StateDictException;
import io.kindling.optim.OptimizerSpec;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Changes parameters so that the loss falls. One step of training is
 *
 * <pre>{@code
 * optimizer.zeroGrad();
 * Tensor loss = criterion.forward(model.forward(inputs), labels);
 * loss.backward();
 * optimizer.step();
 * }</pre>
 *
 * <p>A backend makes the known ones ({@link Backend#optimizer}). One of one's own reads {@link
 * Tensor#grad()} and sets the parameters with {@link Tensor#assign}; to be saved in checkpoints and
 * resumed, it also says and takes its state ({@link #stateDict}, {@link #loadStateDict}).
 *
 * @see <a href="https://pytorch.org/docs/stable/optim.html">torch.optim</a>
 */
public interface Optimizer extends AutoCloseable {
  /** {@return the parameters that it updates, group by group} */
  List<Tensor> parameters();

  /** Forgets the parameters' gradients: {@link Tensor#grad()} is null after. */
  default void zeroGrad() {
    for (Tensor parameter : parameters()) {
      if (parameter.requiresGrad()) {
        parameter.grad(null);
      }
    }
  }

  /**
   * Updates every parameter that has a gradient; the others stay as they are.
   *
   * @throws SpecException if the optimizer computes the loss several times a step, as L-BFGS does,
   *     and so needs {@link #step(Supplier)}
   */
  void step();

  /**
   * Updates every parameter that has a gradient once the closure has computed it. L-BFGS calls the
   * closure several times, the others once.
   *
   * <pre>{@code
   * Tensor loss = optimizer.step(() -> {
   *   optimizer.zeroGrad();
   *   Tensor l = criterion.forward(model.forward(inputs), labels);
   *   l.backward();
   *   return l;
   * });
   * }</pre>
   *
   * @param closure computes the loss and its gradients anew, and returns the loss
   * @return the loss before the step: what the closure returned first
   * @throws SpecException if the closure itself steps, or loads a state; it may close the
   *     optimizer, which is then freed when the step ends
   */
  default Tensor step(Supplier<Tensor> closure) {
    Tensor loss = closure.get();
    step();
    return loss;
  }

  /** {@return how many groups of parameters there are, each with a learning rate of its own} */
  default int groups() {
    return 1;
  }

  /**
   * The learning rate of one group's next step.
   *
   * @param group which group, from 0
   * @return its learning rate
   * @throws SpecException if there is no such group
   */
  double groupLearningRate(int group);

  /**
   * Sets the learning rate of one group's steps to come.
   *
   * @param group which group, from 0
   * @param learningRate finite and 0 or more
   * @throws SpecException if it is not, or there is no such group
   */
  void groupLearningRate(int group, double learningRate);

  /** {@return the learning rate of the next step; that of the first group if there are several} */
  default double learningRate() {
    return groupLearningRate(0);
  }

  /**
   * Sets the learning rate of the steps to come, for all groups.
   *
   * @param learningRate finite and 0 or more
   * @throws SpecException if it is not
   */
  default void learningRate(double learningRate) {
    for (int group = 0; group < groups(); group++) {
      groupLearningRate(group, learningRate);
    }
  }

  /**
   * {@return how each group is updated, with the learning rate that it has come to; nothing of an
   * optimizer that has no description} A training is resumed by an optimizer of the same
   * descriptions; where there are none, of the same text form.
   */
  default List<OptimizerSpec> specs() {
    return List.of();
  }

  /**
   * Copies out everything that the next step depends on beside parameters and gradients, for an
   * optimizer of the same descriptions on any backend.
   *
   * @return the state; steps to come do not change it
   * @throws StateDictException unless overridden
   */
  default OptimizerState state() {
    throw OptimizerStates.without(this, "state()");
  }

  /**
   * Goes on from a state, of this optimizer or another of the same kind, on this backend or
   * another.
   *
   * @param state what {@link #state()} returned; its descriptions replace this optimizer's own
   * @throws StateDictException if it does not fit: groups, kind, number or shape of parameters;
   *     {@code got()} lists all that is wrong, and nothing has changed. Always unless overridden
   */
  default void loadState(OptimizerState state) {
    throw OptimizerStates.without(this, "loadState(state)");
  }

  /**
   * Copies out everything that the next step depends on beside parameters and gradients, as a torch
   * file holds it. A backend's optimizers return what Python's {@code optimizer.state_dict()} does:
   *
   * <pre>{@code
   * {"state": {0: {"momentum_buffer": …}, 1: {…}},
   *  "param_groups": [{"lr": 0.1, "momentum": 0.9, …, "params": [0, 1]}]}
   * }</pre>
   *
   * <p>Options and names are those of PyTorch 1.13, which later versions read too. An optimizer of
   * one's own chooses its names, and has its learning rate among the values.
   *
   * @return maps, lists, {@link io.kindling.core.Tuple}s, Long, Double, Boolean, String, null and
   *     {@link TensorData}; steps to come do not change them
   * @throws StateDictException unless overridden
   */
  default Map<String, Object> stateDict() {
    throw OptimizerStates.without(this, "stateDict()");
  }

  /**
   * Goes on from what {@link #stateDict()} or Python's {@code optimizer.state_dict()} returned, in
   * any version since 1.6. Its options replace this optimizer's own. Options that do not change the
   * numbers are ignored ({@code foreach}, {@code fused}, {@code initial_lr} …). The dict of
   * Python's AdamW before 2.7 cannot be told from Adam's.
   *
   * @param state the dict, as a torch file holds it
   * @throws StateDictException if it does not fit: groups, options, number, names or shapes of
   *     parameters, or an option that would change the numbers and is not here, as {@code
   *     maximize}; {@code got()} lists all that is wrong, and nothing has changed. Always unless
   *     overridden
   */
  default void loadStateDict(Map<String, ?> state) {
    throw OptimizerStates.without(this, "loadStateDict(state)");
  }

  /**
   * Leaves a scope with what the optimizer holds; {@link Scope#keep(Optimizer)} calls this.
   *
   * @param scope the scope that would free it; nothing is held unless overridden
   */
  default void leave(Scope scope) {}

  /** Frees what the optimizer holds; the parameters stay. Closing again does nothing. */
  @Override
  default void close() {}
}
