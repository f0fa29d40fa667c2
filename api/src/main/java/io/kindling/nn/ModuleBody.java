package io.kindling.nn;

import io.kindling.ops.Operations;
import java.util.Set;

/**
 * A module's forward, written in the operations that every engine has: so the module runs, and is
 * differentiated, on every backend. An engine that has a faster one of its own uses that.
 *
 * <p>A description that implements this has itself as its {@link ModuleSpec#body body}:
 *
 * <pre>{@code
 * record SquareSpec() implements ElementwiseSpec, ModuleBody {
 *   @Override
 *   public <V extends Operations<V>> V forward(V input, ModuleState<V> state) {
 *     return input.mul(input);
 *   }
 *   …
 * }
 * }</pre>
 */
public interface ModuleBody {
  /**
   * Computes the output. What it makes on the way is freed when it returns.
   *
   * @param <V> the type of tensor
   * @param input an input that the description accepts
   * @param state the module's parameters and buffers, and the mode that it is in
   * @return the output, of the shape that the description says
   */
  <V extends Operations<V>> V forward(V input, ModuleState<V> state);

  /**
   * {@return which of the description's {@link ModuleSpec#initialState initial state} are buffers,
   * and so no parameters; none unless overridden}
   */
  default Set<String> buffers() {
    return Set.of();
  }
}
