package io.kindling.nn;

import io.kindling.core.Shape;
import io.kindling.description.Field;
import io.kindling.description.Schema;
import io.kindling.ops.Operations;

/**
 * The absolute error: {@code |ŷ − y|}; its derivative where both are equal is 0.
 *
 * <p>Prediction and target have the same shape.
 *
 * @param reduction mean (the default), sum or none
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.nn.L1Loss.html">torch.nn.L1Loss</a>
 */
public record L1Spec(Reduction reduction) implements LossSpec, LossBody {
  static final String NAME = "l1";

  private static final Field<L1Spec, Reduction> REDUCTION = Reduction.field();

  public static final Schema<L1Spec> SCHEMA =
      Schema.of(KIND, NAME, "the absolute error", REDUCTION, L1Spec::new);

  /** Checks the values. */
  public L1Spec {
    SCHEMA.check(reduction);
  }

  /** With another reduction. */
  @Override
  public L1Spec reduction(Reduction reduction) {
    return SCHEMA.with(this, REDUCTION.of(reduction));
  }

  @Override
  public Shape outputShape(Shape prediction, Shape target) {
    return reduction.shape(Shapes.same(NAME, prediction, target));
  }

  @Override
  public <V extends Operations<V>> V forward(V prediction, V target) {
    return reduction.of(prediction.sub(target).abs());
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
