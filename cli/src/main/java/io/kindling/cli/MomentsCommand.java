package io.kindling.cli;

import io.kindling.cli.options.JsonOption;
import io.kindling.cli.options.OutputFiles;
import io.kindling.cli.options.SumFiles;
import io.kindling.cli.options.TableNames;
import io.kindling.cli.options.UsageException;
import io.kindling.cli.text.Grid;
import io.kindling.cli.text.Numbers;
import io.kindling.cli.text.Progress;
import io.kindling.file.FileFailures;
import io.kindling.statistics.Moments;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Adds tables up, exactly, and takes rows out of sums again. */
@Command(
    name = "moments",
    description = {
      "Adds up the rows of tables, exactly: the numbers of each column, and the products of each"
          + " two. The sums are the same to the last bit in whatever order and parts rows are"
          + " added.",
      "kindling moments merge A.kstat B.kstat --out AB.kstat joins sums."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class MomentsCommand implements Runnable {
  private static final String FILE = "FILE";
  private static final String MERGE = "merge";

  @Spec private CommandSpec command;

  @Parameters(
      arity = "0..*",
      paramLabel = FILE,
      description =
          "Tables, and sums that this command wrote, in any number; behind merge, sums only.")
  private List<String> files = List.of();

  @Mixin private SumFiles sums;

  @Option(
      names = "--forget",
      paramLabel = "FILE[,FILE]",
      description =
          "Tables, or sums, of rows to take out again: the sums are then as if they had never"
              + " been in.")
  private List<String> forget = List.of();

  @Option(names = "--out", paramLabel = "FILE", description = "Writes the sums, as .kstat.")
  private @Nullable Path out;

  @Mixin private JsonOption json;

  @Override
  public void run() {
    List<Path> added = added();
    List<Path> gone = TableNames.files("--forget", forget);
    TableNames.checkStandardInput(Map.of(FILE, added, "--forget", gone));
    new OutputFiles().reading(Map.of(FILE, added, "--forget", gone)).writing("--out", out);
    try (Progress progress = Progress.of(json.isTyped());
        SumFiles opened = sums) {
      opened.check(added, gone);
      Moments moments = opened.add(added, List.of(), progress);
      long leftOut = opened.leftOut();
      if (!gone.isEmpty()) {
        moments.remove(opened.add(gone, moments.columns(), progress));
      }
      if (out != null) {
        save(moments, out);
      }
      print(moments, leftOut);
    }
  }

  private List<Path> added() {
    boolean merges = !files.isEmpty() && files.get(0).equals(MERGE);
    List<Path> named = TableNames.files(FILE, files.subList(merges ? 1 : 0, files.size()));
    if (named.isEmpty()) {
      throw new UsageException("moments needs a table, or sums that it wrote: FILE");
    }
    if (merges) {
      for (Path file : named) {
        if (!Moments.isSaved(file)) {
          throw new UsageException(
              "merge joins sums that kindling moments wrote (got " + file + "; expected .kstat)");
        }
      }
    }
    return named;
  }

  private static void save(Moments moments, Path file) {
    try {
      moments.save(file);
    } catch (IOException e) {
      throw FileFailures.unwritableData(file, e);
    }
  }

  /** Prints them; and how many rows of the tables that were added are not among theirs. */
  private void print(Moments moments, long leftOut) {
    PrintWriter to = command.commandLine().getOut();
    if (json.isTyped()) {
      JsonOption.print(to, json(moments, leftOut));
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    for (int i = 1; i <= moments.columns().size(); i++) {
      rows.add(
          List.of(
              moments.columns().get(i - 1),
              Numbers.shown(moments.mean(i)),
              Numbers.shown(moments.deviation(i))));
    }
    String weights = moments.weighted() ? ", which count " + moments.sum(0, 0).toPlainString() : "";
    to.println(counted(moments.rows()) + weights);
    if (leftOut > 0) {
      to.println("left out: " + counted(leftOut) + " with missing cells");
    }
    to.print(Grid.text(List.of("column", "mean", "deviation"), rows));
    to.flush();
  }

  private static String counted(long rows) {
    return rows + (rows == 1 ? " row" : " rows");
  }

  private static Map<String, @Nullable Object> json(Moments moments, long leftOut) {
    List<Map<String, @Nullable Object>> columns = new ArrayList<>();
    for (int i = 1; i <= moments.columns().size(); i++) {
      columns.add(
          JsonOption.object(
              "name",
              moments.columns().get(i - 1),
              "mean",
              moments.mean(i),
              "deviation",
              moments.deviation(i)));
    }
    return JsonOption.object(
        "rows",
        moments.rows(),
        "left_out_rows",
        leftOut,
        "weight",
        moments.sum(0, 0).doubleValue(),
        "columns",
        columns);
  }
}
