package io.kindling.benchmarks.round;

import io.kindling.benchmarks.Losses;
import io.kindling.benchmarks.Results.Row;
import io.kindling.benchmarks.Workload;
import io.kindling.benchmarks.measure.Measure;
import io.kindling.benchmarks.measure.Memory;
import io.kindling.benchmarks.measure.Reading;
import io.kindling.benchmarks.measure.Streaming;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Goes round all jobs again and again, so that what disturbs the machine disturbs all alike. */
final class Rounds {
  /** What the comparison of whole processes is called. */
  static final String TRAIN = "train";

  /** What going through a file that is larger than the heap is called. */
  static final String STREAMING = "streaming";

  /** What reading a CSV file is called. */
  static final String READING = "reading";

  /** What asking trained models about single rows is called. */
  static final String PREDICTIONS = "predictions";

  /** In so many rounds, at most, is measured what no target is about. */
  private static final int FEW = 3;

  /** What watching a process' size is called. */
  static final String MEMORY = "memory";

  private final Options options;
  private final Processes processes;
  private final Path root;
  private final Path folder;
  private final Path jdk;
  private final Path losses;
  private final boolean python;

  /**
   * Ready to go.
   *
   * @param root the project
   * @param folder where results are
   * @param python whether there is a Python with PyTorch
   */
  Rounds(Options options, Processes processes, Path root, Path folder, Path jdk, boolean python) {
    this.options = options;
    this.processes = processes;
    this.root = root;
    this.folder = folder;
    this.jdk = jdk;
    this.losses = folder.resolve("losses.csv");
    this.python = python;
  }

  /** Computes the right losses, then measures. */
  void run(List<Job> jobs) throws IOException, InterruptedException {
    if (!jobs.isEmpty()) {
      computeLosses();
    }
    for (int round = 1; round <= options.rounds(); round++) {
      System.out.printf("round %d of %d%n", round, options.rounds());
      List<Job> order = new ArrayList<>(jobs);
      Collections.rotate(order, -round * jobs.size() / options.rounds());
      for (Job job : order) {
        if (round <= job.rounds()) {
          measure(job, round);
        }
      }
      if (python && options.wantsWorkload(TRAIN) && options.wants("python")) {
        train(round);
      }
      if (options.wantsWorkload(STREAMING) && options.wants("cpu")) {
        for (Setting cpu : Setting.bothCpus(2, jdk)) {
          stream(round, cpu, "binary", options.streamedRows());
          stream(round, cpu, "csv", options.streamedRows() / 10);
        }
      }
    }
    if (options.wantsWorkload(READING) && options.wants("cpu")) {
      for (int round = 1; round <= Math.min(FEW, options.rounds()); round++) {
        read(round);
      }
    }
    if (options.wantsWorkload(PREDICTIONS) && options.peers().isEmpty()) {
      PredictionRounds predictions = new PredictionRounds(options, processes, folder, jdk);
      for (int round = 1; round <= Math.min(FEW, options.rounds()); round++) {
        predictions.measure(round);
      }
    }
    for (String backend : List.of("cpu", "libtorch")) {
      if (options.wantsWorkload(MEMORY) && options.wants(backend)) {
        memory(backend);
      }
    }
  }

  private void computeLosses() throws IOException, InterruptedException {
    String names = Workload.all().stream().map(Workload::name).collect(Collectors.joining(","));
    Setting setting = Setting.of("reference", "1", jdk);
    List<String> command =
        setting.command(Losses.class, losses + "", names, options.mostRows() + "");
    processes.run(
        command, setting.environment(), folder, new Row(0, "reference", "", "losses", ""));
  }

  private void measure(Job job, int round) throws IOException, InterruptedException {
    Setting setting = job.setting();
    String rows = options.mostRows() + "";
    String time = options.milliseconds() + "";
    List<String> command =
        switch (setting.peer()) {
          case "python" ->
              python("steps.py", setting.threads(), job.names(), losses + "", rows, time);
          case Setting.SMILE ->
              setting.command(
                  source("java25/SmilePeer.java").toString(),
                  setting.peer(),
                  job.names(),
                  losses + "",
                  rows,
                  time);
          default ->
              setting.command(Measure.class, setting.peer(), job.names(), losses + "", rows, time);
        };
    Row row = new Row(round, setting.label(), setting.threads(), job.names(), "");
    processes.run(command, setting.environment(), folder, row);
  }

  /** The command and the script that does the same, one right after the other. */
  private void train(int round) throws IOException, InterruptedException {
    String kindling = root.resolve("kindling").toString();
    train(round, "kindling train", kindling, "train");
    train(round, "python script", Python.INTERPRETER, script("train.py").toString());
    train(round, "kindling train libtorch", kindling, "train", "--backend", "libtorch");
  }

  private void train(int round, String label, String... words)
      throws IOException, InterruptedException {
    List<String> command = python("process.py", words);
    processes.run(command, Map.of(), folder, new Row(round, label, "", TRAIN, ""));
  }

  private void stream(int round, Setting cpu, String kind, int most)
      throws IOException, InterruptedException {
    Setting setting = cpu.option("-Xmx32m");
    String rows = most + "";
    List<String> command = setting.command(Streaming.class, kind, rows, options.streamings() + "");
    Row row = new Row(round, cpu.label(), cpu.threads(), STREAMING, "");
    processes.run(command, setting.environment(), folder, row);
  }

  private void read(int round) throws IOException, InterruptedException {
    Setting setting = Setting.of(READING, "1", jdk);
    String rows = options.streamedRows() / 10 + "";
    List<String> command = setting.command(Reading.class, rows, options.streamings() + "");
    processes.run(command, setting.environment(), folder, new Row(round, READING, "", READING, ""));
  }

  private void memory(String backend) throws IOException, InterruptedException {
    Setting setting = small(backend);
    List<String> command = setting.command(Memory.class, backend, options.memorySteps() + "");
    Row row = new Row(1, backend, "", "resident-growth", "");
    processes.run(command, setting.environment(), folder, row);
  }

  /**
   * A heap that is all there from the start: what grows then is not garbage yet to be collected.
   */
  private Setting small(String backend) {
    return Setting.of(backend, Setting.DEFAULT, jdk)
        .option("-Xms64m")
        .option("-Xmx64m")
        .option("-XX:+AlwaysPreTouch");
  }

  private List<String> python(String script, String... args) {
    List<String> command = new ArrayList<>(List.of(Python.INTERPRETER, script(script).toString()));
    command.addAll(List.of(args));
    return command;
  }

  private Path script(String name) {
    return source("python").resolve(name);
  }

  private Path source(String name) {
    return root.resolve("tests/benchmarks/src/main").resolve(name);
  }
}
