package io.kindling.nn;

import io.kindling.core.Shape;
import io.kindling.description.Field;
import io.kindling.ops.Operations;
import java.util.Locale;

/** What a loss does with the losses of the single elements. */
public enum Reduction {
  /** Divides their sum by their number: a scalar. PyTorch's default. */
  MEAN,
  /** Adds them up: a scalar. */
  SUM,
  /** Leaves them as they are. */
  NONE;

  /** The field of every loss that reduces. */
  static <S extends LossSpec> Field<S, Reduction> field() {
    return Field.choice("reduction", LossSpec::reduction, MEAN);
  }

  /**
   * Reduces.
   *
   * @param <V> the type of tensor
   * @param losses the single losses
   * @return what they come to
   */
  public <V extends Operations<V>> V of(V losses) {
    return switch (this) {
      case MEAN -> losses.mean();
      case SUM -> losses.sum();
      case NONE -> losses;
    };
  }

  /** The shape of a reduced loss, given that of the single losses. */
  Shape shape(Shape single) {
    return this == NONE ? single : Shape.scalar();
  }

  /** {@return PyTorch's name for it: {@code mean}, {@code sum}, {@code none}} */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
