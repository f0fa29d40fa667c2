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
 * Bounds every element of every gradient: {@code min(max(g, −max), max)}.
 *
 * @param max the greatest absolute value, 0 or more
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.nn.utils.clip_grad_value_.html">
 *     torch.nn.utils.clip_grad_value_</a>
 */
public record ClipValueSpec(double max) implements ClipSpec {
  static final String NAME = "value";

  public static final Schema<ClipValueSpec> SCHEMA =
      Schema.of(
          KIND,
          NAME,
          "bounds each element to −max … max",
          unnamed(number("max", ClipValueSpec::max, NOT_NEGATIVE)),
          ClipValueSpec::new);

  /** Checks the values. */
  public ClipValueSpec {
    SCHEMA.check(max);
  }

  @Override
  public <V extends Operations<V>> UnaryOperator<V> rule(List<V> gradients, Supplier<V> norm) {
    return gradient -> gradient.clamp(-max, max);
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
