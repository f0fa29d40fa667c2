package io.kindling.nn;

import io.kindling.core.Shape;
import io.kindling.description.SpecCheck;
import io.kindling.description.SpecText;
import io.kindling.ops.Operations;
import java.util.Objects;

/**
 * The logarithm of the hyperbolic cosine of the difference d: {@code ln cosh d}, which is about
 * {@code d²/2} near 0 and {@code |d| − ln 2} far from it; its derivative is {@code tanh d}.
 *
 * <p>Prediction and target have the same shape.
 *
 * @param reduction mean (the default), sum or none
 */
public record LogCoshSpec(Reduction reduction) implements LossSpec, LossBody {
  public static final String NAME = "log_cosh";

  /**
   * Checks the values.
   *
   * @throws io.kindling.error.SpecException if a value is out of its range
   */
  public LogCoshSpec {
    Objects.requireNonNull(reduction);
  }

  @Override
  public Shape outputShape(Shape prediction, Shape target) {
    return reduction.shape(SpecCheck.same(NAME, prediction, target));
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
    return new SpecText(NAME).add("reduction", reduction, Reduction.MEAN).toString();
  }
}
