package io.kindling.cli.plot;

import java.util.Locale;

/** What a picture of a fit shows. */
public enum FitKind {
  /** What is left over what was fitted. */
  RESIDUALS,
  /** What is left beside what it would be were it normal. */
  QQ,
  /** How large that is over what was fitted. */
  SCALE,
  /** What is left over how much each row draws the fit. */
  LEVERAGE,
  /** The coefficients with their intervals. */
  COEFFICIENTS;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
