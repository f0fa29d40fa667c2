package io.kindling.cli.training;

import io.kindling.Backend;
import io.kindling.cli.model.FiniteOutputs;
import io.kindling.cli.model.Preparation;
import io.kindling.cli.options.TrainingOptions;
import io.kindling.cli.options.TrainingPlan;
import io.kindling.cli.report.Answered;
import io.kindling.cli.report.EpochProgress;
import io.kindling.cli.report.Scores;
import io.kindling.cli.table.LoadedTable;
import io.kindling.cli.table.TrainingTable;
import io.kindling.cli.text.Progress;
import io.kindling.data.Dataset;
import io.kindling.data.TableDataset;
import io.kindling.error.DivergenceException;
import io.kindling.model.Predictions;
import io.kindling.model.TrainedModel;
import io.kindling.train.History;
import io.kindling.train.Trainer;
import io.kindling.train.TrainingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A training that can begin.
 *
 * @param task what is trained
 * @param learner what computes, and with what
 * @param begun the model with its first weights, and the rows as it sees them
 * @param rows the table's rows as they are
 */
public record ReadyTraining(
    OpenedTask task, Learner learner, Learner.Training begun, Dataset rows) {
  private TrainingOptions options() {
    return task.task().training();
  }

  /** How it is trained. */
  public TrainingPlan plan() {
    return begun.plan();
  }

  /**
   * Shows how far the training is.
   *
   * @param before what stands before the epoch; empty for nothing
   */
  public EpochProgress shown(Progress progress, String before) {
    long rows = begun.data().trainingRows();
    return new EpochProgress(progress, before, plan().epochs(), rows, options().batch(rows));
  }

  /** What was not typed but chosen, as {@code --name=value}. */
  public List<String> chosen() {
    List<String> chosen = new ArrayList<>(plan().chosen());
    if (task.isAuto() && task.start().state() == null && options().startsAtZero(true)) {
      chosen.add("--zero-start");
    }
    if (task.isAuto() && task.standardize() != null) {
      chosen.add("--standardize=" + task.standardize());
    }
    return chosen;
  }

  /** What will be learned, but for the weights. */
  public TrainedModel learning() {
    TrainingTable table = task.table();
    return new TrainedModel(
        learner.spec(),
        table.prepared().columns(),
        task.targets().toOutputs(),
        begun.data().scaling(),
        table.beside().offset(),
        options().loss(),
        Map.of());
  }

  /** What the weights are now those of. */
  public TrainedModel learned() {
    return learning().withState(begun.module().stateDict());
  }

  /** Trains models of the folds, if there are to be any, and says how good these are. */
  public List<Map<String, Double>> crossValidate(Consumer<String> print, Progress progress) {
    return rows instanceof TableDataset loaded && options().validation().folds() > 0
        ? learner.crossValidate(loaded, print, progress)
        : List.of();
  }

  /**
   * Trains.
   *
   * @param listener watches
   * @param more sets up what else a training has
   */
  public History train(TrainingListener listener, Consumer<Trainer> more) {
    return options().train(backend(), begun.fed(), begun.data(), plan(), listener, more);
  }

  /** Takes the last steps to the optimum, where that is to be; says how far it is then. */
  public Optional<String> polish() {
    return options().polishes(learner.spec(), task.isAuto()) ? begun.polish() : Optional.empty();
  }

  /** How good the model is, for each part of the rows. */
  public Map<String, Map<String, Double>> scores() {
    return Scores.of(
        begun.data(),
        begun.fed(),
        backend().loss(plan().loss()),
        options().metrics(task.targets()));
  }

  /** What the model says of each row, in the targets' own units. */
  public Answered answered(History history) {
    TrainingTable table = task.table();
    TrainedModel model = learning();
    Preparation data = begun.data();
    return Answered.of(
        table,
        some -> {
          Predictions said =
              table instanceof LoadedTable
                  ? model.predictPrepared(begun.module(), data.all())
                  : model.predict(
                      begun.module(), some.inputs(table.features().size(), table.beside()));
          FiniteOutputs.check(
              said.values(),
              (output, at) ->
                  new DivergenceException(
                      "train, epoch " + Math.max(1, history.epochs().size()),
                      "the model's outputs must stay finite",
                      output + "",
                      "numbers",
                      "use a smaller learning rate, --standardize or --clip"));
          return said.values();
        });
  }

  private Backend backend() {
    return learner.backend();
  }
}
