package io.kindling.statistics;

import io.kindling.error.DataException;
import io.kindling.table.Classes;
import io.kindling.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Sums of many groups of rows. They are kept in little memory, and {@link #moments} makes those of
 * one group at a time of it.
 */
public final class Groups {
  /** What a group takes beside its sums, while labels are put in order: nodes, texts, numbers. */
  private static final int OVERHEAD = 350;

  /** A label behind the last comma: in quotation marks, or up to the next comma. */
  private static final Pattern PART = Pattern.compile("(?<=^|, )(?:\"(?:[^\"]|\"\")*+\"|[^,]*+)");

  private final List<String> columns;
  private final boolean weighted;
  private Map<String, SmallSums> groups = new LinkedHashMap<>();
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
    groups.groups = ordered(groups.groups, by.size(), SmallSums::merged);
    groups.labels = List.copyOf(groups.groups.keySet());
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
   * Takes what {@link #label} has made apart.
   *
   * @param label what a group is called
   * @param columns how many columns tell groups apart
   * @return the labels of these
   */
  public static List<String> labels(String label, int columns) {
    if (columns == 1) {
      return List.of(label);
    }
    List<String> labels = new ArrayList<>();
    Matcher part = PART.matcher(label);
    while (labels.size() < columns && part.find()) {
      String text = part.group();
      labels.add(
          text.startsWith("\"")
              ? text.substring(1, text.length() - 1).replace("\"\"", "\"")
              : text);
    }
    return labels;
  }

  /**
   * Puts groups in order: column by column, numbers by their size, other labels in the order of
   * code points. Groups that differ only in how numbers are written, as 1 and 1.0, are one.
   *
   * @param groups what there is of each, by what {@link #label} calls them
   * @param columns how many columns tell them apart
   * @param merged makes one of two that are one group
   * @param <S> what there is
   * @return the same in order, by the first way of writing of each number
   * @see Classes which columns are taken for numbers
   */
  public static <S> Map<String, S> ordered(
      Map<String, S> groups, int columns, BinaryOperator<S> merged) {
    List<Set<String>> cells = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      cells.add(new LinkedHashSet<>());
    }
    for (String label : groups.keySet()) {
      List<String> parts = labels(label, columns);
      for (int i = 0; i < columns; i++) {
        cells.get(i).add(parts.get(i));
      }
    }
    List<Classes> classes = cells.stream().map(Classes::of).toList();
    TreeMap<int[], S> sorted = new TreeMap<>(Arrays::compare);
    for (Map.Entry<String, S> group : groups.entrySet()) {
      List<String> parts = labels(group.getKey(), columns);
      int[] place = new int[columns];
      Arrays.setAll(place, i -> classes.get(i).index(parts.get(i)));
      sorted.merge(place, group.getValue(), merged);
    }
    Map<String, S> ordered = new LinkedHashMap<>();
    sorted.forEach(
        (place, group) ->
            ordered.put(
                label(
                    IntStream.range(0, columns)
                        .mapToObj(i -> classes.get(i).label(place[i]))
                        .toList()),
                group));
    return ordered;
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
