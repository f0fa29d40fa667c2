package io.kindling;

import io.kindling.core.ParameterState;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.error.SpecException;
import io.kindling.error.StateDictException;
import io.kindling.optim.OptimizerSpec;
import java.util.ArrayList;
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
 * @see <a href="https://pytorch.org/docs/stable/optim.html">torch.optim</a>
 */
public final class Optimizer extends Owned {
  private final List<OptimizerGroup> groups = new ArrayList<>();
  private boolean stepping;
  private boolean released;

  Optimizer(Backend backend, List<ParameterGroup> groups) {
    super(backend);
    groups.forEach(group -> this.groups.add(OptimizerGroup.of(backend, group)));
  }

  /** Forgets the parameters' gradients: {@link Tensor#grad()} is null after. */
  public void zeroGrad() {
    checkAllOpen("zeroGrad");
    groups.forEach(group -> group.live.zeroGrad());
  }

  /**
   * Updates every parameter that has a gradient; the others stay as they are.
   *
   * @throws SpecException if the optimizer computes the loss several times a step, as L-BFGS does,
   *     and so needs {@link #step(Supplier)}
   */
  public void step() {
    checkAllOpen("step");
    checkNotStepping("step()");
    for (OptimizerGroup group : groups) {
      if (group.live.needsClosure()) {
        throw new SpecException(
            group.spec.name(),
            "a step computes the loss several times",
            "step()",
            "step(closure)",
            "give a closure that zeroes the gradients, computes the loss, calls backward() on it"
                + " and returns it");
      }
      group.live.step();
    }
  }

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
  public Tensor step(Supplier<Tensor> closure) {
    checkAllOpen("step");
    checkNotStepping("step(closure)");
    stepping = true;
    try {
      return step(new LossClosure(backend, closure));
    } finally {
      stepping = false;
      if (released) {
        release();
      }
    }
  }

  private Tensor step(LossClosure once) {
    OptimizerGroup first = groups.get(0);
    if (first.live.needsClosure()) {
      first.live.step(once);
    } else {
      once.get();
      groups.forEach(group -> group.live.step());
    }
    return once.first();
  }

  /** {@return the learning rate of the next step; that of the first group if there are several} */
  public double learningRate() {
    return groupLearningRate(0);
  }

  /**
   * The learning rate of one group's next step.
   *
   * @param group which group, from 0
   * @return its learning rate
   * @throws SpecException if there is no such group
   */
  public double groupLearningRate(int group) {
    checkOpen("learningRate");
    return group(group).live.learningRate();
  }

  /** {@return how many groups of parameters there are} */
  public int groups() {
    return groups.size();
  }

  /**
   * Sets the learning rate of the steps to come, for all groups.
   *
   * @param learningRate finite and 0 or more
   * @throws SpecException if it is not
   */
  public void learningRate(double learningRate) {
    for (int group = 0; group < groups.size(); group++) {
      learningRate(group, learningRate);
    }
  }

  /**
   * Sets the learning rate of one group's steps to come.
   *
   * @param group which group, from 0
   * @param learningRate finite and 0 or more
   * @throws SpecException if it is not, or there is no such group
   */
  public void learningRate(int group, double learningRate) {
    checkOpen("learningRate");
    OptimizerGroup changed = group(group);
    if (!(learningRate >= 0) || Double.isInfinite(learningRate)) {
      throw new SpecException(
          changed.spec.name(),
          "the learning rate must be finite and not negative",
          learningRate + "",
          "0 or more",
          null);
    }
    changed.live.learningRate(learningRate);
  }

  private OptimizerGroup group(int index) {
    if (index < 0 || index >= groups.size()) {
      throw new SpecException(
          groups.get(0).spec.name(),
          "there is no group " + index,
          index + "",
          "0 … " + (groups.size() - 1),
          null);
    }
    return groups.get(index);
  }

  /** Checks that neither the optimizer nor what it updates was closed. */
  private void checkAllOpen(String operation) {
    checkOpen(operation);
    for (OptimizerGroup group : groups) {
      for (Tensor parameter : group.parameters) {
        parameter.checkOpen(operation);
      }
    }
  }

  /** An engine in the middle of a step must not lose what it steps with. */
  private void checkNotStepping(String got) {
    if (stepping) {
      throw new SpecException(
          groups.get(0).spec.name(),
          "a closure only computes the loss and its gradients",
          got + " inside of it",
          "zeroGrad, forward, backward",
          "do the rest after the step");
    }
  }

  /** {@return the parameters that it updates, group by group} */
  public List<Tensor> parameters() {
    return groups.stream().flatMap(group -> group.parameters.stream()).toList();
  }

  /**
   * Copies out everything that the next step depends on beside parameters and gradients.
   *
   * @return the state; steps to come do not change it
   */
  public OptimizerState state() {
    checkAllOpen("state");
    List<OptimizerSpec> specs = new ArrayList<>();
    List<ParameterState> parameters = new ArrayList<>();
    for (OptimizerGroup group : groups) {
      specs.add(group.spec.lr(group.live.learningRate()));
      parameters.addAll(group.live.state());
    }
    return new OptimizerState(specs, parameters);
  }

  /**
   * Goes on from a state, of this optimizer or another of the same kind, on this backend or
   * another.
   *
   * @param state what {@link #state()} returned; its descriptions replace this optimizer's own
   * @throws StateDictException if it does not fit: groups, kind, number or shape of parameters; the
   *     message lists all that is wrong, and nothing has changed
   */
  public void loadState(OptimizerState state) {
    checkAllOpen("loadState");
    checkNotStepping("loadState");
    OptimizerStates.check(specs(), shapes(), state);
    become(state);
  }

  /**
   * Copies out everything that the next step depends on beside parameters and gradients, as what
   * Python's {@code optimizer.state_dict()} returns:
   *
   * <pre>{@code
   * {"state": {0: {"momentum_buffer": …}, 1: {…}},
   *  "param_groups": [{"lr": 0.1, "momentum": 0.9, …, "params": [0, 1]}]}
   * }</pre>
   *
   * <p>Options and names are those of PyTorch 1.13, which later versions read too.
   *
   * @return maps, lists, {@link io.kindling.core.Tuple}s, Long, Double, Boolean, String, null and
   *     {@link TensorData}, as a torch file holds them; steps to come do not change them
   */
  public Map<String, Object> stateDict() {
    checkAllOpen("stateDict");
    return OptimizerDict.write(state(), shapes().stream().map(List::size).toList());
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
   *     maximize}; the message lists all that is wrong, and nothing has changed
   */
  public void loadStateDict(Map<String, ?> state) {
    checkAllOpen("loadStateDict");
    checkNotStepping("loadStateDict");
    become(OptimizerDictReader.read(specs(), shapes(), state));
  }

  private List<OptimizerSpec> specs() {
    return groups.stream().map(group -> group.spec).toList();
  }

  private List<List<Shape>> shapes() {
    return groups.stream()
        .map(group -> group.parameters.stream().map(Tensor::shape).toList())
        .toList();
  }

  /** Starts anew from a state that fits; all groups do, or none. */
  private void become(OptimizerState state) {
    List<OptimizerGroup> successors = OptimizerGroup.successors(backend, groups, state);
    groups.forEach(group -> group.live.close());
    groups.clear();
    groups.addAll(successors);
  }

  @Override
  void release() {
    released = true;
    if (stepping) {
      return; // the engine is in the middle of it; the step frees when it ends
    }
    groups.forEach(group -> group.live.close());
  }

  @Override
  String describe() {
    return "optimizer " + this;
  }

  /** {@return the text form of the optimizer's description; of the first group's if several} */
  @Override
  public String toString() {
    return groups.get(0).spec.toString();
  }
}
