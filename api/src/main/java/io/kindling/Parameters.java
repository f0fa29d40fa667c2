package io.kindling;

import io.kindling.error.GradientException;
import io.kindling.error.SpecException;
import io.kindling.optim.OptimizerSpec;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Whether an optimizer can update groups of tensors. */
final class Parameters {
  private Parameters() {}

  static void check(Backend backend, List<ParameterGroup> groups) {
    if (groups.isEmpty()) {
      throw new SpecException(
          "optimizer", "there must be a group of parameters", "none", "at least one", null);
    }
    OptimizerSpec first = groups.get(0).spec();
    Set<Tensor> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (ParameterGroup group : groups) {
      OptimizerSpec spec = group.spec();
      if (spec.getClass() != first.getClass()) {
        throw new SpecException(
            first.name(),
            "all groups must use the same kind of optimizer",
            spec.name(),
            first.name(),
            null);
      }
      check(backend, group, seen);
    }
    if (groups.size() > 1 && !first.takesGroups()) {
      throw new SpecException(
          first.name(),
          "this optimizer takes only one group of parameters",
          groups.size() + "",
          "1",
          null);
    }
  }

  private static void check(Backend backend, ParameterGroup group, Set<Tensor> seen) {
    String name = group.spec().name();
    if (group.parameters().isEmpty()) {
      throw new SpecException(
          name, "there must be a parameter", "none", "model.parameters()", null);
    }
    for (Tensor parameter : group.parameters()) {
      parameter.checkFloats(name);
      parameter.checkOn(name, backend, parameter.device());
      if (parameter.hasHistory()) {
        throw new GradientException(
            name,
            "a tensor that was computed from others cannot be updated",
            "a computed tensor of shape " + parameter.shape(),
            "a parameter or a tensor made from values",
            null);
      }
      if (!seen.add(parameter)) {
        throw new SpecException(
            name,
            "each parameter must be given only once",
            "a parameter of shape " + parameter.shape() + " twice",
            "different parameters",
            null);
      }
    }
  }
}
