package io.kindling.nn;

import io.kindling.core.Shape;
import io.kindling.description.Arguments;
import io.kindling.description.SpecCheck;
import io.kindling.description.SpecText;
import java.util.Objects;

/**
 * A squared error that becomes an absolute one: with {@code d = ŷ − y}, {@code d²/2} where {@code
 * |d| ≤ δ}, else {@code δ (|d| − δ/2)}.
 *
 * <p>Prediction and target have the same shape.
 *
 * @param delta δ, where the error becomes absolute, above 0; default 1
 * @param reduction mean (the default), sum or none
 * @see <a
 *     href="https://pytorch.org/docs/stable/generated/torch.nn.HuberLoss.html">torch.nn.HuberLoss</a>
 */
public record HuberSpec(double delta, Reduction reduction) implements LossSpec {
  public static final String NAME = "huber";

  static final double DEFAULT_DELTA = 1;

  /**
   * Checks the values.
   *
   * @throws io.kindling.error.SpecException if a value is out of its range
   */
  public HuberSpec {
    SpecCheck.positive(NAME, "delta", delta);
    Objects.requireNonNull(reduction);
  }

  public static HuberSpec from(Arguments arguments) {
    arguments.names("delta", "reduction");
    return new HuberSpec(
        arguments.number("delta", DEFAULT_DELTA),
        arguments.choice("reduction", Reduction.values(), Reduction.MEAN));
  }

  /**
   * With another reduction.
   *
   * @param reduction mean, sum or none
   * @return the changed description
   */
  public HuberSpec reduction(Reduction reduction) {
    return new HuberSpec(delta, reduction);
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
        .add("delta", delta, DEFAULT_DELTA)
        .add("reduction", reduction, Reduction.MEAN)
        .toString();
  }
}
