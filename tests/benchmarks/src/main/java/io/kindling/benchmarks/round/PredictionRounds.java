package io.kindling.benchmarks.round;

import io.kindling.benchmarks.Results.Row;
import io.kindling.benchmarks.prediction.Contenders;
import io.kindling.benchmarks.prediction.PredictionMeasure;
import io.kindling.benchmarks.prediction.Question;
import io.kindling.benchmarks.prediction.Spread;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Predictions, each contender's in a process of its own: Kindling's and right after them those of
 * loops by hand, then others on the same models.
 */
final class PredictionRounds {
  private static final List<Integer> THREADS = List.of(1, 2, 8);

  private final Options options;
  private final Processes processes;
  private final Path folder;
  private final Path jdk;

  /**
   * Ready to go.
   *
   * @param folder where results are
   */
  PredictionRounds(Options options, Processes processes, Path folder, Path jdk) {
    this.options = options;
    this.processes = processes;
    this.folder = folder;
    this.jdk = jdk;
  }

  void all() throws IOException, InterruptedException {
    for (int round = 1; round <= options.rounds(); round++) {
      System.out.printf("round %d of %d%n", round, options.rounds());
      measure(round);
    }
  }

  void measure(int round) throws IOException, InterruptedException {
    for (Question question : Question.values()) {
      for (int threads : question.isOfTheGoals() ? THREADS : List.of(1)) {
        answer(round, Setting.of(Contenders.KINDLING, threads + "", jdk), question);
        answer(round, Setting.of(Contenders.BY_HAND, threads + "", jdk), question);
      }
      if (question.isOfTheGoals()) {
        answer(round, Setting.of(Contenders.ONNX_RUNTIME, "1", jdk), question);
        answer(round, Setting.djl(1, jdk), question);
        spread(round, question);
      }
    }
  }

  private void answer(int round, Setting setting, Question question)
      throws IOException, InterruptedException {
    List<String> command =
        setting.command(
            PredictionMeasure.class,
            setting.peer(),
            question.name(),
            setting.threads(),
            options.predictionMilliseconds() + "");
    Row row = new Row(round, setting.label(), setting.threads(), question.name(), "");
    processes.run(command, setting.environment(), folder, row);
  }

  private void spread(int round, Question question) throws IOException, InterruptedException {
    Setting setting = Setting.of("spread", "1", jdk);
    List<String> command =
        setting.command(Spread.class, question.name(), options.spreadTurns() + "");
    Row row = new Row(round, setting.label(), setting.threads(), question.name(), "");
    processes.run(command, setting.environment(), folder, row);
  }
}
