package io.kindling.cli.options;

import io.kindling.cli.model.Preparation;
import io.kindling.train.History;
import io.kindling.train.Trainer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What to judge by, and when to end. */
final class ValidationOptions {
  @Option(
      names = "--validation",
      paramLabel = "SHARE",
      description = "The share of the rows, as 0.2, that is held out to judge by.")
  private @Nullable Double share;

  @Option(
      names = "--early-stopping",
      paramLabel = "N",
      description =
          "Ends once the loss, best of validation, has not fallen for N epochs; the best epoch's"
              + " weights are kept.")
  private @Nullable Integer patience;

  /** The share of the rows that is held out; 0 for none. */
  double share() {
    return share == null ? 0 : share;
  }

  void check() {
    if (patience != null) {
      TrainingOptions.atLeastOne("--early-stopping", patience);
    }
    if (share != null && !(share > 0 && share < 1)) {
      throw new UsageException(
          "--validation must be a share above 0 and below 1, as 0.2 (got " + share + ")");
    }
  }

  /** Sets how long to wait for a better epoch unless that was typed, and says it as it is typed. */
  String patience(int epochs) {
    patience = patience == null ? epochs : patience;
    return "--early-stopping=" + patience;
  }

  void apply(Trainer trainer, Preparation data) {
    if (data.validation() != null) {
      trainer.validation(data.validation());
    }
    if (patience != null) {
      trainer.earlyStopping(patience);
    }
  }

  /** How the training ended, if anything is to be said about it. */
  List<String> summary(History history) {
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
