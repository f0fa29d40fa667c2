package io.kindling.nn;

import static io.kindling.description.Field.number;
import static io.kindling.description.Range.NOT_NEGATIVE;

import io.kindling.core.Shape;
import io.kindling.description.Field;
import io.kindling.description.Schema;

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
  static final String NAME = "smooth_l1";

  private static final Field<SmoothL1Spec, Double> BETA =
      number("beta", SmoothL1Spec::beta, NOT_NEGATIVE, 1);
  private static final Field<SmoothL1Spec, Reduction> REDUCTION = Reduction.field();

  public static final Schema<SmoothL1Spec> SCHEMA =
      Schema.of(
          KIND,
          NAME,
          "squared / 2β below β, absolute − β / 2 above",
          BETA,
          REDUCTION,
          SmoothL1Spec::new);

  /** Checks the values. */
  public SmoothL1Spec {
    SCHEMA.check(beta, reduction);
  }

  /** With another β. */
  public SmoothL1Spec beta(double beta) {
    return SCHEMA.with(this, BETA.of(beta));
  }

  /** With another reduction. */
  @Override
  public SmoothL1Spec reduction(Reduction reduction) {
    return SCHEMA.with(this, REDUCTION.of(reduction));
  }

  @Override
  public Shape outputShape(Shape prediction, Shape target) {
    return reduction.shape(Shapes.same(NAME, prediction, target));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String toString() {
    return SCHEMA.text(this);
  }
}
