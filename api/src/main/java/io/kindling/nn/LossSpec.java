package io.kindling.nn;

import io.kindling.core.DType;
import io.kindling.core.Shape;
import io.kindling.description.Range;
import io.kindling.description.Spec;
import io.kindling.description.SpecKind;
import io.kindling.error.ShapeException;
import io.kindling.error.SpecException;
import java.util.OptionalLong;
import java.util.function.LongToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** A description of a loss, for instance {@code mse()}. */
public interface LossSpec extends Spec {
  /** All descriptions of losses. */
  SpecKind<LossSpec> KIND = new SpecKind<>("loss", new Losses());

  /** {@return what it does with the losses of the single elements or rows} */
  Reduction reduction();

  /**
   * With another reduction.
   *
   * @param reduction the reduction
   * @return such a description
   * @throws SpecException if the loss knows one only
   */
  default LossSpec reduction(Reduction reduction) {
    throw new SpecException(
        name(), "the loss must have other reductions", this + "", reduction + "", null);
  }

  /** {@return the type of the target: float32, or int64 for class indices} */
  default DType targetType() {
    return DType.FLOAT32;
  }

  /** {@return the class that stands for none, where there is one: its rows do not count} */
  default OptionalLong ignoredClass() {
    return OptionalLong.empty();
  }

  /** {@return which numbers targets may be; any unless overridden} */
  default Range targetRange() {
    return Range.FINITE;
  }

  /**
   * {@return how much a row counts in the mean, by its class; null where all rows count alike} The
   * mean is the sum of the rows' losses divided by the sum of these.
   */
  default @Nullable LongToDoubleFunction classWeights() {
    return null;
  }

  /**
   * {@return whether targets are labels: classes' indices where they are int64, else 0 and 1}
   * Unless overridden, they are where they are int64.
   */
  default boolean takesLabels() {
    return targetType() == DType.INT64;
  }

  /** {@return whether predictions are logits, of which a label's probability is yet to be made} */
  default boolean takesLogits() {
    return false;
  }

  /** {@return whether targets are counts, which are what they are and not to be scaled} */
  default boolean takesCounts() {
    return false;
  }

  /** {@return whether predictions are the logarithms of what targets are} */
  default boolean takesLogarithms() {
    return false;
  }

  /** {@return how many outputs of a model say one target that is a quantity} */
  default int outputsPerTarget() {
    return 1;
  }

  /**
   * Checks the shapes of what is compared and says what comes out.
   *
   * @param prediction the prediction's shape
   * @param target the target's shape
   * @return the loss's shape, a scalar unless nothing is reduced
   * @throws ShapeException if the two cannot be compared
   */
  Shape outputShape(Shape prediction, Shape target);

  /**
   * The loss in tensor operations, for engines that have none of their own.
   *
   * @return the body; null where the loss must be an engine's own
   */
  default @Nullable LossBody body() {
    return this instanceof LossBody body ? body : null;
  }

  /**
   * Reads a loss's text form, for instance {@code mse(reduction=sum)}.
   *
   * @param text the text
   * @return the description; it prints as an equivalent text
   * @throws SpecException if the text is malformed; the message names the place and what was
   *     expected there
   */
  static LossSpec parse(String text) {
    return KIND.parse(text);
  }
}
