package io.kindling.nn;

import io.kindling.core.DType;
import io.kindling.core.Shape;
import io.kindling.description.Arguments;
import io.kindling.description.SpecText;
import io.kindling.error.ShapeException;
import java.util.Objects;

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
  public static final String NAME = "cross_entropy";

  /** Checks that nothing is missing. */
  public CrossEntropySpec {
    Objects.requireNonNull(reduction);
  }

  public static CrossEntropySpec from(Arguments arguments) {
    arguments.names("reduction");
    return new CrossEntropySpec(arguments.choice("reduction", Reduction.values(), Reduction.MEAN));
  }

  /**
   * With another reduction.
   *
   * @param reduction mean, sum or none
   * @return the changed description
   */
  public CrossEntropySpec reduction(Reduction reduction) {
    return new CrossEntropySpec(reduction);
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
          "target must hold a class a row",
          "shape " + target,
          expected.toString(),
          target.numel() == prediction.size(0)
              ? "reshape it with reshape(" + target.numel() + ")"
              : null);
    }
    return reduction.shape(target);
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
