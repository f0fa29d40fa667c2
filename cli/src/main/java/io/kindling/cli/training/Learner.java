package io.kindling.cli.training;

import io.kindling.Backend;
import io.kindling.Module;
import io.kindling.Scope;
import io.kindling.cli.model.FirstWeights;
import io.kindling.cli.model.LeastSquares;
import io.kindling.cli.model.PoissonRegression;
import io.kindling.cli.model.Preparation;
import io.kindling.cli.model.Start;
import io.kindling.cli.options.HeldOut;
import io.kindling.cli.options.Standardize;
import io.kindling.cli.options.TrainingOptions;
import io.kindling.cli.options.TrainingPlan;
import io.kindling.cli.prediction.Targets;
import io.kindling.cli.report.Nearness;
import io.kindling.cli.report.Scores;
import io.kindling.cli.text.Progress;
import io.kindling.core.Device;
import io.kindling.core.TorchRandom;
import io.kindling.data.Dataset;
import io.kindling.data.Split;
import io.kindling.data.Standardizer;
import io.kindling.data.TableDataset;
import io.kindling.model.IndexInput;
import io.kindling.nn.ModuleSpec;
import io.kindling.train.TrainingListener;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Begins trainings that are alike but for their rows.
 *
 * @param spec the model
 * @param start where its weights come from
 * @param standardize what is scaled; null for nothing
 * @param measured whether the targets are measured, and may be scaled
 * @param auto whether the optimizer is to be chosen
 */
public record Learner(
    Backend backend,
    Device device,
    ModuleSpec spec,
    Start start,
    Targets targets,
    TrainingOptions training,
    @Nullable Standardize standardize,
    boolean measured,
    boolean auto) {
  /** Hears of no epoch. */
  private static final TrainingListener NOBODY = new TrainingListener() {};

  /**
   * A training that can begin.
   *
   * @param module the model with its first weights
   * @param fed the same, as it takes the rows
   * @param data the rows
   * @param plan how it is trained
   * @param constant the features that are the same in all rows to learn from
   */
  public record Training(
      Module module, Module fed, Preparation data, TrainingPlan plan, BitSet constant) {
    /** The same with other rows to judge by. */
    Training with(Preparation other) {
      return new Training(module, fed, other, plan, constant);
    }

    /**
     * Takes the last steps to the optimum of a linear model, where float32 has hidden it or L-BFGS
     * has stopped before: it does not learn from steps that change the loss by less than 1e-10.
     * Says how far it is then.
     */
    Optional<String> polish() {
      if (!(data.training() instanceof TableDataset table)
          || !LeastSquares.isQuick(table.rows(), table.features())) {
        return Optional.empty();
      }
      if (plan.loss().takesCounts()) {
        return Optional.of(maximizeLikelihood(table));
      }
      return table.beside().width() > 0 ? Optional.empty() : Optional.of(minimizeSquares(table));
    }

    private String maximizeLikelihood(TableDataset table) {
      PoissonRegression found =
          PoissonRegression.of(table.all(), table.beside(), module.stateDict());
      module.loadStateDict(found.state());
      return Nearness.line(found);
    }

    private String minimizeSquares(TableDataset table) {
      LeastSquares found = LeastSquares.of(table.all(), module.stateDict());
      boolean steps = found.isAway() || found.isMatched();
      if (steps) {
        module.loadStateDict(found.nearest());
      }
      return Nearness.line(found, steps);
    }
  }

  /**
   * Makes ready to train on a table, but for the rows that are held out.
   *
   * @param count how many rows there are
   */
  Training begin(Dataset rows, long count) {
    HeldOut.Share share = training.validation().share();
    return begin(
        () -> {
          if (share == null || !(rows instanceof TableDataset table)) {
            return Preparation.of(rows, rows, count, this::scaling);
          }
          TorchRandom drawn = share.last() ? null : backend.random();
          Split split = Preparation.split(table, share.share(), drawn);
          return prepared(table, split.training()).validatedBy(split.validation());
        });
  }

  private Preparation prepared(TableDataset table, TableDataset training) {
    return Preparation.of(table, training, training.rows(), this::scaling);
  }

  /** Draws the first weights, and then what it takes to prepare the rows. */
  private Training begin(Supplier<Preparation> rows) {
    backend.manualSeed(training.seed());
    Module module = start.module(backend, spec).to(device);
    Preparation prepared = rows.get();
    training.checkRows(prepared.trainingRows());
    training.checkBatches(spec, prepared.all().features(), prepared.trainingRows());
    boolean settles = start.state() == null && training.startsAtZero(auto);
    BitSet constant = constant(prepared.training(), settles);
    if (settles) {
      FirstWeights.settle(module, spec, constant);
    }
    TrainingPlan plan = training.plan(backend, spec, module, device, prepared, auto);
    return new Training(module, IndexInput.around(spec, module), prepared, plan, constant);
  }

  /** The features that say nothing; of a stream, which is read for it, only where it matters. */
  private BitSet constant(Dataset rows, boolean settles) {
    boolean looks = rows instanceof TableDataset || (settles && !spec.isLinear());
    return looks ? FirstWeights.constant(rows) : new BitSet();
  }

  /** The scaling that the weights belong to, else a new one if it was asked for. */
  private @Nullable Standardizer scaling(Dataset rows) {
    if (start.scaling() != null) {
      return measured ? start.scaling() : start.scaling().featuresOnly();
    }
    return standardize == null
        ? null
        : standardize.fit(rows, measured).leaving(spec.indexColumns().keySet());
  }

  /**
   * Trains a model for each fold of a table's rows on all the other folds, and judges it by that
   * one. No random number is used up.
   *
   * @param print takes a line for each, and one for all
   * @param progress shows which is trained
   * @return how good each is, by its metrics' names
   */
  List<Map<String, Double>> crossValidate(
      TableDataset table, Consumer<String> print, Progress progress) {
    int folds = training.validation().folds();
    byte[] random = backend.random().state();
    backend.manualSeed(training.seed());
    List<Map<String, Double>> scores = new ArrayList<>();
    for (Split split : Split.kFold(table, folds, backend.random())) {
      String fold = Scores.fold(scores.size(), folds);
      Map<String, Double> score = progress.during(fold, () -> score(table, split));
      scores.add(score);
      print.accept(fold + ": " + Scores.text(score));
    }
    print.accept(folds + " folds: " + Scores.spread(scores));
    backend.random().state(random);
    return scores;
  }

  private Map<String, Double> score(TableDataset table, Split split) {
    try (Scope scope = backend.scope()) {
      Training fold = begin(() -> prepared(table, split.training()).testedBy(split.validation()));
      training.train(backend, fold.fed(), fold.data(), fold.plan(), NOBODY, trainer -> {});
      if (training.polishes(spec, auto)) {
        fold.polish();
      }
      return Scores.of(
          Objects.requireNonNull(fold.data().test()),
          fold.data(),
          fold.fed(),
          backend.loss(fold.plan().loss()),
          training.metrics(targets));
    }
  }
}
