package io.kindling;

import io.kindling.core.ParameterState;
import io.kindling.optim.OptimizerSpec;
import java.util.List;

/**
 * Everything that an optimizer's next step depends on beside parameters and gradients; a copy,
 * which later steps do not change. Any backend takes what another returned.
 *
 * @param groups each group's description, with the learning rate that it has come to
 * @param parameters each parameter's state, group by group, in the parameters' order
 */
public record OptimizerState(List<OptimizerSpec> groups, List<ParameterState> parameters) {
  /** Copies the lists. */
  public OptimizerState {
    groups = List.copyOf(groups);
    parameters = List.copyOf(parameters);
  }
}
