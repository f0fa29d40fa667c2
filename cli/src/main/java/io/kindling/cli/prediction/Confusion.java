package io.kindling.cli.prediction;

import io.kindling.cli.text.Grid;
import io.kindling.cli.text.Numbers;
import io.kindling.csv.Classes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** How often each class was taken for each. */
public final class Confusion {
  private static final int WIDEST = 10;
  private static final int MOST_ROWS = 20;

  private final String name;
  private final Classes classes;
  private final int[][] counts;

  /**
   * Without a row yet.
   *
   * @param name the column
   * @param classes its classes
   */
  public Confusion(String name, Classes classes) {
    this.name = name;
    this.classes = classes;
    this.counts = new int[classes.size()][classes.size()];
  }

  /**
   * Counts more rows.
   *
   * @param truth each row's class
   * @param predicted gives the class that was predicted for a row
   */
  public void add(int[] truth, IntUnaryOperator predicted) {
    for (int row = 0; row < truth.length; row++) {
      counts[truth[row]][predicted.applyAsInt(row)]++;
    }
  }

  public String name() {
    return name;
  }

  public Classes classes() {
    return classes;
  }

  public int count(int actual, int predicted) {
    return counts[actual][predicted];
  }

  public int rows(int actual) {
    return Arrays.stream(counts[actual]).sum();
  }

  /** The share of a class's rows that was recognised; NaN if it has none. */
  double recall(int actual) {
    return (double) counts[actual][actual] / rows(actual);
  }

  /** The whole matrix if it is small, else each class by itself. */
  public String text() {
    boolean matrix = classes.size() <= WIDEST;
    List<String> header = new ArrayList<>(List.of(name));
    if (matrix) {
      classes.labels().forEach(label -> header.add("as " + label));
    } else {
      header.add("right");
    }
    header.addAll(List.of("rows", "recall"));
    int shown = Math.min(classes.size(), MOST_ROWS);
    List<List<String>> cells = new ArrayList<>();
    for (int actual = 0; actual < shown; actual++) {
      cells.add(line(actual, matrix));
    }
    int more = classes.size() - shown;
    return Grid.text(header, cells) + (more == 0 ? "" : "and " + more + " more classes\n");
  }

  private List<String> line(int actual, boolean matrix) {
    List<String> line = new ArrayList<>(List.of(classes.label(actual)));
    if (matrix) {
      Arrays.stream(counts[actual]).mapToObj(Integer::toString).forEach(line::add);
    } else {
      line.add(Integer.toString(counts[actual][actual]));
    }
    line.add(Integer.toString(rows(actual)));
    line.add(rows(actual) == 0 ? "" : Numbers.shown(recall(actual)));
    return line;
  }
}
