package io.kindling.cli.training;

import io.kindling.Backend;
import io.kindling.checkpoint.StateFile;
import io.kindling.cli.options.ResumedTraining;
import io.kindling.cli.options.TrainingOptions;
import io.kindling.cli.options.TrainingPlan;
import io.kindling.cli.report.Contents;
import io.kindling.cli.report.Remarks;
import io.kindling.cli.table.StreamedTable;
import io.kindling.cli.table.TrainingTable;
import io.kindling.data.Standardizer;
import io.kindling.nn.ModuleSpec;
import io.kindling.report.TrainingReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is said of a training before it begins. */
public final class Introduction {
  private final ReadyTraining ready;
  private final OpenedTask opened;
  private final TrainingTask task;
  private final TrainingTable table;
  private final @Nullable Standardizer scaling;

  /** About a training. */
  public Introduction(ReadyTraining ready) {
    this.ready = ready;
    this.opened = ready.task();
    this.task = opened.task();
    this.table = opened.table();
    this.scaling = ready.begun().data().scaling();
  }

  /**
   * In lines, for a terminal.
   *
   * @param resumed the training that is gone on with; null for a new one
   */
  public List<String> lines(@Nullable ResumedTraining resumed) {
    TrainingOptions training = task.training();
    ModuleSpec spec = opened.spec();
    ModuleSpec typed = task.model();
    List<String> lines = new ArrayList<>();
    lines.add("backend " + place());
    lines.add("model " + spec + ", " + ready.plan());
    if (typed != null && !spec.equals(typed)) {
      lines.add("put before what --model says: " + spec.parts().get(0));
    }
    lines.addAll(training.extras(ready.plan()));
    if (opened.isAuto()) {
      lines.add("chosen for you: " + typed(ready.chosen()));
    }
    training.unnamed(!opened.isAuto() && opened.standardize() != null).ifPresent(lines::add);
    if (table instanceof StreamedTable) {
      lines.add("streamed: " + table.source() + " is read anew in every epoch");
      if (training.polishes(spec, opened.isAuto())) {
        lines.add("not polished: the steps in float64 need all rows in memory");
      }
    }
    lines.addAll(started(resumed));
    lines.addAll(columns());
    Remarks.constant(table.features(), ready.begun().constant()).ifPresent(lines::add);
    return lines;
  }

  private List<String> started(@Nullable ResumedTraining resumed) {
    List<String> lines = new ArrayList<>();
    Path init = task.init();
    if (init != null) {
      Contents.remarks(StateFile.remarks(init, task.choice())).lines().forEach(lines::add);
    }
    if (resumed != null) {
      lines.add(resumed.toString());
    } else if (opened.start().scaling() != null) {
      lines.add("standardized as " + init + " was");
    }
    return lines;
  }

  /** What the user has not said of the columns. */
  private List<String> columns() {
    List<String> remarks = new ArrayList<>(task.data().remarks());
    remarks.addAll(Remarks.of(table.prepared()));
    remarks.addAll(Remarks.of(table, opened.targets(), scaling));
    return remarks;
  }

  /** The same on a page, as its set-up. */
  public void describe(TrainingReport page) {
    TrainingPlan plan = ready.plan();
    page.setUp("model", opened.spec() + "")
        .setUp("loss", plan.loss() + "")
        .setUp("optimizer", plan.optimizer() + "");
    task.training().extras(plan).forEach(extra -> page.setUp(extra.split(" ")[0], extra));
    if (opened.isAuto()) {
      page.setUp("chosen", typed(ready.chosen()));
    }
    if (scaling != null) {
      page.setUp("scaled", "to mean 0 and standard deviation 1");
    }
    if (table instanceof StreamedTable) {
      page.setUp("streamed", "read anew in every epoch");
    }
    List<String> remarks = columns();
    if (!remarks.isEmpty()) {
      page.setUp("columns", String.join("; ", remarks));
    }
    page.version("backend", place());
  }

  /** What computes, and where. */
  private String place() {
    Backend backend = ready.learner().backend();
    return backend + " (" + backend.version() + "), device " + ready.learner().device();
  }

  /** Options as a shell takes them. */
  private static String typed(List<String> words) {
    return words.stream()
        .map(word -> word.replaceFirst("=all$", ""))
        .map(word -> word.indexOf('(') < 0 ? word : word.replaceFirst("=", "='") + "'")
        .collect(Collectors.joining(" "));
  }
}
