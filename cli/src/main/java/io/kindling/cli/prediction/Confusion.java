package io.kindling.cli.prediction;

import io.kindling.cli.text.Grid;
import io.kindling.cli.text.Numbers;
import io.kindling.table.Classes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** How often each class was taken for each. */
public final class Confusion {
  private static final int WIDEST = 10;
  private static final int MOST_ROWS = 20;

  private final String name;
  private final Classes classes;
  private final Map<Long, Integer> counts = new HashMap<>(); // most pairs of many never meet
  private final int[] rows;

  /**
   * Without a row yet.
   *
   * @param name the column
   * @param classes its classes
   */
  public Confusion(String name, Classes classes) {
    this.name = name;
    this.classes = classes;
    this.rows = new int[classes.size()];
  }

  /**
   * Counts more rows.
   *
   * @param truth each row's class
   * @param predicted gives the class that was predicted for a row
   */
  public void add(int[] truth, IntUnaryOperator predicted) {
    for (int row = 0; row < truth.length; row++) {
      counts.merge(pair(truth[row], predicted.applyAsInt(row)), 1, Integer::sum);
      rows[truth[row]]++;
    }
  }

  public String name() {
    return name;
  }

  public Classes classes() {
    return classes;
  }

  public int count(int actual, int predicted) {
    return counts.getOrDefault(pair(actual, predicted), 0);
  }

  /** Takes a pair of classes that occurs. */
  @FunctionalInterface
  public interface Pair {
    void take(int actual, int predicted, int rows);
  }

  /** Goes through the pairs that occur, in order. */
  public void forEach(Pair use) {
    counts.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            entry ->
                use.take(
                    (int) (entry.getKey() / classes.size()),
                    (int) (entry.getKey() % classes.size()),
                    entry.getValue()));
  }

  private long pair(int actual, int predicted) {
    return (long) actual * classes.size() + predicted;
  }

  public int rows(int actual) {
    return rows[actual];
  }

  /** The share of a class's rows that was recognised; NaN if it has none. */
  double recall(int actual) {
    return (double) count(actual, actual) / rows(actual);
  }

  /** The whole matrix if it is small, else each class by itself; of many the largest. */
  public String text() {
    boolean matrix = classes.size() <= WIDEST;
    List<String> header = new ArrayList<>(List.of(name));
    if (matrix) {
      classes.labels().forEach(label -> header.add("as " + label));
    } else {
      header.add("right");
    }
    header.addAll(List.of("rows", "recall"));
    List<Integer> all = IntStream.range(0, classes.size()).boxed().toList();
    List<Integer> shown =
        all.size() <= MOST_ROWS
            ? all
            : all.stream()
                .sorted(Comparator.comparingInt(this::rows).reversed())
                .limit(MOST_ROWS)
                .sorted()
                .toList();
    List<List<String>> cells = shown.stream().map(actual -> line(actual, matrix)).toList();
    return Grid.text(header, cells) + Grid.more(all.size() - shown.size(), "classes");
  }

  private List<String> line(int actual, boolean matrix) {
    List<String> line = new ArrayList<>(List.of(classes.label(actual)));
    if (matrix) {
      IntStream.range(0, classes.size())
          .mapToObj(predicted -> Integer.toString(count(actual, predicted)))
          .forEach(line::add);
    } else {
      line.add(Integer.toString(count(actual, actual)));
    }
    line.add(Integer.toString(rows(actual)));
    line.add(rows(actual) == 0 ? "" : Numbers.shown(recall(actual)));
    return line;
  }
}
