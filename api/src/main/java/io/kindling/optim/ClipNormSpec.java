package io.kindling.optim;

import io.kindling.description.Arguments;
import io.kindling.description.SpecCheck;
import io.kindling.description.SpecText;

/**
 * Scales all gradients alike so that their common Euclidean norm is at most max: each is multiplied
 * by {@code min(1, max / (norm + 1e-6))}.
 *
 * @param max the greatest norm, 0 or more
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.nn.utils.clip_grad_norm_.html">
 *     torch.nn.utils.clip_grad_norm_</a>
 */
public record ClipNormSpec(double max) implements ClipSpec {
  public static final String NAME = "norm";

  /**
   * Checks the bound.
   *
   * @throws io.kindling.error.SpecException if it is negative or not finite
   */
  public ClipNormSpec {
    SpecCheck.notNegative(NAME, "max", max);
  }

  public static ClipNormSpec from(Arguments arguments) {
    arguments.names("max");
    return new ClipNormSpec(arguments.number("max"));
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
