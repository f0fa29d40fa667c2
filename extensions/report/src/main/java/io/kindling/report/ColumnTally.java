package io.kindling.report;

import io.kindling.table.Cell;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Summarizes a column in one pass, in little memory: numbers, until a cell holds a text; from then
 * on all that is no text counts as the text {@code (a number)}.
 *
 * <pre>{@code
 * ColumnTally age = new ColumnTally("age", "feature");
 * try (TableRows rows = table.open()) {
 *   rows.on(rows.header().indexOf("age"), age::add);
 *   rows.readAll();
 * }
 * ColumnSummary summary = age.summary();
 * }</pre>
 */
public final class ColumnTally {
  private static final int MOST_BINS = 32;
  private static final int MOST_KINDS = 1000;
  private static final int MOST_SHOWN = 8;
  private static final String A_NUMBER = "(a number)";

  private final String name;
  private final String use;
  private final Bins bins = new Bins(MOST_BINS);
  private final Map<String, Long> labels = new HashMap<>();
  private long numbers;
  private long texts;
  private long missing;
  private double sum;
  private double least = Double.POSITIVE_INFINITY;
  private double greatest = Double.NEGATIVE_INFINITY;
  private boolean dates;

  /**
   * Without a cell yet.
   *
   * @param name the column's name
   * @param use what it is used for, in a word such as {@code feature}
   */
  public ColumnTally(String name, String use) {
    this.name = name;
    this.use = use;
  }

  /**
   * Says that the numbers are days from 1970-01-01.
   *
   * @return this
   */
  public ColumnTally dates() {
    dates = true;
    return this;
  }

  /**
   * Counts a cell by what it holds: nothing, a number or a text.
   *
   * @param cell the cell
   */
  public void add(Cell cell) {
    if (cell.isMissing()) {
      addMissing();
      return;
    }
    double number = cell.parse();
    if (Double.isNaN(number)) {
      add(cell.text().strip());
    } else {
      add(number);
    }
  }

  /**
   * Counts a cell that holds a number; one that is not finite is missing.
   *
   * @param number the number
   */
  public void add(double number) {
    if (!Double.isFinite(number)) {
      addMissing();
      return;
    }
    numbers++;
    sum += number;
    least = Math.min(least, number);
    greatest = Math.max(greatest, number);
    bins.add(number);
  }

  /**
   * Counts a cell that holds a text.
   *
   * @param text the text
   */
  public void add(String text) {
    texts++;
    if (labels.size() < MOST_KINDS || labels.containsKey(text)) {
      labels.merge(text, 1L, Long::sum);
    }
  }

  /** Counts a cell that holds nothing. */
  public void addMissing() {
    missing++;
  }

  /** {@return what has been counted} */
  public ColumnSummary summary() {
    return new ColumnSummary(name, use, missing, texts == 0 ? ofNumbers() : ofLabels());
  }

  private Distribution ofNumbers() {
    bins.end();
    return new Distribution.Numbers(
        least, sum / numbers, greatest, bins.low(), bins.width(), bins.counts(), dates);
  }

  private Distribution ofLabels() {
    if (numbers > 0) {
      labels.merge(A_NUMBER, numbers, Long::sum);
    }
    List<Distribution.Label> most =
        labels.entrySet().stream()
            .map(label -> new Distribution.Label(label.getKey(), label.getValue()))
            .sorted(
                Comparator.comparingLong((Distribution.Label label) -> -label.cells())
                    .thenComparing(Distribution.Label::text))
            .limit(MOST_SHOWN)
            .toList();
    long shown = most.stream().mapToLong(Distribution.Label::cells).sum();
    return new Distribution.Labels(most, texts + numbers - shown, labels.size());
  }
}
