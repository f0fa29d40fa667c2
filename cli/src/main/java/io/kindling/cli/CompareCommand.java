package io.kindling.cli;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.Scope;
import io.kindling.cli.options.JsonOption;
import io.kindling.cli.options.PlaceOptions;
import io.kindling.cli.options.UsageException;
import io.kindling.cli.report.EpochLines;
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
      "Takes what train takes, but for --resume and the files to write."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class CompareCommand implements Runnable {
  @Spec private CommandSpec command;
  @Mixin private TrainingTask task;
  @Mixin private PlaceOptions placeOptions;
  @Mixin private JsonOption json;

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
    PlaceOptions.Places places = placeOptions.find();
    try (TrainingTask opened = task) {
      Trials trials = new Trials(train(opened.open(null, /* streamable= */ true), places));
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
          trials.add(train(opened, backend, device));
        }
      }
    }
    return trials;
  }

  private Trial train(OpenedTask opened, Backend backend, Device device) {
    try (Scope scope = backend.scope()) {
      ReadyTraining ready = opened.begin(backend, device);
      Introduction introduction = new Introduction(ready);
      print(introduction.place());
      try (EpochLines lines = EpochLines.of(out(), ready.plan().epochs(), /* quiet= */ true)) {
        return Trial.of(ready, lines);
      }
    }
  }

  private PrintWriter out() {
    return command.commandLine().getOut();
  }

  private void print(String line) {
    if (!json.isTyped()) {
      out().println(Printable.line(line));
      out().flush();
    }
  }
}
