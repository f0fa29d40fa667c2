package io.kindling.cli.plot;

import java.util.Locale;

/** What a picture shows. */
public enum Kind {
  /** Data over their one feature, with what is predicted. */
  FIT,
  /** What is predicted against what it should have been. */
  PREDICTED,
  /** What is left of the one when the other is taken off. */
  RESIDUALS,
  /** Which class was taken for which. */
  CONFUSION,
  /** How much of a class is found, and how much of the others falsely. */
  ROC,
  /** The losses, epoch by epoch. */
  LOSSES;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
