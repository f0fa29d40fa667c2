package io.kindling.table;

import io.kindling.error.DataException;
import io.kindling.text.Printable;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** What one column has been found to hold. */
final class ColumnSurvey {
  /** As long as this no column is believed to be one of numbers, and its texts are kept. */
  private static final long EARLY = 1000;

  /** So many texts that are all dates are kept, in case that another one follows. */
  private static final int MOST_DATES = 4096;

  /** So many levels, in half of the rows or more, are names. */
  private static final int NAMES = 50;

  private final String column;
  private final boolean category;
  private final CategoryRule rule;
  private final boolean keeps;
  private final String advice;
  private Set<String> levels = new LinkedHashSet<>();
  private DoubleStream.Builder values = DoubleStream.builder();
  private @Nullable DataException firstText;
  private String firstGap = "";
  private @Nullable String gapAdvice;
  private String crowded = "";
  private @Nullable String like;
  private long rows;
  private long missing;
  private long numbers;
  private long texts;
  private long remedied;
  private double sum;
  private double lost;
  private boolean booleans = true;
  private boolean dates = true;
  private boolean late;
  private boolean known;

  /**
   * Begins.
   *
   * @param category whether the column is a category, whatever it holds
   * @param rule how it becomes features if it is one
   * @param keeps whether its median will be asked for, for which all values are kept
   * @param advice how to say that the column is a category
   */
  ColumnSurvey(String column, boolean category, CategoryRule rule, boolean keeps, String advice) {
    this.advice = advice;
    this.column = column;
    this.category = category;
    this.rule = rule;
    this.keeps = keeps;
  }

  String column() {
    return column;
  }

  /** How many cells were missing. */
  long missing() {
    return missing;
  }

  /** Where the first cell was missing. */
  String firstGap() {
    return firstGap;
  }

  /** What to do where missing cells of a category are a level; null for nothing. */
  @Nullable String gapAdvice() {
    return isNumber() || isBoolean() || isDate() ? null : gapAdvice;
  }

  private static String joined(@Nullable String first, String second) {
    return first == null ? second : first + "; " + second;
  }

  /** Whether it turned out to be text so late that it must be gone through once more. */
  boolean isLate() {
    return late;
  }

  /** Makes ready for going through it once more, now that it is known to be text. */
  void restart() {
    levels = new LinkedHashSet<>();
    rows = 0;
    missing = 0;
    numbers = 0;
    texts = 0;
    known = true;
    booleans = false;
    dates = false;
  }

  void add(Cell cell) {
    boolean early = rows++ < EARLY;
    double number = cell.parse();
    if (!Double.isNaN(number)) {
      numbers++;
      measure(number);
      if (early || texts > 0 || category || known) {
        level(cell);
      }
    } else if (cell.isMissing()) {
      firstGap = missing++ == 0 ? cell.place() : firstGap;
      gapAdvice = gapAdvice == null ? cell.missingAdvice(cell.text().strip()) : gapAdvice;
    } else {
      if (texts++ == 0 && !category && !known) {
        late = !early;
        firstText = cell.refusedNumber(text -> advice(cell, text));
      }
      remedied += cell.remedy(cell.text().strip()) == null ? 0 : 1;
      text(cell);
    }
  }

  private @Nullable String advice(Cell cell, String text) {
    String rule = NumberLike.rule(text);
    return joined(rule == null ? cell.missingAdvice(text) : rule, advice);
  }

  private void text(Cell cell) {
    String text = cell.text().strip();
    Integer value = booleans ? BooleanEncoding.value(text) : null;
    booleans = value != null;
    if (value != null) {
      measure(value);
    }
    LocalDateTime date = dates ? DateEncoding.parse(text) : null;
    late |= mayBeDate() && date == null && levels.size() > MOST_DATES;
    dates = date != null;
    if (date != null) {
      measure(DateEncoding.days(date));
    }
    if (texts == 1 || like != null) {
      String rule = NumberLike.rule(text);
      String first = texts == 1 ? "text as " + Printable.quoted(text) + "; " + rule : like;
      like = rule == null ? null : first;
    }
    level(cell);
  }

  private void level(Cell cell) {
    int most = mayBeDate() ? MOST_DATES : rule.most();
    if (levels.size() <= most && levels.add(cell.label()) && levels.size() > most) {
      crowded = cell.place();
    }
  }

  private boolean mayBeDate() {
    return dates && texts > 0 && !category;
  }

  /** Adds to the sum, with what rounding loses (Neumaier, 1974). */
  private void measure(double value) {
    double more = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? (sum - more) + value : (value - more) + sum;
    sum = more;
    if (keeps) {
      values.add(value);
    }
  }

  private boolean isNumber() {
    return texts == 0 && !category;
  }

  /**
   * The error of a text among numbers, which are the most, or of numbers in a way of writing that
   * the table could be read by; null if there is none.
   */
  @Nullable DataException stray() {
    return numbers >= texts || remedied == texts ? firstText : null;
  }

  private boolean isBoolean() {
    return numbers == 0 && texts > 0 && booleans && !category;
  }

  private boolean isDate() {
    return numbers == 0 && texts > 0 && dates && !category;
  }

  /** Why it is of no use to a model, of a table of so many rows; null if it may be of use. */
  @Nullable String uselessness(long rows) {
    if (missing == rows) {
      return "empty in every row";
    }
    return isText() && levels.size() >= NAMES && levels.size() > rows / 2
        ? "text that is another one in nearly every row"
        : null;
  }

  private boolean isText() {
    return !isNumber() && !isBoolean() && !isDate() && !category;
  }

  /** What is to be known of text that people would take for numbers or dates; null for nothing. */
  @Nullable String likeness() {
    return isText() ? like : null;
  }

  /**
   * What its cells are.
   *
   * @throws DataException if it is a category of too many levels
   */
  Encoding encoding(boolean dateParts) {
    if (isNumber()) {
      return new NumberEncoding();
    }
    if (isBoolean()) {
      return new BooleanEncoding();
    }
    if (isDate()) {
      return new DateEncoding(dateParts);
    }
    if (levels.size() > rule.most()) {
      throw new DataException(
          crowded + ", column " + column,
          "a category must not have too many levels",
          "more than " + rule.most(),
          "a column of fewer, or numbers",
          "leave the column out");
    }
    return rule.encoding(Classes.of(levels));
  }

  double mean() {
    long count = numbers + texts;
    return count == 0 || !(isNumber() || isBoolean() || isDate()) ? 0 : (sum + lost) / count;
  }

  double median() {
    double[] sorted = values.build().toArray();
    values = DoubleStream.builder();
    if (sorted.length == 0 || !(isNumber() || isBoolean() || isDate())) {
      return 0;
    }
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : sorted[middle - 1] / 2 + sorted[middle] / 2;
  }
}
