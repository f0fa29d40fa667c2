package io.kindling;

import io.kindling.error.StateDictException;
import io.kindling.spec.OptimizerSpec;
import java.util.ArrayList;
import java.util.List;

/** Whether an optimizer's state fits: everything that is wrong with it, at once. */
final class OptimizerStates {
  private OptimizerStates() {}

  static void check(
      List<OptimizerSpec> specs, List<List<Tensor>> parameters, OptimizerState state) {
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
    List<Tensor> all = parameters.stream().flatMap(List::stream).toList();
    if (state.parameters().size() != all.size()) {
      findings.add(state.parameters().size() + " parameters, not " + all.size());
    }
    if (findings.isEmpty()) {
      OptimizerSpec spec = specs.get(0);
      for (int i = 0; i < all.size(); i++) {
        for (String finding : spec.misfits(all.get(i).shape(), state.parameters().get(i))) {
          findings.add("parameter " + i + ": " + finding);
        }
      }
    }
    if (!findings.isEmpty()) {
      throw new StateDictException(
          "loadState",
          "the state must fit the optimizer",
          String.join(", ", findings),
          specs.get(0).name() + " of " + all.size() + " parameters",
          "load it into the optimizer that it was saved from");
    }
  }
}
