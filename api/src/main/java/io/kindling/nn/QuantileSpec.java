package io.kindling.nn;

import io.kindling.core.Shape;
import io.kindling.description.SpecCheck;
import io.kindling.description.SpecText;
import io.kindling.ops.Operations;
import java.util.Objects;

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
  public static final String NAME = "quantile";

  public static final double DEFAULT_Q = 0.5;

  /**
   * Checks the values.
   *
   * @throws io.kindling.error.SpecException if a value is out of its range
   */
  public QuantileSpec {
    SpecCheck.share(NAME, "q", q);
    Objects.requireNonNull(reduction);
  }

  @Override
  public Shape outputShape(Shape prediction, Shape target) {
    return reduction.shape(SpecCheck.same(NAME, prediction, target));
  }

  @Override
  public <V extends Operations<V>> V forward(V prediction, V target) {
    V excess = target.sub(prediction);
    return reduction.of(excess.relu().mul(q).add(excess.neg().relu().mul(1 - q)));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String toString() {
    return new SpecText(NAME)
        .add("q", q, DEFAULT_Q)
        .add("reduction", reduction, Reduction.MEAN)
        .toString();
  }
}
