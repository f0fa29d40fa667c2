package io.kindling.nn;

import static io.kindling.description.Field.number;
import static io.kindling.description.Range.SHARE;

import io.kindling.core.Shape;
import io.kindling.description.Field;
import io.kindling.description.Schema;
import io.kindling.ops.Operations;

/**
 * The loss whose least mean is at the q-quantile: {@code q d} where the target exceeds the
 * prediction by d, {@code (1 − q) d} where it falls short of it by d; its derivative at 0 is 0.
 *
 * <p>Prediction and target have the same shape.
 *
 * @param q which quantile, from 0 to 1; default 0.5, the median
 * @param reduction mean (the default), sum or none
 */
public record QuantileSpec(double q, Reduction reduction) implements LossSpec, LossBody {
  static final String NAME = "quantile";

  private static final Field<QuantileSpec, Double> Q = number("q", QuantileSpec::q, SHARE, 0.5);
  private static final Field<QuantileSpec, Reduction> REDUCTION = Reduction.field();

  public static final Schema<QuantileSpec> SCHEMA =
      Schema.of(KIND, NAME, "the model says the q-quantile", Q, REDUCTION, QuantileSpec::new);

  /** Checks the values. */
  public QuantileSpec {
    SCHEMA.check(q, reduction);
  }

  /** Of another quantile. */
  public QuantileSpec q(double q) {
    return SCHEMA.with(this, Q.of(q));
  }

  /** With another reduction. */
  @Override
  public QuantileSpec reduction(Reduction reduction) {
    return SCHEMA.with(this, REDUCTION.of(reduction));
  }

  @Override
  public Shape outputShape(Shape prediction, Shape target) {
    return reduction.shape(Shapes.same(NAME, prediction, target));
  }

  @Override
  public <V extends Operations<V>> V forward(V prediction, V target) {
    V excess = target.sub(prediction);
    V slope = excess.gt(0).mul(q).add(excess.lt(0).mul(q - 1));
    return reduction.of(excess.mul(slope.where(excess.eq(excess), Double.NaN)));
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
