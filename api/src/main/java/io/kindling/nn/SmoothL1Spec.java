package io.kindling.nn;

import io.kindling.core.Shape;
import io.kindling.description.Arguments;
import io.kindling.description.SpecCheck;
import io.kindling.description.SpecText;
import java.util.Objects;

/**
 * A squared error that becomes an absolute one: with {@code d = ŷ − y}, {@code d² / 2β} where
 * {@code |d| < β}, else {@code |d| − β/2}.
 *
 * <p>Prediction and target have the same shape.
 *
 * @param beta where the error becomes absolute, 0 or more; default 1
 * @param reduction mean (the default), sum or none
 * @see <a
 *     href="https://pytorch.org/docs/stable/generated/torch.nn.SmoothL1Loss.html">torch.nn.SmoothL1Loss</a>
 */
public record SmoothL1Spec(double beta, Reduction reduction) implements LossSpec {
  public static final String NAME = "smooth_l1";

  static final double DEFAULT_BETA = 1;

  /**
   * Checks the values.
   *
   * @throws io.kindling.error.SpecException if a value is out of its range
   */
  public SmoothL1Spec {
    SpecCheck.notNegative(NAME, "beta", beta);
    Objects.requireNonNull(reduction);
  }

  public static SmoothL1Spec from(Arguments arguments) {
    arguments.names("beta", "reduction");
    return new SmoothL1Spec(
        arguments.number("beta", DEFAULT_BETA),
        arguments.choice("reduction", Reduction.values(), Reduction.MEAN));
  }

  /**
   * With another reduction.
   *
   * @param reduction mean, sum or none
   * @return the changed description
   */
  public SmoothL1Spec reduction(Reduction reduction) {
    return new SmoothL1Spec(beta, reduction);
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
    return new SpecText(NAME)
        .add("beta", beta, DEFAULT_BETA)
        .add("reduction", reduction, Reduction.MEAN)
        .toString();
  }
}
