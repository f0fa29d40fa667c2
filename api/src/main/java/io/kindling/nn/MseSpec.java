package io.kindling.nn;

import io.kindling.core.Shape;
import io.kindling.description.Field;
import io.kindling.description.Schema;

/**
 * The mean squared error: {@code 1/n · Σ (ŷ − y)²} over all n elements.
 *
 * <p>Prediction and target have the same shape. (PyTorch would broadcast them, with a warning that
 * the result is probably wrong; it is.)
 *
 * @param reduction mean (the default), sum or none
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.nn.MSELoss.html">torch.nn.MSELoss
 *     </a>
 */
public record MseSpec(Reduction reduction) implements LossSpec {
  static final String NAME = "mse";

  private static final Field<MseSpec, Reduction> REDUCTION = Reduction.field();

  public static final Schema<MseSpec> SCHEMA =
      Schema.of(
          KIND, NAME, "the squared error; reductions are `mean`, `sum`", REDUCTION, MseSpec::new);

  /** Checks the values. */
  public MseSpec {
    SCHEMA.check(reduction);
  }

  /** With another reduction. */
  @Override
  public MseSpec reduction(Reduction reduction) {
    return SCHEMA.with(this, REDUCTION.of(reduction));
  }

  @Override
  public Shape outputShape(Shape prediction, Shape target) {
    return reduction.shape(Shapes.same(NAME, prediction, target));
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
