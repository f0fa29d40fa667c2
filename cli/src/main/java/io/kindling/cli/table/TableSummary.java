package io.kindling.cli.table;

import io.kindling.file.FileFailures;
import io.kindling.report.ColumnTally;
import io.kindling.report.DataSummary;
import io.kindling.table.Table;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is in the table of a training, before anything was done to it. */
public final class TableSummary {
  private TableSummary() {}

  /**
   * Goes through a table once, and through its files once more.
   *
   * @param from where the rows come from; null for the tutorial's
   * @param files the files that they are in; none for a database's answer
   * @param table the table that is trained on
   */
  public static DataSummary of(@Nullable Table from, List<Path> files, TrainingTable table) {
    DataSummary summary =
        from == null
            ? ofNumbers(table)
            : DataSummary.of(from, table.prepared().columns(), table.targets(), table.beside());
    return areFiles(files)
        ? withDigests(summary, files)
        : summary.digest("the rows that were trained on", TableDigest.of(table));
  }

  private static boolean areFiles(List<Path> files) {
    return !files.isEmpty() && files.stream().allMatch(Files::isRegularFile);
  }

  /** With the digest of each file, where they are files that can be read again. */
  public static DataSummary withDigests(DataSummary summary, List<Path> files) {
    DataSummary told = summary;
    for (Path file : areFiles(files) ? files : List.<Path>of()) {
      told = told.digest(file.toString(), sha256(file));
    }
    return told;
  }

  private static DataSummary ofNumbers(TrainingTable table) {
    List<ColumnTally> tallies = new ArrayList<>();
    table.targets().forEach(target -> tallies.add(new ColumnTally(target, "target")));
    table.features().forEach(feature -> tallies.add(new ColumnTally(feature, "feature")));
    int targets = table.targets().size();
    table.forEach(
        rows -> {
          for (int i = 0; i < tallies.size(); i++) {
            ColumnTally tally = tallies.get(i);
            if (i >= targets) {
              add(tally, rows.feature(i - targets));
            } else if (table.holdsLabels()) {
              rows.labels(i).forEach(tally::add);
            } else {
              add(tally, rows.number(i));
            }
          }
        });
    return new DataSummary(
        table.source(),
        table.rows(),
        tallies.stream().map(ColumnTally::summary).toList(),
        Map.of());
  }

  private static void add(ColumnTally tally, double[] numbers) {
    for (double number : numbers) {
      tally.add(number);
    }
  }

  /** As {@code sha256sum} has it. */
  private static String sha256(Path file) {
    MessageDigest sha = TableDigest.sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha)) {
      byte[] piece = new byte[1 << 16];
      while (in.read(piece) >= 0) {} // the digest sees it
    } catch (IOException e) {
      throw FileFailures.unreadable(file.toString(), e, "a table");
    }
    return HexFormat.of().formatHex(sha.digest());
  }
}
