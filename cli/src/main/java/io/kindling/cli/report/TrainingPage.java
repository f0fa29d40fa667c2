package io.kindling.cli.report;

import io.kindling.cli.model.LinearMap;
import io.kindling.cli.prediction.Confusion;
import io.kindling.cli.prediction.Confusions;
import io.kindling.cli.prediction.Labels;
import io.kindling.cli.prediction.Targets;
import io.kindling.cli.table.RawRows;
import io.kindling.cli.table.TrainingTable;
import io.kindling.data.Scaling;
import io.kindling.error.DataException;
import io.kindling.model.TrainedModel;
import io.kindling.report.ConfusionCounts;
import io.kindling.report.DataSummary;
import io.kindling.report.LiveReport;
import io.kindling.report.PointTally;
import io.kindling.report.TrainingReport;
import io.kindling.report.WeightTable;
import io.kindling.train.History;
import io.kindling.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The page of a training, if there is to be one, to which each stage of it adds what it knows. */
public final class TrainingPage implements AutoCloseable {
  private static final int MOST_NAMED = 3;

  private final boolean wanted;
  private final boolean live;
  private @Nullable TrainingReport report;
  private @Nullable LiveReport watched;

  /**
   * A page with nothing on it.
   *
   * @param wanted whether there is to be one; if not, all of this does nothing
   * @param live whether it is shown while the model is trained
   */
  public TrainingPage(boolean wanted, boolean live) {
    this.wanted = wanted;
    this.live = live;
  }

  /**
   * Begins before the training.
   *
   * @param data looks at the table
   * @param about adds what else is known
   * @param print takes the address, if it is shown
   */
  public void begin(
      Targets targets,
      Supplier<DataSummary> data,
      Consumer<TrainingReport> about,
      Consumer<String> print) {
    if (!wanted) {
      return;
    }
    DataSummary summary = data.get();
    TrainingReport begun =
        new TrainingReport(title(targets.names()) + " – " + summary.source()).data(summary);
    about.accept(begun);
    report = begun;
    if (live) {
      try {
        watched = LiveReport.start(begun);
        print.accept("live: " + watched.address());
      } catch (IOException e) {
        throw new DataException(
            "--live",
            "a page must be served on 127.0.0.1",
            e.getMessage() + "",
            "a machine that lets a program listen there",
            "leave --live out; --report writes the page in the end");
      }
    }
  }

  private static String title(List<String> targets) {
    int more = targets.size() - MOST_NAMED;
    String first = String.join(", ", targets.subList(0, Math.min(MOST_NAMED, targets.size())));
    return more > 0 ? first + " and " + more + " more" : first;
  }

  /** Watches a training. */
  public void watch(Trainer trainer) {
    if (watched != null) {
      trainer.listener(watched);
    }
  }

  /** Adds how good the models of the folds are, if there are any. */
  public void folds(List<Map<String, Double>> folds) {
    TrainingReport page = report;
    if (page == null || folds.isEmpty()) {
      return;
    }
    for (int fold = 0; fold < folds.size(); fold++) {
      page.metrics(Scores.fold(fold, folds.size()), Scores.named(folds.get(fold)));
    }
    page.note(folds.size() + " folds: " + Scores.spread(folds));
  }

  /** The same rows and answers; once they have been gone through, their picture is on the page. */
  public Answered watch(Answered answered, TrainingTable table, Targets targets) {
    TrainingReport page = report;
    return page == null
        ? answered
        : targets instanceof Labels labels
            ? confused(page, answered, labels)
            : pointed(page, answered, table);
  }

  private static Answered confused(TrainingReport page, Answered answered, Labels labels) {
    return use -> {
      Confusions confusions = labels.tally();
      answered.forEach(
          (rows, outputs) -> {
            confusions.add(rows, outputs);
            use.accept(rows, outputs);
          });
      confusions.columns().forEach(column -> page.confusion(counts(column)));
    };
  }

  private static ConfusionCounts counts(Confusion column) {
    List<ConfusionCounts.Count> counts = new ArrayList<>();
    column.forEach(
        (actual, predicted, rows) ->
            counts.add(new ConfusionCounts.Count(actual, predicted, rows)));
    return new ConfusionCounts(column.name(), column.classes().labels(), counts);
  }

  private static Answered pointed(TrainingReport page, Answered answered, TrainingTable table) {
    List<String> features = table.features();
    boolean fit = features.size() == 1;
    return use -> {
      List<PointTally> tallies =
          table.targets().stream()
              .map(name -> fit ? PointTally.over(features.get(0), name) : PointTally.against(name))
              .toList();
      answered.forEach(
          (rows, outputs) -> {
            add(tallies, rows, outputs, fit);
            use.accept(rows, outputs);
          });
      tallies.forEach(tally -> page.points(tally.points()));
    };
  }

  private static void add(List<PointTally> tallies, RawRows rows, double[] outputs, boolean fit) {
    int width = tallies.size();
    for (int row = 0; row < rows.count(); row++) {
      for (int target = 0; target < width; target++) {
        double actual = rows.numbers()[row * width + target];
        double x = fit ? rows.features()[row] : actual;
        tallies.get(target).add(x, actual, outputs[row * width + target]);
      }
    }
  }

  /**
   * Ends the page after the training.
   *
   * @param scores how good the model is for each part of the rows
   * @param notes what else has come out, in lines
   */
  public void end(
      History history,
      TrainedModel learned,
      Map<String, Map<String, Double>> scores,
      List<String> notes) {
    TrainingReport page = report;
    if (page == null) {
      return;
    }
    page.history(history).parameters(learned.state());
    scores.forEach((part, numbers) -> page.metrics(part, Scores.named(numbers)));
    notes.forEach(page::note);
    if (learned.spec().isLinear()) {
      page.weights(weights(learned));
    }
    if (watched != null) {
      watched.end();
    }
  }

  private static WeightTable weights(TrainedModel learned) {
    LinearMap map = LinearMap.of(learned.state(), learned.scaling());
    Targets targets = Targets.of(learned.outputs());
    int outputs = targets.outputs().size();
    List<String> features = learned.columns().features();
    Scaling scaling = learned.scaling() == null ? null : learned.scaling().features();
    List<WeightTable.Input> inputs = new ArrayList<>();
    for (int feature = 0; feature < features.size(); feature++) {
      List<Double> weights = new ArrayList<>();
      for (int output = 0; output < outputs; output++) {
        weights.add(map.weight(output, feature));
      }
      double deviation = scaling == null ? Double.NaN : scaling.scale().get(feature);
      inputs.add(new WeightTable.Input(features.get(feature), deviation, weights));
    }
    List<Double> intercepts = new ArrayList<>();
    for (int output = 0; output < outputs; output++) {
      Double intercept = map.intercept(output);
      if (intercept != null) {
        intercepts.add(intercept);
      }
    }
    if (!intercepts.isEmpty()) {
      inputs.add(new WeightTable.Input("(intercept)", Double.NaN, intercepts));
    }
    return new WeightTable(targets.outputs(), inputs);
  }

  /** Writes the page. */
  public void save(Path file) {
    if (report != null) {
      report.save(file);
    }
  }

  @Override
  public void close() {
    if (watched != null) {
      watched.close();
    }
  }
}
