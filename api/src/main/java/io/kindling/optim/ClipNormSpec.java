package io.kindling.optim;

import static io.kindling.description.Field.number;
import static io.kindling.description.Field.unnamed;
import static io.kindling.description.Range.NOT_NEGATIVE;

import io.kindling.description.Schema;
import io.kindling.ops.Operations;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Scales all gradients alike so that their common Euclidean norm is at most max: each is multiplied
 * by {@code min(1, max / (norm + 1e-6))}.
 *
 * @param max the greatest norm, 0 or more
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.nn.utils.clip_grad_norm_.html">
 *     torch.nn.utils.clip_grad_norm_</a>
 */
public record ClipNormSpec(double max) implements ClipSpec {
  static final String NAME = "norm";

  public static final Schema<ClipNormSpec> SCHEMA =
      Schema.of(
          KIND,
          NAME,
          "scales all gradients alike so that their common norm is at most max",
          unnamed(number("max", ClipNormSpec::max, NOT_NEGATIVE)),
          ClipNormSpec::new);

  /** What PyTorch adds to the norm before it divides by it. */
  private static final double EPS = 1e-6;

  /** Checks the values. */
  public ClipNormSpec {
    SCHEMA.check(max);
  }

  @Override
  public <V extends Operations<V>> UnaryOperator<V> rule(List<V> gradients, Supplier<V> norm) {
    V factor = norm.get().add(EPS).pow(-1).mul(max).clamp(Double.NEGATIVE_INFINITY, 1);
    return gradient -> gradient.mul(factor);
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
