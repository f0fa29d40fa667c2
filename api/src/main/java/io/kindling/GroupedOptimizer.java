package io.kindling;

import io.kindling.core.ParameterState;
import io.kindling.core.Shape;
import io.kindling.error.SpecException;
import io.kindling.optim.OptimizerSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * An optimizer of a backend's own: what is asked of it is checked here, and each group of
 * parameters has an engine's optimizer that computes.
 */
final class GroupedOptimizer extends Owned implements Optimizer {
  private OptimizerGroup[] groups;
  private final Claims claims;
  private boolean stepping;
  private boolean released;

  GroupedOptimizer(Backend backend, List<ParameterGroup> groups) {
    super(backend);
    this.groups =
        groups.stream()
            .map(group -> OptimizerGroup.of(backend, group))
            .toArray(OptimizerGroup[]::new);
    this.claims = Claims.of(parameters());
  }

  @Override
  public void zeroGrad() {
    checkAllOpen("zeroGrad");
    for (OptimizerGroup group : groups) {
      group.live.zeroGrad();
    }
  }

  @Override
  public void step() {
    checkAllOpen("step");
    checkNotStepping("step()");
    checkNeedsNoClosure();
    claims.change("step");
    try {
      for (OptimizerGroup group : groups) {
        group.live.step();
      }
    } finally {
      claims.release();
    }
  }

  private void checkNeedsNoClosure() {
    for (OptimizerGroup group : groups) {
      if (group.live.needsClosure()) {
        throw new SpecException(
            group.spec.name(),
            "this optimizer computes the loss several times in a step",
            "step()",
            "step(closure)",
            "give a closure that zeroes the gradients, computes the loss, calls backward() on it"
                + " and returns it");
      }
    }
  }

  @Override
  public Tensor step(Supplier<Tensor> closure) {
    checkAllOpen("step");
    checkNotStepping("step(closure)");
    claims.change("step");
    stepping = true;
    try {
      return step(new LossClosure(backend, closure));
    } finally {
      stepping = false;
      claims.release();
      if (released) {
        release();
      }
    }
  }

  private Tensor step(LossClosure once) {
    OptimizerGroup first = groups[0];
    if (first.live.needsClosure()) {
      first.live.step(once);
    } else {
      once.get();
      for (OptimizerGroup group : groups) {
        group.live.step();
      }
    }
    return once.first();
  }

  @Override
  public double groupLearningRate(int group) {
    checkOpen("learningRate");
    return group(group).live.learningRate();
  }

  @Override
  public int groups() {
    return groups.length;
  }

  @Override
  public void groupLearningRate(int group, double learningRate) {
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
    if (index < 0 || index >= groups.length) {
      throw new SpecException(
          groups[0].spec.name(),
          "there is no group " + index,
          index + "",
          "0 … " + (groups.length - 1),
          null);
    }
    return groups[index];
  }

  /** Checks that neither the optimizer nor what it updates was closed. */
  private void checkAllOpen(String operation) {
    checkOpen(operation);
    for (OptimizerGroup group : groups) {
      group.checkOpen(operation);
    }
  }

  /** An engine in the middle of a step must not lose what it steps with. */
  private void checkNotStepping(String got) {
    if (stepping) {
      throw new SpecException(
          groups[0].spec.name(),
          "the closure must do no more than compute the loss and its gradients",
          got + " inside the closure",
          "zeroGrad, forward, backward",
          "do the rest after the step");
    }
  }

  @Override
  public List<Tensor> parameters() {
    return Stream.of(groups).flatMap(group -> group.parameters.stream()).toList();
  }

  @Override
  public OptimizerState state() {
    checkAllOpen("state");
    List<ParameterState> parameters = new ArrayList<>();
    for (OptimizerGroup group : groups) {
      parameters.addAll(group.live.state());
    }
    return new OptimizerState(specs(), parameters);
  }

  @Override
  public void loadState(OptimizerState state) {
    checkAllOpen("loadState");
    checkNotStepping("loadState");
    OptimizerStates.check(described(), shapes(), state);
    become(state);
  }

  @Override
  public Map<String, Object> stateDict() {
    checkAllOpen("stateDict");
    return OptimizerDict.write(state(), shapes().stream().map(List::size).toList());
  }

  @Override
  public void loadStateDict(Map<String, ?> state) {
    checkAllOpen("loadStateDict");
    checkNotStepping("loadStateDict");
    become(OptimizerDictReader.read(described(), shapes(), state));
  }

  @Override
  public List<OptimizerSpec> specs() {
    return Stream.of(groups).map(group -> group.spec.lr(group.live.learningRate())).toList();
  }

  @Override
  public void leave(Scope scope) {
    scope.move(this);
  }

  /** The descriptions that the groups were made of, or have got with a state. */
  private List<OptimizerSpec> described() {
    return Stream.of(groups).map(group -> group.spec).toList();
  }

  private List<List<Shape>> shapes() {
    return Stream.of(groups)
        .map(group -> group.parameters.stream().map(Tensor::shape).toList())
        .toList();
  }

  /** Starts anew from a state that fits; all groups do, or none. */
  private void become(OptimizerState state) {
    claims.take("loadState");
    try {
      List<OptimizerGroup> successors = OptimizerGroup.successors(backend, List.of(groups), state);
      closeAll();
      groups = successors.toArray(OptimizerGroup[]::new);
    } finally {
      claims.release();
    }
  }

  @Override
  void release() {
    released = true;
    if (stepping) {
      return; // the engine is in the middle of it; the step frees when it ends
    }
    closeAll();
  }

  private void closeAll() {
    for (OptimizerGroup group : groups) {
      group.live.close();
    }
  }

  @Override
  String describe() {
    return "optimizer " + this;
  }

  /** {@return the text form of the optimizer's description; of the first group's if several} */
  @Override
  public String toString() {
    return groups[0].spec.toString();
  }
}
