package io.kindling.cli.plot;

import java.util.Locale;

/** What a picture of a path shows. */
public enum PathKind {
  /** The coefficients. */
  PATH,
  /** The error of cross-validation. */
  ERROR;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
