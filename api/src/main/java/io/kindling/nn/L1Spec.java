package io.kindling.nn;

import io.kindling.core.Shape;
import io.kindling.description.Arguments;
import io.kindling.description.SpecCheck;
import io.kindling.description.SpecText;
import io.kindling.ops.Operations;
import java.util.Objects;

/**
 * The absolute error: {@code |ŷ − y|}; its derivative where both are equal is 0.
 *
 * <p>Prediction and target have the same shape.
 *
 * @param reduction mean (the default), sum or none
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.nn.L1Loss.html">torch.nn.L1Loss</a>
 */
public record L1Spec(Reduction reduction) implements LossSpec, LossBody {
  public static final String NAME = "l1";

  /** Checks that nothing is missing. */
  public L1Spec {
    Objects.requireNonNull(reduction);
  }

  public static L1Spec from(Arguments arguments) {
    arguments.names("reduction");
    return new L1Spec(arguments.choice("reduction", Reduction.values(), Reduction.MEAN));
  }

  /**
   * With another reduction.
   *
   * @param reduction mean, sum or none
   * @return the changed description
   */
  public L1Spec reduction(Reduction reduction) {
    return new L1Spec(reduction);
  }

  @Override
  public Shape outputShape(Shape prediction, Shape target) {
    return reduction.shape(SpecCheck.same(NAME, prediction, target));
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
    return new SpecText(NAME).add("reduction", reduction, Reduction.MEAN).toString();
  }
}
