package io.kindling;

import io.kindling.optim.OptimizerSpec;
import java.util.List;

/**
 * Parameters that an optimizer treats alike, and how: layers may so have learning rates or weight
 * decays of their own.
 *
 * <pre>{@code
 * Optimizer optimizer = backend.optimizer(List.of(
 *     new ParameterGroup(adam(1e-3), body.parameters()),
 *     new ParameterGroup(adam(1e-2), head.parameters())));
 * }</pre>
 *
 * @param spec how to update them; all groups of an optimizer have one kind of description
 * @param parameters what to update
 */
public record ParameterGroup(OptimizerSpec spec, List<Tensor> parameters) {
  /** Copies the list. */
  public ParameterGroup {
    parameters = List.copyOf(parameters);
  }
}
