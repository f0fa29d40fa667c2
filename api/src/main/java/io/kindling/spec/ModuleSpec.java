package io.kindling.spec;

import io.kindling.Shape;
import io.kindling.TensorData;
import io.kindling.TorchRandom;
import io.kindling.error.ShapeException;
import io.kindling.error.SpecException;
import java.util.Map;

/**
 * A description of a module, for instance {@code linear(8, 32)}.
 *
 * <p>What holds on every backend stands here once: which inputs it takes, the shape of what comes
 * out, the names of its parameters and the values they start from. Backends add the arithmetic.
 */
public interface ModuleSpec extends Spec {
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
   * @return the state by name, in the order of PyTorch's {@code state_dict}
   */
  Map<String, TensorData> initialState(TorchRandom random);

  /**
   * Reads a module's text form, for instance {@code sequential(linear(8, 32), linear(32, 1))}.
   *
   * @param text the text
   * @return the description; it prints as an equivalent text
   * @throws SpecException if the text is malformed; the message names the place and what was
   *     expected there
   */
  static ModuleSpec parse(String text) {
    return SpecParser.parse(text, SpecCatalog.MODULES);
  }
}
