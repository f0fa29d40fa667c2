package io.kindling.optim;

import io.kindling.description.Arguments;
import io.kindling.description.SpecCheck;
import io.kindling.description.SpecText;

/**
 * Bounds every element of every gradient: {@code min(max(g, −max), max)}.
 *
 * @param max the greatest absolute value, 0 or more
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.nn.utils.clip_grad_value_.html">
 *     torch.nn.utils.clip_grad_value_</a>
 */
public record ClipValueSpec(double max) implements ClipSpec {
  public static final String NAME = "value";

  /**
   * Checks the bound.
   *
   * @throws io.kindling.error.SpecException if it is negative or not finite
   */
  public ClipValueSpec {
    SpecCheck.notNegative(NAME, "max", max);
  }

  public static ClipValueSpec from(Arguments arguments) {
    arguments.names("max");
    return new ClipValueSpec(arguments.number("max"));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String toString() {
    return new SpecText(NAME).add(SpecText.number(max)).toString();
  }
}
