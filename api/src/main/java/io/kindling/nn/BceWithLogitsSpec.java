package io.kindling.nn;

import io.kindling.core.Shape;
import io.kindling.description.Arguments;
import io.kindling.description.SpecCheck;
import io.kindling.description.SpecText;
import java.util.Objects;

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
  public static final String NAME = "bce_with_logits";

  /** Checks that nothing is missing. */
  public BceWithLogitsSpec {
    Objects.requireNonNull(reduction);
  }

  public static BceWithLogitsSpec from(Arguments arguments) {
    arguments.names("reduction");
    return new BceWithLogitsSpec(arguments.choice("reduction", Reduction.values(), Reduction.MEAN));
  }

  /**
   * With another reduction.
   *
   * @param reduction mean, sum or none
   * @return the changed description
   */
  public BceWithLogitsSpec reduction(Reduction reduction) {
    return new BceWithLogitsSpec(reduction);
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
    return new SpecText(NAME).add("reduction", reduction, Reduction.MEAN).toString();
  }
}
