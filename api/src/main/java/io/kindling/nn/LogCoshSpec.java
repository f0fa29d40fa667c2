package io.kindling.nn;

import io.kindling.core.Shape;
import io.kindling.description.Field;
import io.kindling.description.Schema;
import io.kindling.ops.Operations;

/**
 * The logarithm of the hyperbolic cosine of the difference d: {@code ln cosh d}, which is about
 * {@code d²/2} near 0 and {@code |d| − ln 2} far from it; its derivative is {@code tanh d}.
 *
 * <p>Prediction and target have the same shape.
 *
 * @param reduction mean (the default), sum or none
 */
public record LogCoshSpec(Reduction reduction) implements LossSpec, LossBody {
  static final String NAME = "log_cosh";

  private static final Field<LogCoshSpec, Reduction> REDUCTION = Reduction.field();

  public static final Schema<LogCoshSpec> SCHEMA =
      Schema.of(
          KIND,
          NAME,
          "squared / 2 near 0, absolute − ln 2 far from it",
          REDUCTION,
          LogCoshSpec::new);

  /** Checks the values. */
  public LogCoshSpec {
    SCHEMA.check(reduction);
  }

  /** With another reduction. */
  @Override
  public LogCoshSpec reduction(Reduction reduction) {
    return SCHEMA.with(this, REDUCTION.of(reduction));
  }

  @Override
  public Shape outputShape(Shape prediction, Shape target) {
    return reduction.shape(Shapes.same(NAME, prediction, target));
  }

  @Override
  public <V extends Operations<V>> V forward(V prediction, V target) {
    V difference = prediction.sub(target);
    V far = difference.abs().gt(1);
    // each on its own side of 1, where it is exact
    V square = difference.where(far.eq(0), 0).tanh().pow(2);
    V distance = difference.where(far, 1).abs();
    V linear = distance.add(distance.mul(-2).exp().log1p()).sub(Math.log(2));
    return reduction.of(linear.where(far, square.neg().log1p().mul(-0.5)));
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
