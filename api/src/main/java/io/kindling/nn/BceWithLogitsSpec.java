package io.kindling.nn;

import static io.kindling.description.Field.numbers;
import static io.kindling.description.Range.NOT_NEGATIVE;
import static io.kindling.description.Range.SHARE;

import io.kindling.core.Shape;
import io.kindling.description.Field;
import io.kindling.description.Range;
import io.kindling.description.Schema;
import io.kindling.error.ShapeException;
import io.kindling.ops.Operations;
import java.util.List;

/**
 * The binary cross-entropy of a logit x and a truth y from 0 to 1: {@code −(y ln σ(x) + (1 − y) ln
 * (1 − σ(x)))}, computed as {@code (1 − y) x + max(−x, 0) + ln(e^−max(−x, 0) + e^(−x − max(−x,
 * 0)))} so that nothing overflows. A weight of positive ones multiplies the part with y.
 *
 * <p>Prediction and target have the same shape. There may be one weight for all columns, or one for
 * each: then the last dimension has as many.
 *
 * @param reduction mean (the default), sum or none
 * @param posWeight weights of positive ones, 0 or more; by default 1
 * @see <a
 *     href="https://pytorch.org/docs/stable/generated/torch.nn.BCEWithLogitsLoss.html">torch.nn.BCEWithLogitsLoss</a>
 */
public record BceWithLogitsSpec(Reduction reduction, List<Double> posWeight)
    implements LossSpec, LossBody {
  static final String NAME = "bce_with_logits";

  private static final Field<BceWithLogitsSpec, Reduction> REDUCTION = Reduction.field();
  private static final Field<BceWithLogitsSpec, List<Double>> POS_WEIGHT =
      numbers("pos_weight", BceWithLogitsSpec::posWeight, NOT_NEGATIVE);

  public static final Schema<BceWithLogitsSpec> SCHEMA =
      Schema.of(KIND, NAME, "two labels a column", REDUCTION, POS_WEIGHT, BceWithLogitsSpec::new);

  /** Copies the weights and checks the values. */
  public BceWithLogitsSpec {
    posWeight = List.copyOf(posWeight);
    SCHEMA.check(reduction, posWeight);
  }

  /** With another reduction. */
  @Override
  public BceWithLogitsSpec reduction(Reduction reduction) {
    return SCHEMA.with(this, REDUCTION.of(reduction));
  }

  /** With a weight of positive ones: for all columns, or one for each. */
  public BceWithLogitsSpec posWeight(List<Double> posWeight) {
    return SCHEMA.with(this, POS_WEIGHT.of(posWeight));
  }

  @Override
  public Shape outputShape(Shape prediction, Shape target) {
    int columns = posWeight.size();
    if (columns > 1
        && (prediction.rank() == 0 || prediction.size(prediction.rank() - 1) != columns)) {
      throw new ShapeException(
          NAME,
          "prediction must have a column for each weight",
          "shape " + prediction,
          "[…, " + columns + "]",
          null);
    }
    return reduction.shape(Shapes.same(NAME, prediction, target));
  }

  /** How much more targets count than without weights. */
  private <V extends Operations<V>> V more(V target) {
    return posWeight.size() == 1
        ? target.mul(posWeight.get(0) - 1)
        : target.mul(target.constant(Weights.of(posWeight, posWeight.size())).sub(1));
  }

  @Override
  public <V extends Operations<V>> V forward(V prediction, V target) {
    V missed = Softplus.of(prediction.neg());
    V losses = target.neg().add(1).mul(prediction).add(missed);
    // what weights add, and not all that they multiply, so that less is rounded
    return reduction.of(posWeight.isEmpty() ? losses : losses.add(more(target).mul(missed)));
  }

  /** Labels, or how likely they are. */
  @Override
  public Range targetRange() {
    return SHARE;
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
