package io.kindling.table;

import io.kindling.error.DataException;
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

  private final String column;
  private final boolean category;
  private final boolean keeps;
  private final String advice;
  private Set<String> levels = new LinkedHashSet<>();
  private DoubleStream.Builder values = DoubleStream.builder();
  private @Nullable DataException firstText;
  private String firstGap = "";
  private @Nullable String gapAdvice;
  private String crowded = "";
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
   * @param keeps whether its median will be asked for, for which all values are kept
   * @param advice how to say that the column is a category
   */
  ColumnSurvey(String column, boolean category, boolean keeps, String advice) {
    this.advice = advice;
    this.column = column;
    this.category = category;
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
        firstText = cell.noNumber(text -> joined(cell.missingAdvice(text), advice));
      }
      remedied += cell.remedy(cell.text().strip()) == null ? 0 : 1;
      text(cell);
    }
  }

  private void text(Cell cell) {
    String text = cell.text().strip();
    Integer value = booleans ? BooleanEncoding.value(text) : null;
    booleans = value != null;
    if (value != null) {
      measure(value);
    }
    LocalDateTime date = dates ? DateEncoding.parse(text) : null;
    dates = date != null;
    if (date != null) {
      measure(DateEncoding.days(date));
    }
    level(cell);
  }

  private void level(Cell cell) {
    if (levels.size() <= FeatureRules.MOST_LEVELS) {
      levels.add(cell.text().strip());
      crowded = cell.place();
    }
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
    boolean text = !isNumber() && !isBoolean() && !isDate() && !category;
    return text && levels.size() >= FeatureRules.MANY_LEVELS && levels.size() > rows / 2
        ? "text that is another one in nearly every row"
        : null;
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
    if (levels.size() > FeatureRules.MOST_LEVELS) {
      throw new DataException(
          crowded + ", column " + column,
          "a category must not have too many levels",
          "more than " + FeatureRules.MOST_LEVELS,
          "a column of fewer, or numbers",
          "leave the column out");
    }
    return new CategoryEncoding(Classes.of(levels));
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
