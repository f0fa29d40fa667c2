package io.kindling.cli;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.Scope;
import io.kindling.cli.options.JsonOption;
import io.kindling.cli.options.PlaceOptions;
import io.kindling.cli.options.UsageException;
import io.kindling.cli.report.EpochProgress;
import io.kindling.cli.text.Progress;
import io.kindling.cli.training.Introduction;
import io.kindling.cli.training.OpenedTask;
import io.kindling.cli.training.ReadyTraining;
import io.kindling.cli.training.TrainingTask;
import io.kindling.cli.training.Trial;
import io.kindling.cli.training.Trials;
import io.kindling.core.Device;
import io.kindling.text.Printable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Trains the same on every usable backend and device, and says how far they are apart. */
@Command(
    name = "compare",
    description = {
      "Trains the same on every usable backend and device, and says how far they are apart.",
      "Takes what train takes, but for --resume, --folds, --columns, --quiet and the files to"
          + " write."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class CompareCommand implements Runnable {
  @Spec private CommandSpec command;
  @Mixin private TrainingTask task;
  @Mixin private PlaceOptions placeOptions;
  @Mixin private JsonOption json;

  private Progress progress = Progress.of(/* silent= */ true);

  @Override
  public void run() {
    task.check();
    task.files();
    if (task.training().validation().folds() > 0) {
      throw new UsageException("--folds is for train: what is compared is one training");
    }
    if (task.data().copies()) {
      throw new UsageException("--columns is for train, which writes predictions");
    }
    try (Progress shown = Progress.of(json.isTyped());
        TrainingTask opened = task) {
      progress = shown;
      task.data().watchedBy(shown);
      OpenedTask table = opened.open(null, /* streamable= */ true);
      PlaceOptions.Places places = placeOptions.find();
      Trials trials = new Trials(train(table, places));
      if (json.isTyped()) {
        JsonOption.print(out(), trials.json(places.unusable()));
        return;
      }
      out().print(trials.text());
      places.unusable().forEach((place, why) -> print(place + ": not compared: " + why));
      out().flush();
    }
  }

  private List<Trial> train(OpenedTask opened, PlaceOptions.Places places) {
    List<Trial> trials = new ArrayList<>();
    for (Map.Entry<String, List<Device>> place : places.usable().entrySet()) {
      try (Backend backend = Backends.open(place.getKey())) {
        for (Device device : place.getValue()) {
          trials.add(train(opened, backend, device, trials.isEmpty()));
        }
      }
    }
    return trials;
  }

  private Trial train(OpenedTask opened, Backend backend, Device device, boolean first) {
    try (Scope scope = backend.scope()) {
      ReadyTraining ready = opened.begin(backend, device, progress);
      List<String> introduction = new Introduction(ready).lines(null);
      introduction.subList(0, first ? introduction.size() : 1).forEach(this::print);
      try (EpochProgress epochs = ready.shown(progress, backend.name() + " on " + device + ": ")) {
        return Trial.of(ready, epochs);
      }
    }
  }

  private PrintWriter out() {
    return command.commandLine().getOut();
  }

  private void print(String line) {
    if (!json.isTyped()) {
      progress.print(
          () -> {
            out().println(Printable.line(line));
            out().flush();
          });
    }
  }
}
