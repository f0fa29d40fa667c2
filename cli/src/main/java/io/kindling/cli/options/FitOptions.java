package io.kindling.cli.options;

import io.kindling.data.ColumnChoice;
import io.kindling.error.DataException;
import io.kindling.statistics.Design;
import io.kindling.statistics.Family;
import io.kindling.statistics.GeneralizedLinear;
import io.kindling.statistics.LeastSquares;
import io.kindling.statistics.RobustErrors;
import io.kindling.text.NumberText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a fit consists of, and how it is judged. */
public final class FitOptions {
  private static final String CLUSTER = "cluster:";
  private static final int MOST_DEGREE = 100;

  @Option(
      names = "--intercept",
      paramLabel = "BOOLEAN",
      arity = "1",
      description = "Whether there is a constant beside the columns. Default: true.")
  private boolean intercept = true;

  @Option(
      names = "--family",
      paramLabel = "WHAT",
      description =
          "What the target is distributed as: gaussian, and the fit is least squares; binomial, of 0"
              + " and 1, logistic regression; poisson, of counts. Default: gaussian.")
  private FamilyName family = FamilyName.GAUSSIAN;

  @Option(
      names = "--offset",
      paramLabel = "COL",
      description =
          "The column that is added to what the model says, with --family binomial or poisson: for"
              + " counts, the logarithm of the time in which they were counted.")
  private @Nullable String offset;

  @Option(
      names = "--poly",
      paramLabel = "COL:N[,COL:N]",
      description =
          "Takes powers of a column too, up to the Nth, which is 100 at most, formed without rounding:"
              + " they have up to 1100 digits behind the point.")
  private List<String> powers = List.of();

  @Option(
      names = "--interactions",
      paramLabel = "COL:COL[,…]",
      description = "Takes products of two columns too, of categories for each pair of levels.")
  private List<String> interactions = List.of();

  @Option(
      names = "--level",
      paramLabel = "P",
      description = "How sure intervals are to be, between 0 and 1. Default: 0.95.")
  private double level = 0.95;

  @Option(
      names = "--ridge",
      paramLabel = "LAMBDA",
      description =
          "Makes the sum of squares and LAMBDA times that of the coefficients small, but for the"
              + " intercept's, of columns as they are. Default: 0.")
  private BigDecimal ridge = BigDecimal.ZERO;

  @Option(
      names = "--strict",
      description =
          "Refuses a column that is a combination of others; without it, the later one is left out.")
  private boolean strict;

  @Option(
      names = "--errors",
      paramLabel = "WHAT",
      description =
          "Which standard errors: ols, where all rows have the same variance; HC0, HC1, HC2 or HC3,"
              + " where they have not; cluster:COL, where rows of one label are alike. The last"
              + " read the table once more. Default: ols.")
  private String errors = "ols";

  @Option(
      names = "--by",
      paramLabel = "COL[,COL]",
      description =
          "A fit for each group of rows with the same labels in these columns, in a table of"
              + " coefficients; the table is read once for all.")
  private List<String> by = List.of();

  /** The columns whose labels tell groups apart; none for one fit of all. */
  public GroupColumns groups() {
    return new GroupColumns("--by", by);
  }

  /** Whether there is a fit for each group. */
  public boolean hasGroups() {
    return !by.isEmpty();
  }

  /** What a target may be distributed as. */
  enum FamilyName {
    GAUSSIAN,
    BINOMIAL,
    POISSON
  }

  /** The column of offsets; null for none. */
  public @Nullable String offset() {
    return ColumnNames.one(offset);
  }

  /** The generalized model that was asked for; null for least squares. */
  public @Nullable GeneralizedLinear generalized() {
    if (family == FamilyName.GAUSSIAN) {
      if (offset != null) {
        throw new UsageException("--offset needs --family binomial or poisson");
      }
      return null;
    }
    if (ridge.signum() != 0 || !errors.equals("ols") || strict) {
      throw new UsageException("--ridge, --errors and --strict are for --family gaussian");
    }
    checkLevel();
    return new GeneralizedLinear(Family.valueOf(family.name()), intercept, offset(), level);
  }

  /** The standard errors that were asked for; null for the usual ones. */
  public @Nullable RobustErrors errors() {
    if (errors.equals("ols")) {
      return null;
    }
    for (RobustErrors.Kind kind : RobustErrors.Kind.values()) {
      if (kind.name().equals(errors) && kind != RobustErrors.Kind.CLUSTER) {
        return new RobustErrors(kind, null);
      }
    }
    if (errors.startsWith(CLUSTER) && !errors.substring(CLUSTER.length()).isBlank()) {
      String column = ColumnNames.one(errors.substring(CLUSTER.length()));
      return new RobustErrors(RobustErrors.Kind.CLUSTER, column);
    }
    throw new DataException(
        "--errors",
        "there must be such errors",
        "'" + errors + "'",
        "ols, HC0, HC1, HC2, HC3 or cluster:COL",
        null);
  }

  /** What is fitted: features, but for one level of each category, and powers and products. */
  public Design design(Design features) {
    Design design = intercept ? features.withReferences() : features;
    for (String typed : split(powers, features.columns().features())) {
      int colon = typed.lastIndexOf(':');
      design = design.withPowers(typed.substring(0, Math.max(0, colon)), degree(typed, colon));
    }
    List<String> names = features.columns().names();
    for (String typed : split(interactions, names)) {
      int colon = colon(typed, names);
      if (colon < 0) {
        throw new DataException(
            "--interactions",
            "there must be two columns, with a colon between them",
            "'" + typed + "'",
            "two of " + String.join(", ", names),
            null);
      }
      design = design.withInteraction(typed.substring(0, colon), typed.substring(colon + 1));
    }
    return design;
  }

  /** The terms between commas; a text that begins with a column's name and a colon may be one. */
  private static List<String> split(List<String> typed, List<String> names) {
    List<String> all = new ArrayList<>();
    for (String text : typed) {
      String term = text.strip();
      int colon = colon(term, names);
      String second = term.substring(colon + 1);
      boolean one = colon >= 0 && (names.contains(second) || NumberText.isInteger(second));
      all.addAll(one ? List.of(term) : ColumnChoice.split(text, List.of()));
    }
    return all;
  }

  /** Where a term has a colon with a column's name before it; below 0 if nowhere. */
  private static int colon(String term, List<String> names) {
    int colon = term.indexOf(':');
    while (colon >= 0 && !names.contains(term.substring(0, colon))) {
      colon = term.indexOf(':', colon + 1);
    }
    return colon;
  }

  private static int degree(String typed, int colon) {
    try {
      int degree = Integer.parseInt(typed.substring(colon + 1));
      if (colon > 0 && degree >= 2 && degree <= MOST_DEGREE) {
        return degree;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new DataException(
        "--poly",
        "there must be a column and the highest power, with a colon between them",
        "'" + typed + "'",
        "one such as area:3, from 2 to " + MOST_DEGREE,
        null);
  }

  /**
   * The regression of columns.
   *
   * @param target the column that is explained
   * @param features those that explain
   */
  public LeastSquares regression(String target, List<String> features) {
    checkLevel();
    if (ridge.signum() < 0) {
      throw new DataException("--ridge", "it must not be below 0", ridge + "", "0 or more", null);
    }
    return new LeastSquares(target, features, intercept, level, ridge, strict);
  }

  private void checkLevel() {
    if (!(level > 0 && level < 1)) {
      throw new DataException(
          "--level", "a level must lie between 0 and 1", level + "", "0.95 for instance", null);
    }
  }

  /** Whether there is a penalty. */
  public boolean hasPenalty() {
    return ridge.signum() != 0;
  }

  /** Whether there is an intercept. */
  public boolean hasIntercept() {
    return intercept;
  }

  /** Whether there are terms that are no features. */
  public boolean hasProducts() {
    return !powers.isEmpty() || !interactions.isEmpty();
  }
}
