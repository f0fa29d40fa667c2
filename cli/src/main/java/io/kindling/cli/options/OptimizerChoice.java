package io.kindling.cli.options;

import io.kindling.optim.OptimizerSpec;
import org.jspecify.annotations.Nullable;

/**
 * The optimizer that was typed.
 *
 * @param spec the optimizer; null if it is to be chosen
 */
public record OptimizerChoice(@Nullable OptimizerSpec spec) {
  private static final String AUTO = "auto";

  /** Reads what was typed. */
  public static OptimizerChoice parse(String text) {
    return new OptimizerChoice(text.strip().equals(AUTO) ? null : OptimizerSpec.parse(text));
  }

  /** What is typed. */
  @Override
  public String toString() {
    return spec == null ? AUTO : spec.toString();
  }
}
