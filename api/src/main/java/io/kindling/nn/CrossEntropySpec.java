package io.kindling.nn;

import static io.kindling.description.Field.integer;
import static io.kindling.description.Field.number;
import static io.kindling.description.Field.numbers;
import static io.kindling.description.Range.FINITE;
import static io.kindling.description.Range.NOT_NEGATIVE;
import static io.kindling.description.Range.SHARE;

import io.kindling.core.DType;
import io.kindling.core.Shape;
import io.kindling.description.Field;
import io.kindling.description.Schema;
import io.kindling.error.ShapeException;
import io.kindling.error.SpecException;
import io.kindling.ops.Operations;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The cross-entropy of logits and the index of the true class: {@code −w[class] · ln
 * softmax(ŷ)[class]}. Of the label smoothing ε, that counts for 1 − ε, and ε is spread over all
 * classes, each with its weight: {@code −ε / classes · Σ w · ln softmax(ŷ)}.
 *
 * <p>The prediction has shape {@code [n, classes]}, the target is int64 of shape {@code [n]}, each
 * a class from 0. Rows of the class to ignore, which need not be one that there is, have no loss
 * and do not count. The mean is the sum divided by the weights of the rows' classes.
 *
 * @param reduction mean (the default), sum or none
 * @param weight w, a weight for each class, 0 or more; by default all are 1
 * @param ignoreIndex the class to ignore; default −100
 * @param labelSmoothing ε, from 0 to 1; default 0
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html">
 *     torch.nn.CrossEntropyLoss</a>
 */
public record CrossEntropySpec(
    Reduction reduction, List<Double> weight, int ignoreIndex, double labelSmoothing)
    implements LossSpec, LossBody {
  static final String NAME = "cross_entropy";

  private static final Field<CrossEntropySpec, Reduction> REDUCTION = Reduction.field();
  private static final Field<CrossEntropySpec, List<Double>> WEIGHT =
      numbers("weight", CrossEntropySpec::weight, NOT_NEGATIVE);
  private static final Field<CrossEntropySpec, Integer> IGNORE_INDEX =
      integer("ignore_index", CrossEntropySpec::ignoreIndex, FINITE, -100);
  private static final Field<CrossEntropySpec, Double> LABEL_SMOOTHING =
      number("label_smoothing", CrossEntropySpec::labelSmoothing, SHARE, 0);

  public static final Schema<CrossEntropySpec> SCHEMA =
      Schema.of(
          KIND,
          NAME,
          "a column of labels",
          REDUCTION,
          WEIGHT,
          IGNORE_INDEX,
          LABEL_SMOOTHING,
          CrossEntropySpec::new);

  /** Copies the weights and checks the values. */
  public CrossEntropySpec {
    weight = List.copyOf(weight);
    SCHEMA.check(reduction, weight, ignoreIndex, labelSmoothing);
    if (!weight.isEmpty() && weight.stream().allMatch(each -> each == 0)) {
      throw new SpecException(
          NAME, "a weight must be above 0", weight + "", "one that is not 0 at least", null);
    }
  }

  /** With another reduction. */
  @Override
  public CrossEntropySpec reduction(Reduction reduction) {
    return SCHEMA.with(this, REDUCTION.of(reduction));
  }

  /** With a weight for each class. */
  public CrossEntropySpec weight(List<Double> weight) {
    return SCHEMA.with(this, WEIGHT.of(weight));
  }

  /** With another class to ignore. */
  public CrossEntropySpec ignoreIndex(int ignoreIndex) {
    return SCHEMA.with(this, IGNORE_INDEX.of(ignoreIndex));
  }

  /** With label smoothing ε. */
  public CrossEntropySpec labelSmoothing(double labelSmoothing) {
    return SCHEMA.with(this, LABEL_SMOOTHING.of(labelSmoothing));
  }

  @Override
  public DType targetType() {
    return DType.INT64;
  }

  @Override
  public OptionalLong ignoredClass() {
    return OptionalLong.of(ignoreIndex);
  }

  @Override
  public @Nullable LongToDoubleFunction classWeights() {
    return weight.isEmpty() && ignoreIndex < 0 ? null : this::weight;
  }

  private double weight(long row) {
    if (row == ignoreIndex) {
      return 0;
    }
    return weight.isEmpty() ? 1 : weight.get((int) row).floatValue();
  }

  @Override
  public Shape outputShape(Shape prediction, Shape target) {
    if (prediction.rank() != 2) {
      throw new ShapeException(
          NAME, "prediction must be 2-D", "shape " + prediction, "[n, classes]", null);
    }
    if (!weight.isEmpty() && prediction.size(1) != weight.size()) {
      throw new ShapeException(
          NAME,
          "prediction must have a column for each weight",
          "shape " + prediction,
          "[n, " + weight.size() + "]",
          null);
    }
    Shape expected = Shape.of(prediction.size(0));
    if (!target.equals(expected)) {
      throw new ShapeException(
          NAME,
          "target must hold one class for each row",
          "shape " + target,
          expected.toString(),
          target.numel() == prediction.size(0)
              ? "reshape it with reshape(" + target.numel() + ")"
              : null);
    }
    return reduction.shape(target);
  }

  @Override
  public boolean takesLogits() {
    return true;
  }

  @Override
  public <V extends Operations<V>> V forward(V prediction, V target) {
    int classes = Math.toIntExact(prediction.shape().size(1));
    V weights = prediction.constant(Weights.of(weight, classes));
    V counted =
        target.oneHot(classes).mul(prediction.constant(Weights.without(ignoreIndex, classes)));
    V logs = prediction.logSoftmax(1).mul(weights).neg();
    V losses = logs.where(counted, 0).sum(1); // chosen, not multiplied: others may be infinite
    if (labelSmoothing > 0) {
      V spread = logs.where(counted.sum(1, /* keep= */ true), 0).sum(1);
      losses = losses.mul(1 - labelSmoothing).add(spread.mul(labelSmoothing / classes));
    }
    return reduction == Reduction.MEAN
        ? losses.sum().div(counted.mul(weights).sum())
        : reduction.of(losses);
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
