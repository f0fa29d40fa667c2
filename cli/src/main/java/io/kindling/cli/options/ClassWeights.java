package io.kindling.cli.options;

import java.util.Locale;

/** How much the rows of a class count. */
enum ClassWeights {
  /** The more, the fewer they are. */
  BALANCED;

  /** What is typed. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
