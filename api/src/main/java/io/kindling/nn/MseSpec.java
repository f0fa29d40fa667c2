package io.kindling.nn;

import io.kindling.core.Shape;
import io.kindling.description.Arguments;
import io.kindling.description.SpecCheck;
import io.kindling.description.SpecText;
import java.util.Objects;

/**
 * The mean squared error: {@code 1/n · Σ (ŷ − y)²} over all n elements.
 *
 * <p>Prediction and target have the same shape. (PyTorch would broadcast them, with a warning that
 * the result is probably wrong; it is.)
 *
 * @param reduction mean (the default), sum or none
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.nn.MSELoss.html">torch.nn.MSELoss
 *     </a>
 */
public record MseSpec(Reduction reduction) implements LossSpec {
  public static final String NAME = "mse";

  /** Checks that nothing is missing. */
  public MseSpec {
    Objects.requireNonNull(reduction);
  }

  public static MseSpec from(Arguments arguments) {
    arguments.names("reduction");
    return new MseSpec(arguments.choice("reduction", Reduction.values(), Reduction.MEAN));
  }

  /**
   * With another reduction.
   *
   * @param reduction mean, sum or none
   * @return the changed description
   */
  public MseSpec reduction(Reduction reduction) {
    return new MseSpec(reduction);
  }

  @Override
  public Shape outputShape(Shape prediction, Shape target) {
    return reduction.shape(SpecCheck.same(NAME, prediction, target));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String toString() {
    return new SpecText(NAME).add("reduction", reduction, Reduction.MEAN).toString();
  }
}
