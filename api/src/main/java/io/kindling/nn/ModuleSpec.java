package io.kindling.nn;

import io.kindling.core.DType;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.core.TorchRandom;
import io.kindling.description.Spec;
import io.kindling.description.SpecKind;
import io.kindling.error.ShapeException;
import io.kindling.error.SpecException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A description of a module, for instance {@code linear(8, 32)}.
 *
 * <p>What holds on every backend stands here once: which inputs it takes, the shape of what comes
 * out, the names of its parameters and the values they start from. Backends add the arithmetic,
 * unless a {@link ModuleBody} says it too.
 */
public interface ModuleSpec extends Spec {
  /** All descriptions of modules. */
  SpecKind<ModuleSpec> KIND = new SpecKind<>("module", new Modules());

  /**
   * {@return the modules that it is made of, one after the other; empty if it is one itself} They
   * are named by their index, as {@code 0.weight}.
   */
  default List<ModuleSpec> parts() {
    return List.of();
  }

  /**
   * {@return whether it is {@code y = x Wᵀ + b} and no more, with parameters {@code weight} and
   * perhaps {@code bias}: then a person can read what was learned from them}
   */
  default boolean isLinear() {
    return false;
  }

  /** {@return the type of the input: float32, or int64 for indices} */
  default DType inputType() {
    return DType.FLOAT32;
  }

  /** {@return how many indices there are where the input is int64, counted from 0} */
  default long indices() {
    return 0;
  }

  /**
   * {@return the columns of float32 rows that hold indices, counted from 0, and how many indices
   * there are in each; none unless overridden}
   */
  default Map<Integer, Integer> indexColumns() {
    return Map.of();
  }

  /**
   * Checks what only training asks of an input.
   *
   * @param input the input's shape, one that {@link #outputShape} accepts
   * @throws ShapeException if the module cannot train on it
   */
  default void checkTraining(Shape input) {}

  /**
   * Checks what only evaluation asks of an input.
   *
   * @param input the input's shape, one that {@link #outputShape} accepts
   * @throws ShapeException if the module cannot evaluate it
   */
  default void checkEvaluation(Shape input) {}

  /**
   * Checks an input's shape and says what comes out.
   *
   * @param input the input's shape
   * @return the output's shape
   * @throws ShapeException if the module does not take such an input
   */
  Shape outputShape(Shape input);

  /**
   * Draws the values that a new module starts from, in PyTorch's order, from PyTorch's
   * distributions.
   *
   * @param random where to draw from
   * @return the state by name, in the order of PyTorch's {@code state_dict}; empty unless
   *     overridden
   */
  default Map<String, TensorData> initialState(TorchRandom random) {
    return Map.of();
  }

  /**
   * The module's forward in tensor operations, for engines that have none of their own.
   *
   * @return the body; null where the module must be an engine's own
   */
  default @Nullable ModuleBody body() {
    return this instanceof ModuleBody body ? body : null;
  }

  /**
   * Reads a module's text form, for instance {@code sequential(linear(8, 32), linear(32, 1))}.
   *
   * @param text the text
   * @return the description; it prints as an equivalent text
   * @throws SpecException if the text is malformed; the message names the place and what was
   *     expected there
   */
  static ModuleSpec parse(String text) {
    return KIND.parse(text);
  }
}
