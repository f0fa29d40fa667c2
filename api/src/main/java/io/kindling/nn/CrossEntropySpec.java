package io.kindling.nn;

import io.kindling.core.DType;
import io.kindling.core.Shape;
import io.kindling.description.Field;
import io.kindling.description.Schema;
import io.kindling.error.ShapeException;

/**
 * The cross-entropy of logits and the index of the true class: {@code −ln softmax(ŷ)[class]}.
 *
 * <p>The prediction has shape {@code [n, classes]}, the target is int64 of shape {@code [n]}, each
 * a class from 0. (PyTorch's {@code ignore_index} is not there: −100 is out of range.)
 *
 * @param reduction mean (the default), sum or none
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html">
 *     torch.nn.CrossEntropyLoss</a>
 */
public record CrossEntropySpec(Reduction reduction) implements LossSpec {
  static final String NAME = "cross_entropy";

  private static final Field<CrossEntropySpec, Reduction> REDUCTION = Reduction.field();

  public static final Schema<CrossEntropySpec> SCHEMA =
      Schema.of(KIND, NAME, "a column of labels", REDUCTION, CrossEntropySpec::new);

  /** Checks the values. */
  public CrossEntropySpec {
    SCHEMA.check(reduction);
  }

  /** With another reduction. */
  public CrossEntropySpec reduction(Reduction reduction) {
    return SCHEMA.with(this, REDUCTION.of(reduction));
  }

  @Override
  public DType targetType() {
    return DType.INT64;
  }

  @Override
  public Shape outputShape(Shape prediction, Shape target) {
    if (prediction.rank() != 2) {
      throw new ShapeException(
          NAME, "prediction must be 2-D", "shape " + prediction, "[n, classes]", null);
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
  public String name() {
    return NAME;
  }

  @Override
  public String toString() {
    return SCHEMA.text(this);
  }
}
