package io.kindling.cli.options;

import io.kindling.cli.model.Preparation;
import io.kindling.error.DataException;
import io.kindling.train.History;
import io.kindling.train.Trainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What to judge by, and when to end. */
public final class ValidationOptions {
  @Option(
      names = "--validation",
      paramLabel = "FILE|SHARE|last:SHARE",
      description =
          "What to judge by: a table of its own, a share of the rows, as 0.2, that is drawn and held"
              + " out, or as last:0.2 that of the last ones.")
  private @Nullable HeldOut heldOut;

  @Option(
      names = "--test",
      paramLabel = "FILE.csv",
      description = "A table to judge the final weights by, once.")
  private @Nullable Path test;

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
    return heldOut instanceof HeldOut.Share share ? share : null;
  }

  /** The table to judge by after every epoch; null for none. */
  public @Nullable Path validation() {
    return heldOut instanceof HeldOut.Rows rows ? rows.file() : null;
  }

  /** The table to judge by at the end; null for none. */
  public @Nullable Path test() {
    return test;
  }

  /** The files of tables that judge, by the options that name them. */
  public Map<String, Path> files() {
    Map<String, Path> files = new LinkedHashMap<>();
    if (validation() != null) {
      files.put("--validation", validation());
    }
    if (test != null) {
      files.put("--test", test);
    }
    return files;
  }

  /** How many parts the rows are cut in, each of which judges a model of the others; 0 for none. */
  public int folds() {
    return folds == null ? 0 : folds;
  }

  /** For how many epochs the loss need not fall; null for as many as there are. */
  @Nullable Integer patience() {
    return patience;
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
    Path file = validation();
    if (file != null && !Files.exists(file)) {
      throw new DataException(
          "--validation",
          "there must be such a share or file",
          file.toString(),
          "SHARE, as 0.2, last:SHARE or FILE.csv",
          null);
    }
    if (folds != null && folds < 2) {
      throw new UsageException("--folds must be at least 2 (got " + folds + ")");
    }
    if (folds != null && heldOut != null) {
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

  /** Finds what needs all rows at once. */
  void checkStreamable() {
    TrainingOptions.refuseStreamed(
        "--validation " + heldOut,
        share() != null,
        "--validation FILE.csv judges by another table");
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
    if (patience == null) {
      return List.of();
    }
    String end =
        history.end() == History.End.STOPPED_EARLY
            ? "stopped after epoch " + history.last().number() + ": "
            : "";
    return List.of(end + "the weights are those of epoch " + history.bestEpoch() + ", the best");
  }
}
