package io.kindling.benchmarks.report;

import io.kindling.benchmarks.Results;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** Writes a run's results into docs/performance.md and its picture. */
public final class Report {
  /** The page's file. */
  public static final String PAGE = "performance.md";

  private Report() {}

  /**
   * Writes; the text between the tables stays.
   *
   * @param run the run's folder: {@code results.csv}, {@code run.properties}
   * @param docs the folder of the page
   */
  public static void write(Path run, Path docs) throws IOException {
    Properties facts = new Properties();
    try (InputStream in = Files.newInputStream(run.resolve("run.properties"))) {
      facts.load(in);
    }
    Measured measured = new Measured(new Results(run.resolve("results.csv")).rows());
    Tables tables = new Tables(measured);
    new Page(docs.resolve(PAGE))
        .replace("machine", Tables.machine(facts))
        .replace("targets", tables.targets())
        .replace("epochs", tables.epochs())
        .replace("variations", tables.variations())
        .replace("tutorial", tables.tutorial())
        .replace("nets", tables.nets())
        .replace("growth", tables.growth())
        .replace("processes", tables.processes())
        .replace("streaming", tables.streaming())
        .replace("failures", tables.failures())
        .save();
    Path images = Files.createDirectories(docs.resolve("images"));
    new Chart(measured).save(images.resolve("performance.png"));
  }

  /**
   * Writes the page anew from an earlier run.
   *
   * @param args the run's folder, the folder of the page
   */
  public static void main(String[] args) throws IOException {
    write(Path.of(args[0]), Path.of(args[1]));
  }
}
