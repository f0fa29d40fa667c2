package io.kindling.cli.options;

import io.kindling.cli.model.Preparation;
import io.kindling.error.DataException;
import io.kindling.train.History;
import io.kindling.train.Trainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What to judge by, and when to end. */
public final class ValidationOptions {
  @Option(
      names = "--validation",
      paramLabel = "FILE[,FILE]|SHARE|last:SHARE",
      description =
          "What to judge by: a table of its own, as --data names it; a share of the rows, as 0.2,"
              + " that is drawn and held out; or as last:0.2 that of the last ones.")
  private List<HeldOut> heldOut = List.of();

  @Option(
      names = "--validation-query",
      paramLabel = "SQL",
      description = "What to ask the database of --jdbc for a table to judge by.")
  private @Nullable String validationQuery;

  @Option(
      names = "--test",
      paramLabel = "FILE[,FILE]",
      description = "A table to judge the final weights by, once; named as that of --data.")
  private List<String> test = List.of();

  @Option(
      names = "--test-query",
      paramLabel = "SQL",
      description = "What to ask the database of --jdbc for such a table.")
  private @Nullable String testQuery;

  @Option(
      names = "--folds",
      paramLabel = "K",
      description =
          "Before the training tells how good it will be: K times, a model learns from all rows but"
              + " a K-th, which judges it.")
  private @Nullable Integer folds;

  @Option(
      names = "--early-stopping",
      paramLabel = "N",
      description =
          "Ends once the loss, best of validation, has not fallen for N epochs; the best epoch's"
              + " weights are kept.")
  private @Nullable Integer patience;

  /** The share of the table's rows that is held out; null for none. */
  public HeldOut.@Nullable Share share() {
    return heldOut.size() == 1 && heldOut.get(0) instanceof HeldOut.Share share ? share : null;
  }

  /** The table to judge by after every epoch; null for none. */
  public @Nullable JudgingTable validation() {
    return JudgingTable.of("--validation", HeldOut.typed(heldOut), validationQuery);
  }

  /** The table to judge by at the end; null for none. */
  public @Nullable JudgingTable test() {
    return JudgingTable.of("--test", test, testQuery);
  }

  /** The tables that judge. */
  public List<JudgingTable> tables() {
    return Stream.of(validation(), test()).filter(Objects::nonNull).toList();
  }

  /** How many parts the rows are cut in, each of which judges a model of the others; 0 for none. */
  public int folds() {
    return folds == null ? 0 : folds;
  }

  /** For how many epochs the loss need not fall; null for as many as there are. */
  @Nullable Integer patience() {
    return patience;
  }

  /** Whether rows that are held out say when to end, for weights short of the optimum. */
  boolean endsEarly() {
    return patience != null && (!heldOut.isEmpty() || validationQuery != null);
  }

  void check() {
    if (patience != null) {
      TrainingOptions.atLeastOne("--early-stopping", patience);
    }
    HeldOut.Share share = share();
    if (share != null && !share.isPossible()) {
      throw new UsageException(
          "--validation must be a share above 0 and below 1, as 0.2 (got " + share.share() + ")");
    }
    if (heldOut.size() > 1 && HeldOut.typed(heldOut).size() < heldOut.size()) {
      throw new UsageException("--validation must be one share, or files (got " + text() + ")");
    }
    JudgingTable table = validation();
    if (share != null && validationQuery != null) {
      throw new UsageException("--validation and --validation-query exclude each other");
    }
    for (Path file : table == null ? List.<Path>of() : table.files()) {
      if (!Files.exists(file) && !file.equals(TableNames.STANDARD_INPUT)) {
        throw new DataException(
            "--validation",
            "there must be such a share or file",
            file.toString(),
            "SHARE, as 0.2, last:SHARE or FILE.csv",
            null);
      }
    }
    if (folds != null && folds < 2) {
      throw new UsageException("--folds must be at least 2 (got " + folds + ")");
    }
    if (folds != null && (share != null || table != null)) {
      throw new UsageException("--folds and --validation exclude each other");
    }
  }

  /** Finds out whether each of the folds has a row. */
  public void checkFolds(long rows) {
    if (folds() > rows) {
      throw new DataException(
          "--folds", "each fold must have a row", folds + " folds", "2 … " + rows, null);
    }
  }

  private String text() {
    return heldOut.stream().map(HeldOut::toString).collect(Collectors.joining(", "));
  }

  /** Finds what needs all rows at once. */
  void checkStreamable() {
    TrainingOptions.refuseStreamed(
        "--validation " + text(), share() != null, "--validation FILE.csv judges by another table");
    TrainingOptions.refuseStreamed("--folds", folds != null, null);
  }

  /** Whether the rows are needed one after the other only. */
  boolean isStreamable() {
    return share() == null && folds == null;
  }

  /** How the rows are fewer than the table's; empty where they are not. */
  String fewer() {
    return isStreamable() ? "" : ", the rows left for training";
  }

  /** Sets a trainer up to judge, and to end when it should. */
  static void apply(Trainer trainer, Preparation data, @Nullable Integer patience) {
    if (data.validation() != null) {
      trainer.validation(data.validation());
    }
    if (patience != null) {
      trainer.earlyStopping(patience);
    }
  }

  /** How the training ended, if anything is to be said about it. */
  static List<String> summary(History history, @Nullable Integer patience) {
    if (patience == null || history.epochs().isEmpty()) {
      return List.of();
    }
    String end =
        history.end() == History.End.STOPPED_EARLY
            ? "stopped after epoch " + history.last().number() + ": "
            : "";
    return List.of(end + "the weights are those of epoch " + history.bestEpoch() + ", the best");
  }
}
