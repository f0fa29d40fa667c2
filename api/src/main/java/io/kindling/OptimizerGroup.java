package io.kindling;

import io.kindling.optim.OptimizerSpec;
import io.kindling.spi.LiveOptimizer;
import java.util.ArrayList;
import java.util.List;

/** Some of an optimizer's parameters, with what updates them. */
final class OptimizerGroup {
  final OptimizerSpec spec;
  final List<Tensor> parameters;
  final LiveOptimizer<Object> live;

  /** The parameters once more, to go through in every step. */
  private final Tensor[] all;

  private OptimizerGroup(OptimizerSpec spec, List<Tensor> parameters, LiveOptimizer<Object> live) {
    this.spec = spec;
    this.parameters = parameters;
    this.live = live;
    this.all = parameters.toArray(new Tensor[0]);
  }

  /** Checks that none of the parameters was closed. */
  void checkOpen(String operation) {
    for (Tensor parameter : all) {
      parameter.checkOpen(operation);
    }
  }

  static OptimizerGroup of(Backend backend, ParameterGroup group) {
    return of(backend, group.spec(), group.parameters());
  }

  private static OptimizerGroup of(Backend backend, OptimizerSpec spec, List<Tensor> parameters) {
    return new OptimizerGroup(spec, parameters, backend.live(spec, parameters));
  }

  /** The same parameters, updated from a state on that fits; the groups stay as they are. */
  static List<OptimizerGroup> successors(
      Backend backend, List<OptimizerGroup> groups, OptimizerState state) {
    List<OptimizerGroup> successors = new ArrayList<>();
    try {
      int from = 0;
      for (OptimizerGroup group : groups) {
        OptimizerSpec spec = state.groups().get(successors.size());
        OptimizerGroup successor = of(backend, spec, group.parameters);
        successors.add(successor);
        int to = from + group.parameters.size();
        successor.live.state(state.parameters().subList(from, to));
        from = to;
      }
      return successors;
    } catch (RuntimeException e) {
      successors.forEach(successor -> successor.live.close());
      throw e;
    }
  }
}
