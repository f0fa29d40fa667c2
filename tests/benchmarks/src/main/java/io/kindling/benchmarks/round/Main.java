package io.kindling.benchmarks.round;

import io.kindling.benchmarks.Results;
import io.kindling.benchmarks.measure.Summing;
import io.kindling.benchmarks.report.Report;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** What {@code tests/benchmarks/run} starts. */
public final class Main {
  private Main() {}

  /**
   * Measures everyone, and writes the page and the README's figures.
   *
   * @param args the project's folder, then the options
   */
  public static void main(String[] args) throws IOException, InterruptedException, SQLException {
    String[] words = Arrays.copyOfRange(args, 1, args.length);
    if (List.of(words).contains("--sums")) {
      boolean smoke = List.of(words).contains("--smoke");
      sum(Path.of(args[0]), smoke ? "20000" : "1000000", "64", smoke ? "1" : "5");
      return;
    }
    if (List.of(words).contains("--help")) {
      System.out.print(Options.USAGE);
      return;
    }
    Options options;
    try {
      options = Options.parse(words);
    } catch (IllegalArgumentException e) {
      System.err.println("run: " + e.getMessage() + "\n" + Options.USAGE);
      System.exit(2);
      return;
    }
    run(Path.of(args[0]), options, "tests/benchmarks/run " + String.join(" ", words));
  }

  /** Adds up in this JVM, and with SMILE in one of the JDK that it needs. */
  private static void sum(Path root, String... args)
      throws IOException, InterruptedException, SQLException {
    Summing.main(args);
    Path newer = Machine.newerJdk();
    if (newer != null) {
      Setting smile = Setting.smile(Runtime.getRuntime().availableProcessors(), newer);
      String source = root.resolve("tests/benchmarks/src/main/java25/SmileSums.java").toString();
      ProcessBuilder process = new ProcessBuilder(smile.command(source, args)).inheritIO();
      process.environment().putAll(smile.environment());
      int code = process.start().waitFor();
      if (code != 0) {
        System.exit(code);
      }
    }
  }

  private static void run(Path root, Options options, String command)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    String now =
        LocalDateTime.now(ZoneOffset.UTC).format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss"));
    Path folder = Files.createDirectories(root.resolve("tests/benchmarks/target/results/" + now));
    Path jdk = Path.of(System.getProperty("java.home"));
    Path newer = Machine.newerJdk();
    if (options.kernels()) {
      List<Path> jdks = newer == null ? List.of(jdk) : List.of(jdk, newer);
      System.exit(KernelRounds.run(options, folder, jdks) ? 0 : 1);
    }
    String torch = Python.torch();
    Results results = new Results(folder.resolve("results.csv"));
    Processes processes = new Processes(results, folder.resolve("log.txt"));
    if (options.predictions()) {
      new PredictionRounds(options, processes, folder, jdk).all();
    } else {
      training(options, processes, root, folder, jdk, newer, !torch.isEmpty());
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    write(facts(options, command, newer, torch, took), folder.resolve("run.properties"));
    if (!options.report()) {
      Report.copy(root, folder);
    }
    Path project = options.report() ? root : folder;
    if (options.predictions()) {
      Report.predictions(folder, project);
    } else {
      Report.write(folder, project);
    }
    long failures = results.rows().stream().filter(Results.Row::isFailure).count();
    System.out.printf(
        "%d results, %d failures, %d minutes; they are in %s%n",
        results.rows().size() - failures, failures, took.toMinutes(), folder);
    System.exit(failures == 0 ? 0 : 1);
  }

  private static void training(
      Options options,
      Processes processes,
      Path root,
      Path folder,
      Path jdk,
      @Nullable Path newer,
      boolean python)
      throws IOException, InterruptedException {
    List<Job> jobs =
        Plan.of(options, jdk, newer).stream()
            .filter(job -> python || !job.setting().peer().equals("python"))
            .toList();
    new Rounds(options, processes, root, folder, jdk, python).run(jobs);
  }

  private static Properties facts(
      Options options, String command, @Nullable Path newer, String torch, Duration took)
      throws IOException {
    Properties facts = new Properties();
    facts.setProperty("command", command.strip());
    facts.setProperty("date", LocalDate.now(ZoneOffset.UTC).toString());
    facts.setProperty("rounds", options.rounds() + "");
    facts.setProperty("minutes", took.toMinutes() + "");
    facts.setProperty("processor", Machine.processor());
    facts.setProperty("memory", Machine.memory());
    facts.setProperty("system", Machine.system());
    facts.setProperty("jdk", Machine.jdk(Path.of(System.getProperty("java.home"))));
    facts.setProperty("newer", newer == null ? "none" : Machine.jdk(newer));
    facts.setProperty("python", torch.isEmpty() ? "none" : torch);
    return facts;
  }

  private static void write(Properties facts, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      facts.store(out, null);
    }
  }
}
