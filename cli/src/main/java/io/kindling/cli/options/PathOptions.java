package io.kindling.cli.options;

import io.kindling.cli.plot.PathPictures;
import io.kindling.error.DataException;
import io.kindling.statistics.Design;
import io.kindling.statistics.ElasticNet;
import io.kindling.statistics.Folds;
import io.kindling.table.Table;
import io.kindling.text.NumberText;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which penalties are taken, and how they are judged. */
public final class PathOptions {
  private static final int USUAL_FOLDS = 10;
  private static final int USUAL_COUNT = 100;

  @Option(
      names = "--alpha",
      paramLabel = "SHARE",
      description =
          "The share of the coefficients' sizes in the penalty, the rest being of their squares: 1 is"
              + " lasso, 0 ridge, and elastic net between. Default: 1.")
  private double alpha = 1;

  @Option(
      names = "--lambdas",
      paramLabel = "N",
      description =
          "How many penalties are taken at most, the largest of them the least for which all"
              + " coefficients are 0. Default: 100.")
  private @Nullable Integer count;

  @Option(
      names = "--lambda",
      paramLabel = "LAMBDA",
      split = ",",
      description = "These penalties, each above 0, in place of the 100 that are found.")
  private List<Double> lambdas = List.of();

  @Option(
      names = "--standardize",
      paramLabel = "BOOLEAN",
      arity = "1",
      description =
          "Whether columns are divided by their deviations before they are penalised; what is"
              + " printed is of the columns as they are. Default: true.")
  private boolean standardize = true;

  @Option(
      names = "--folds",
      paramLabel = "K",
      description =
          "How many parts the rows are dealt to, each of which judges what fits the others. Default:"
              + " 10.")
  private @Nullable Integer folds;

  @Option(
      names = "--fold-by",
      paramLabel = "COL[,COL]",
      description =
          "Takes the rows with the same labels in these columns as a fold, as those of a patient or a"
              + " site, which may not be alike only by chance, in place of rows that are dealt.")
  private List<String> foldBy = List.of();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The seed of the order in which rows are dealt to folds. Default: 0.")
  private @Nullable Long seed;

  @Option(
      names = "--at",
      paramLabel = "lambda-min|lambda-1se|LAMBDA",
      description =
          "What --save saves: what has the least error, or the strongest penalty within one standard"
              + " error of it, or that of a number, which is shown too. Default: lambda-min.")
  private @Nullable String at;

  /** The regression, of which column it may be. */
  public ElasticNet net() {
    return new ElasticNet(
        "", List.of(), alpha, count == null ? USUAL_COUNT : count, lambdas, standardize);
  }

  /** Finds out now what would otherwise fail when the table has been read. */
  public void check() {
    if (folds() < 2) {
      throw new UsageException("--folds must be at least 2 (got " + folds() + ")");
    }
    if (count != null && areGiven()) {
      throw new UsageException("--lambdas and --lambda exclude each other");
    }
    if (!foldBy.isEmpty() && (folds != null || seed != null)) {
      throw new UsageException(
          "--fold-by and --folds or --seed, which deal rows, exclude each other");
    }
    if (at != null && !at.equals(PathPictures.MIN) && !at.equals(PathPictures.ONE_STANDARD_ERROR)) {
      double number = NumberText.isDecimal(at) ? Double.parseDouble(at) : Double.NaN;
      if (!(number > 0 && number < Double.POSITIVE_INFINITY)) {
        throw new DataException(
            "--at",
            "there must be such a penalty",
            "'" + at + "'",
            PathPictures.MIN + ", " + PathPictures.ONE_STANDARD_ERROR + " or a number above 0",
            null);
      }
    }
  }

  /** Finds what sums cannot have, which are of rows that nobody knows any more. */
  public void checkSums() {
    boolean named = at != null && number() == null;
    if (folds != null || seed != null || !foldBy.isEmpty() || named) {
      throw new UsageException(
          "--folds, --fold-by, --seed and --at "
              + PathPictures.MIN
              + " or "
              + PathPictures.ONE_STANDARD_ERROR
              + " need the rows of a table, not sums alone");
    }
  }

  private int folds() {
    return folds == null ? USUAL_FOLDS : folds;
  }

  private long seed() {
    return seed == null ? 0 : seed;
  }

  /** The columns whose labels tell folds apart; none where rows are dealt. */
  public GroupColumns groups() {
    return new GroupColumns("--fold-by", foldBy);
  }

  /**
   * Reads the sums of each fold.
   *
   * @param by the columns whose labels tell them apart; none where rows are dealt
   */
  public Dealt deal(Design design, Table table, List<String> by) {
    if (by.isEmpty()) {
      Folds dealt = Folds.of(design, table, folds(), seed());
      return new Dealt(dealt, by, seed());
    }
    return new Dealt(Folds.of(design.momentsBy(table, by)), by, null);
  }

  /**
   * The sums of each fold.
   *
   * @param by the columns whose labels tell them apart; none where rows are dealt
   * @param seed of the order in which rows are dealt; null where they are not
   */
  public record Dealt(Folds folds, List<String> by, @Nullable Long seed) {}

  /** Whether penalties were typed. */
  public boolean areGiven() {
    return !lambdas.isEmpty();
  }

  /** The penalty of --at, where it is a number; null where it is not. */
  public @Nullable Double number() {
    return at == null || at.startsWith("lambda") ? null : Double.valueOf(at);
  }

  /** Whether --at names the strongest penalty that is hardly worse than the best. */
  public boolean isOneStandardError() {
    return PathPictures.ONE_STANDARD_ERROR.equals(at);
  }
}
