package io.kindling.nn;

import static io.kindling.description.Field.number;
import static io.kindling.description.Range.POSITIVE;

import io.kindling.core.Shape;
import io.kindling.description.Field;
import io.kindling.description.Schema;

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
  static final String NAME = "huber";

  private static final Field<HuberSpec, Double> DELTA =
      number("delta", HuberSpec::delta, POSITIVE, 1);
  private static final Field<HuberSpec, Reduction> REDUCTION = Reduction.field();

  public static final Schema<HuberSpec> SCHEMA =
      Schema.of(
          KIND,
          NAME,
          "squared / 2 below δ, δ (absolute − δ / 2) above",
          DELTA,
          REDUCTION,
          HuberSpec::new);

  /** Checks the values. */
  public HuberSpec {
    SCHEMA.check(delta, reduction);
  }

  /** With another δ. */
  public HuberSpec delta(double delta) {
    return SCHEMA.with(this, DELTA.of(delta));
  }

  /** With another reduction. */
  @Override
  public HuberSpec reduction(Reduction reduction) {
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
