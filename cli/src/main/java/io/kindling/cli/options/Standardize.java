package io.kindling.cli.options;

import io.kindling.data.Dataset;
import io.kindling.data.Standardizer;
import io.kindling.error.DataException;
import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine.TypeConversionException;

/** Which columns are given mean 0 and standard deviation 1. */
public enum Standardize {
  /** Features, and targets that are measured. */
  ALL,
  /** Features only. */
  FEATURES,
  /** Targets only. */
  TARGETS;

  /**
   * Learns means and deviations.
   *
   * @param training the rows to learn from
   * @param measured whether the targets are measured, and not labels or counts
   */
  public Standardizer fit(Dataset training, boolean measured) {
    Standardizer all = Standardizer.fit(training);
    if (!measured && this == TARGETS) {
      throw new DataException(
          "--standardize",
          "only targets that are measured can be standardized",
          "labels or counts",
          "--standardize=features",
          null);
    }
    return switch (this) {
      case ALL -> measured ? all : all.featuresOnly();
      case FEATURES -> all.featuresOnly();
      case TARGETS -> all.targetsOnly();
    };
  }

  /** Whether features are. */
  public boolean scalesFeatures() {
    return this != TARGETS;
  }

  /** Whether targets are, where they are measured. */
  public boolean scalesTargets() {
    return this != FEATURES;
  }

  /** Reads what was typed. */
  public static Standardize parse(String text) {
    return Arrays.stream(values())
        .filter(part -> part.toString().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'" + text + "' is no part of the data (expected all, features or targets)"));
  }

  /** What is typed. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
