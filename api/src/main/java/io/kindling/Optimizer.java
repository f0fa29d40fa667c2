package io.kindling;

import io.kindling.error.SpecException;
import io.kindling.error.StateDictException;
import io.kindling.spec.OptimizerSpec;
import io.kindling.spi.LiveOptimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
  private final List<Group> groups = new ArrayList<>();
  private boolean stepping;
  private boolean released;

  Optimizer(Backend backend, List<ParameterGroup> groups) {
    super(backend);
    groups.forEach(group -> this.groups.add(new Group(backend, group)));
  }

  /** Some of the parameters, with what updates them. */
  private static final class Group {
    final Backend backend;
    final List<Tensor> parameters;
    OptimizerSpec spec;
    LiveOptimizer<Object> live;

    Group(Backend backend, ParameterGroup group) {
      this.backend = backend;
      this.parameters = group.parameters();
      this.spec = group.spec();
      this.live = backend.live(spec, parameters);
    }

    /** Starts anew from another description of the same kind. */
    void become(OptimizerSpec other, List<ParameterState> state) {
      LiveOptimizer<Object> successor = backend.live(other, parameters);
      successor.state(state);
      live.close();
      live = successor;
      spec = other;
    }
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
    for (Group group : groups) {
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
      return step(new Closure(closure));
    } finally {
      stepping = false;
      if (released) {
        release();
      }
    }
  }

  private Tensor step(Closure once) {
    Group first = groups.get(0);
    if (first.live.needsClosure()) {
      first.live.step(once);
    } else {
      once.get();
      groups.forEach(group -> group.live.step());
    }
    return once.first();
  }

  /** Calls the closure and remembers what it returned first. */
  private final class Closure implements Supplier<Object> {
    private final Supplier<@Nullable Tensor> closure;
    private @Nullable Tensor first;

    Closure(Supplier<Tensor> closure) {
      this.closure = closure;
    }

    @Override
    public Object get() {
      Tensor loss = closure.get();
      if (loss == null) {
        throw new SpecException(
            "step", "the closure returns the loss", "null", "the loss that it computed", null);
      }
      loss.checkFloats("step");
      loss.checkOneElement("step");
      loss.checkOn("step", backend, loss.device());
      if (first == null) {
        first = loss;
      }
      return loss.handle;
    }

    Tensor first() {
      return first == null ? closure.get() : first;
    }
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
    Group changed = group(group);
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

  private Group group(int index) {
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
    for (Group group : groups) {
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
    for (Group group : groups) {
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
    List<OptimizerSpec> specs = groups.stream().map(group -> group.spec).toList();
    OptimizerStates.check(specs, groups.stream().map(group -> group.parameters).toList(), state);
    int from = 0;
    for (int i = 0; i < groups.size(); i++) {
      int to = from + groups.get(i).parameters.size();
      groups.get(i).become(state.groups().get(i), state.parameters().subList(from, to));
      from = to;
    }
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
