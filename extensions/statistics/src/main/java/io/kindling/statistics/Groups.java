package io.kindling.statistics;

import io.kindling.error.DataException;
import io.kindling.table.Classes;
import io.kindling.table.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;

/**
 * Sums of many groups of rows. They are kept in little memory, and {@link #moments} makes those of
 * one group at a time of it.
 */
public final class Groups {
  /** What a group takes beside its sums, while labels are put in order: nodes, texts, numbers. */
  private static final int OVERHEAD = 350;

  private final List<String> columns;
  private final boolean weighted;
  private final Map<String, SmallSums> groups = new LinkedHashMap<>();
  private final long room;
  private long taken;
  private long leftOut;
  private List<String> labels = List.of();

  private Groups(List<String> columns, boolean weighted, long room) {
    SumChecks.memory(columns.size(), 1);
    this.columns = List.copyOf(columns);
    this.weighted = weighted;
    this.room = room;
  }

  /**
   * Reads a table, once.
   *
   * @param columns the columns of the rows
   * @param room how many bytes the groups may take
   */
  static Groups read(Design design, Table table, List<String> by, List<String> columns, long room) {
    Groups groups = new Groups(columns, design.weights() != null, room);
    try (DesignRows rows = design.open(table, by, null)) {
      WholeRow row = new WholeRow(columns.size() + (groups.weighted ? 2 : 1));
      for (long count = 0; rows.advance(); count++) {
        row.put(rows.row(), groups.weighted ? rows.weight() : null, new RowChecks(columns, count));
        groups.add(rows.label(), row);
      }
      groups.leftOut = rows.leftOut();
    }
    groups.order();
    return groups;
  }

  /** {@return how many bytes groups may take: three quarters of the heap} */
  static long room() {
    return Runtime.getRuntime().maxMemory() / 4 * 3;
  }

  private void add(String label, WholeRow row) {
    SmallSums sums = groups.get(label);
    if (sums == null) {
      sums = new SmallSums(columns.size() + 1, weighted);
      groups.put(label, sums);
      taken += OVERHEAD + 2L * label.length();
    } else {
      taken -= sums.bytes();
    }
    sums.add(row);
    taken += sums.bytes();
    if (taken > room) {
      throw new DataException(
          "fit",
          "the sums of all groups must fit into memory",
          groups.size() + " groups so far, of which they take " + (taken >> 20) + " MB",
          "at most " + (room >> 20) + " MB, three quarters of the heap",
          "give Java more memory with -Xmx, or take fewer groups or columns");
    }
  }

  /** Puts labels in order. Numbers of one value are one group. */
  private void order() {
    Classes classes = Classes.of(groups.keySet());
    labels = classes.labels();
    if (labels.size() == groups.size()) {
      return;
    }
    for (String label : List.copyOf(groups.keySet())) {
      String first = labels.get(classes.index(label));
      if (!first.equals(label)) {
        Objects.requireNonNull(groups.get(first))
            .merge(Objects.requireNonNull(groups.remove(label)));
      }
    }
  }

  /**
   * What a group is called by the labels of its columns: no two groups are called the same.
   *
   * @param labels one of each column
   * @return the label of one column as it is; those of several with commas between them, and with
   *     quotation marks where they have a comma or such marks themselves
   */
  public static String label(List<String> labels) {
    if (labels.size() == 1) {
      return labels.get(0);
    }
    StringJoiner joined = new StringJoiner(", ");
    for (String label : labels) {
      boolean plain = label.indexOf(',') < 0 && label.indexOf('"') < 0;
      joined.add(plain ? label : '"' + label.replace("\"", "\"\"") + '"');
    }
    return joined.toString();
  }

  /**
   * {@return the groups' labels, with commas between those of several columns, of which one with a
   * comma has quotation marks; numbers by their size, other labels in the order of code points}
   */
  public List<String> labels() {
    return labels;
  }

  /** The columns of each group's sums. */
  List<String> columns() {
    return columns;
  }

  /**
   * Sums a group.
   *
   * @param label one of the labels
   * @return the sums of its rows
   * @throws IllegalArgumentException if there is no such label
   */
  public Moments moments(String label) {
    SmallSums sums = groups.get(label);
    if (sums == null) {
      throw new IllegalArgumentException(label);
    }
    return Moments.of(columns, weighted, sums);
  }

  /** {@return how many rows had a missing cell, and are in no group} */
  public long leftOut() {
    return leftOut;
  }

  /** How many bytes all groups take, while they are put in order. */
  long taken() {
    return taken;
  }
}
