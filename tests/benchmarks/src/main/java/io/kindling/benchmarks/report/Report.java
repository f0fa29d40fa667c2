package io.kindling.benchmarks.report;

import io.kindling.benchmarks.Results;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/** Writes a run's results into docs/performance.md, its picture and the README. */
public final class Report {
  private static final String PAGE = "docs/performance.md";
  private static final String PICTURE = "docs/images/performance.png";
  private static final String README = "README.md";

  private Report() {}

  /**
   * Writes; the text between the tables stays.
   *
   * @param run the run's folder: {@code results.csv}, {@code run.properties}
   * @param project the folder of the README and of {@code docs}
   */
  public static void write(Path run, Path project) throws IOException {
    Properties facts = facts(run);
    Measured measured = measured(run);
    Tables tables = new Tables(measured);
    String headline = new Headline(measured).table();
    new Page(project.resolve(README)).replace("speed", headline).save();
    Page page = new Page(project.resolve(PAGE));
    page.replace("speed", headline)
        .replace("machine", Tables.machine(facts))
        .replace("targets", tables.targets())
        .replace("epochs", tables.epochs())
        .replace("variations", tables.variations())
        .replace("tutorial", tables.tutorial())
        .replace("nets", tables.nets())
        .replace("answers", tables.answers())
        .replace("growth", tables.growth())
        .replace("processes", tables.processes())
        .replace("streaming", tables.streaming())
        .replace("reading", tables.reading())
        .replace("failures", tables.failures());
    new PredictionTables(measured).write(page, facts).save();
    Path picture = project.resolve(PICTURE);
    Files.createDirectories(picture.getParent());
    new Chart(measured).save(picture);
  }

  /**
   * Writes only the page's parts about predictions.
   *
   * @param run the run's folder
   * @param project the folder of {@code docs}
   */
  public static void predictions(Path run, Path project) throws IOException {
    Page page = new Page(project.resolve(PAGE));
    new PredictionTables(measured(run)).write(page, facts(run)).save();
  }

  private static Measured measured(Path run) throws IOException {
    return new Measured(new Results(run.resolve("results.csv")).rows());
  }

  private static Properties facts(Path run) throws IOException {
    Properties facts = new Properties();
    try (InputStream in = Files.newInputStream(run.resolve("run.properties"))) {
      facts.load(in);
    }
    return facts;
  }

  /**
   * Copies what {@link #write} writes anew, so that the project's own stays as it is.
   *
   * @param project the folder of the README and of {@code docs}
   * @param copy the folder for theirs
   */
  public static void copy(Path project, Path copy) throws IOException {
    for (String file : List.of(README, PAGE)) {
      Files.createDirectories(copy.resolve(file).getParent());
      Files.copy(project.resolve(file), copy.resolve(file));
    }
  }

  /**
   * Writes both anew from an earlier run.
   *
   * @param args the run's folder, the project's
   */
  public static void main(String[] args) throws IOException {
    write(Path.of(args[0]), Path.of(args[1]));
  }
}
