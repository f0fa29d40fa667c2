package io.kindling;

import io.kindling.error.GradientException;
import io.kindling.error.SpecException;
import io.kindling.spec.OptimizerSpec;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Whether an optimizer can update a list of tensors. */
final class Parameters {
  private Parameters() {}

  static void check(Backend backend, OptimizerSpec spec, List<Tensor> parameters) {
    if (parameters.isEmpty()) {
      throw new SpecException(
          spec.name(), "there must be a parameter", "none", "model.parameters()", null);
    }
    Set<Tensor> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Tensor parameter : parameters) {
      parameter.checkFloats(spec.name());
      parameter.checkOn(spec.name(), backend, parameter.device());
      if (parameter.hasHistory()) {
        throw new GradientException(
            spec.name(),
            "only a tensor that was not computed from others can be updated",
            "a computed tensor of shape " + parameter.shape(),
            "a parameter or a tensor made from values",
            null);
      }
      if (!seen.add(parameter)) {
        throw new SpecException(
            spec.name(),
            "each parameter comes once",
            "a parameter of shape " + parameter.shape() + " twice",
            "different parameters",
            null);
      }
    }
  }
}
