package io.kindling;

import io.kindling.core.ParameterState;
import io.kindling.core.Shape;
import io.kindling.error.StateDictException;
import io.kindling.optim.OptimizerSpec;
import java.util.ArrayList;
import java.util.List;

/** Whether an optimizer's state fits parameters of given shapes: all that is wrong, at once. */
final class OptimizerStates {
  private OptimizerStates() {}

  /** The refusal of an optimizer that has not said how its state is saved. */
  static StateDictException without(Optimizer optimizer, String method) {
    return new StateDictException(
        method.substring(0, method.indexOf('(')),
        "an optimizer of your own must save and load its state itself",
        optimizer.getClass().getName() + " without " + method,
        method.contains("Dict")
            ? "stateDict() and loadStateDict(state)"
            : "state() and loadState(state)",
        "implement both so that its training can be saved and resumed");
  }

  static void check(List<OptimizerSpec> specs, List<List<Shape>> parameters, OptimizerState state) {
    refuse("loadState", findings(specs, parameters, state), specs, parameters);
  }

  static List<String> findings(
      List<OptimizerSpec> specs, List<List<Shape>> parameters, OptimizerState state) {
    List<String> findings = new ArrayList<>();
    if (state.groups().size() != specs.size()) {
      findings.add(state.groups().size() + " groups, not " + specs.size());
    }
    for (int i = 0; i < Math.min(specs.size(), state.groups().size()); i++) {
      OptimizerSpec saved = state.groups().get(i);
      if (saved.getClass() != specs.get(i).getClass()) {
        findings.add("group " + i + " is of " + saved.name() + ", not " + specs.get(i).name());
      }
    }
    int count = parameters.stream().mapToInt(List::size).sum();
    if (state.parameters().size() != count) {
      findings.add(state.parameters().size() + " parameters, not " + count);
    }
    if (findings.isEmpty()) {
      int from = 0;
      for (int i = 0; i < parameters.size(); i++) {
        int to = from + parameters.get(i).size();
        // the names are those of the description that comes with the state
        OptimizerSpec saved = state.groups().get(i);
        misfits(saved, parameters.get(i), state.parameters().subList(from, to), from, findings);
        from = to;
      }
    }
    return findings;
  }

  /** Refuses a state with which anything is wrong. */
  static void refuse(
      String operation,
      List<String> findings,
      List<OptimizerSpec> specs,
      List<List<Shape>> parameters) {
    if (!findings.isEmpty()) {
      int count = parameters.stream().mapToInt(List::size).sum();
      throw new StateDictException(
          operation,
          "the state must fit the optimizer",
          String.join(", ", findings),
          specs.get(0).name() + " of " + count + " parameters",
          "load it into the optimizer that it was saved from");
    }
  }

  /** Adds what is wrong with the states of a group's parameters, counted from a number on. */
  private static void misfits(
      OptimizerSpec spec,
      List<Shape> parameters,
      List<ParameterState> states,
      int from,
      List<String> findings) {
    long length = parameters.stream().mapToLong(Shape::numel).sum();
    for (int i = 0; i < states.size(); i++) {
      Shape shape = parameters.get(i);
      if (!spec.takesGroups()) {
        shape = i == 0 ? Shape.of(length) : Shape.of(0);
      }
      for (String misfit : spec.misfits(shape, states.get(i))) {
        findings.add("parameter " + (from + i) + ": " + misfit);
      }
    }
  }
}
