package io.kindling.nn;

import io.kindling.core.Shape;
import io.kindling.description.Field;
import io.kindling.description.Schema;

/**
 * The binary cross-entropy of a logit x and a truth y from 0 to 1: {@code −(y ln σ(x) + (1 − y) ln
 * (1 − σ(x)))}, computed as {@code (1 − y) x + max(−x, 0) + ln(e^−max(−x, 0) + e^(−x − max(−x,
 * 0)))} so that nothing overflows.
 *
 * <p>Prediction and target have the same shape.
 *
 * @param reduction mean (the default), sum or none
 * @see <a
 *     href="https://pytorch.org/docs/stable/generated/torch.nn.BCEWithLogitsLoss.html">torch.nn.BCEWithLogitsLoss</a>
 */
public record BceWithLogitsSpec(Reduction reduction) implements LossSpec {
  static final String NAME = "bce_with_logits";

  private static final Field<BceWithLogitsSpec, Reduction> REDUCTION = Reduction.field();

  public static final Schema<BceWithLogitsSpec> SCHEMA =
      Schema.of(KIND, NAME, "two labels a column", REDUCTION, BceWithLogitsSpec::new);

  /** Checks the values. */
  public BceWithLogitsSpec {
    SCHEMA.check(reduction);
  }

  /** With another reduction. */
  public BceWithLogitsSpec reduction(Reduction reduction) {
    return SCHEMA.with(this, REDUCTION.of(reduction));
  }

  @Override
  public Shape outputShape(Shape prediction, Shape target) {
    return reduction.shape(Shapes.same(NAME, prediction, target));
  }

  @Override
  public boolean takesLabels() {
    return true;
  }

  @Override
  public boolean takesLogits() {
    return true;
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
