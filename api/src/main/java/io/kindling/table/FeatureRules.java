package io.kindling.table;

import io.kindling.core.CheckReturnValue;
import io.kindling.data.ColumnChoice;
import io.kindling.error.DataException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the columns of a table are to become features, before it is known what they hold.
 *
 * <pre>{@code
 * FeatureColumns columns =
 *     FeatureRules.standard().missing(Missing.MEAN).find(table, names).columns();
 * }</pre>
 *
 * <p>A column in which every cell is a number is one; where most are, the others are an error,
 * unless it is said to be a category. Of columns of text, where all are true or false, yes or no,
 * it is {@linkplain BooleanEncoding boolean}; where all are dates it is a {@linkplain DateEncoding
 * date}; else it is a category, as its {@linkplain CategoryRule rule} says. Missing cells, see
 * {@link MissingValues}, say nothing of their column.
 */
@CheckReturnValue
public final class FeatureRules {
  private final Missing missing;
  private final boolean dateParts;
  private final CategoryRule texts;
  private final Map<String, CategoryRule> categories;
  private final String advice;
  private final String categoryAdvice;

  private FeatureRules(
      Missing missing,
      boolean dateParts,
      CategoryRule texts,
      Map<String, CategoryRule> categories,
      String advice,
      String categoryAdvice) {
    this.missing = missing;
    this.dateParts = dateParts;
    this.texts = texts;
    this.categories = Map.copyOf(categories);
    this.advice = advice;
    this.categoryAdvice = categoryAdvice;
  }

  /** {@return the rules without a say: no cell may be missing, dates are days, text is one-hot} */
  public static FeatureRules standard() {
    return new FeatureRules(
        Missing.FAIL,
        false,
        CategoryRule.oneHot(),
        Map.of(),
        "missing(Missing.DROP), MEAN, MEDIAN or INDICATOR",
        "categories(…) makes the column one");
  }

  /**
   * What is done about missing cells.
   *
   * @param missing what
   * @return such rules
   */
  public FeatureRules missing(Missing missing) {
    return new FeatureRules(missing, dateParts, texts, categories, advice, categoryAdvice);
  }

  /**
   * Whether a date's month and weekday are features too.
   *
   * @param parts whether they are
   * @return such rules
   */
  public FeatureRules dateParts(boolean parts) {
    return new FeatureRules(missing, parts, texts, categories, advice, categoryAdvice);
  }

  /**
   * Columns that are categories, whatever they hold, as text is one.
   *
   * @param columns their names
   * @return such rules
   */
  public FeatureRules categories(Set<String> columns) {
    Map<String, CategoryRule> rules = new HashMap<>();
    columns.forEach(column -> rules.put(column, texts));
    return categories(rules);
  }

  /**
   * Columns that are categories, whatever they hold.
   *
   * @param rules for their names, how each becomes features
   * @return such rules
   */
  public FeatureRules categories(Map<String, CategoryRule> rules) {
    return new FeatureRules(missing, dateParts, texts, rules, advice, categoryAdvice);
  }

  /**
   * How text becomes features.
   *
   * @param rule how
   * @return such rules
   */
  public FeatureRules texts(CategoryRule rule) {
    return new FeatureRules(missing, dateParts, rule, categories, advice, categoryAdvice);
  }

  /**
   * What errors say is to be done.
   *
   * @param advice how to ask for what {@link Missing} offers
   * @param categoryAdvice how to say that a column is a category
   * @return such rules
   */
  public FeatureRules advice(String advice, String categoryAdvice) {
    return new FeatureRules(missing, dateParts, texts, categories, advice, categoryAdvice);
  }

  /** {@return whether rows with missing cells are left out} */
  public boolean drops() {
    return missing == Missing.DROP;
  }

  /**
   * What a table holds.
   *
   * @param columns the columns to predict from
   * @param leftOut columns that could be none, with the reason, in lines
   * @param remarks columns of text that people would take for numbers or dates, in lines
   */
  public record Found(FeatureColumns columns, List<String> leftOut, List<String> remarks) {}

  /**
   * Finds out what columns hold, in one pass over the table, at times in two.
   *
   * @param table the table
   * @param columns the names of the columns
   * @param asked whether they were asked for by name; else one that tells nearly every row from
   *     every other, as a name or a number of an order does, is left out
   * @return how they become features
   * @throws DataException if there is no such column, a cell is missing where none may be, or a
   *     category has too many levels for its rule
   */
  public Found find(Table table, List<String> columns, boolean asked) {
    List<ColumnSurvey> surveys = new ArrayList<>();
    for (String column : columns) {
      CategoryRule rule = categories.get(column);
      surveys.add(
          new ColumnSurvey(
              column,
              rule != null,
              rule == null ? texts : rule,
              missing == Missing.MEDIAN,
              categoryAdvice));
    }
    try {
      long rows = survey(table, surveys);
      if (rows == 0) {
        return new Found(FeatureColumns.numbers(columns), List.of(), List.of());
      }
      for (ColumnSurvey survey : surveys) {
        DataException stray = survey.stray();
        if (stray != null) {
          throw stray;
        }
      }
      List<ColumnSurvey> late = surveys.stream().filter(ColumnSurvey::isLate).toList();
      if (!late.isEmpty()) {
        late.forEach(ColumnSurvey::restart);
        long again = survey(table, late);
        if (again != rows) {
          throw new DataException(
              table.name(), "the table must stay as it is", again + " rows", rows + "", null);
        }
      }
      boolean all = asked || surveys.stream().noneMatch(one -> one.uselessness(rows) == null);
      check(surveys.stream().filter(one -> all || one.uselessness(rows) == null).toList());
      return found(surveys, rows, all);
    } catch (IOException e) {
      throw table.unreadable(e);
    }
  }

  private static long survey(Table table, List<ColumnSurvey> surveys) throws IOException {
    try (TableRows rows = table.open()) {
      List<String> names = surveys.stream().map(ColumnSurvey::column).toList();
      List<Integer> places = ColumnChoice.exactly(names, rows.header(), rows.terms());
      for (int i = 0; i < places.size(); i++) {
        rows.on(places.get(i), surveys.get(i)::add);
      }
      return rows.readAll();
    }
  }

  private void check(List<ColumnSurvey> surveys) {
    List<ColumnSurvey> gaps = surveys.stream().filter(survey -> survey.missing() > 0).toList();
    if (missing != Missing.FAIL || gaps.isEmpty()) {
      return;
    }
    List<String> counts = new ArrayList<>();
    gaps.forEach(survey -> counts.add(survey.missing() + " in " + survey.column()));
    throw new DataException(
        gaps.get(0).firstGap(),
        "cells must not be missing",
        String.join(", ", counts),
        "none",
        gaps.stream()
            .map(ColumnSurvey::gapAdvice)
            .filter(Objects::nonNull)
            .findFirst()
            .map(other -> advice + "; " + other)
            .orElse(advice));
  }

  private Found found(List<ColumnSurvey> surveys, long rows, boolean asked) {
    List<FeatureColumn> columns = new ArrayList<>();
    List<String> leftOut = new ArrayList<>();
    List<String> remarks = new ArrayList<>();
    for (ColumnSurvey survey : surveys) {
      String reason = asked ? null : survey.uselessness(rows);
      if (reason == null) {
        columns.add(
            new FeatureColumn(survey.column(), survey.encoding(dateParts), filling(survey)));
      } else {
        leftOut.add(survey.column() + ", " + reason);
      }
      String likeness = survey.likeness();
      if (likeness != null) {
        remarks.add(survey.column() + " holds " + likeness);
      }
    }
    return new Found(new FeatureColumns(columns), leftOut, remarks);
  }

  private FeatureColumn.@Nullable Filling filling(ColumnSurvey survey) {
    if (survey.missing() == 0 || missing == Missing.DROP) {
      return null;
    }
    double value = missing == Missing.MEDIAN ? survey.median() : survey.mean();
    return new FeatureColumn.Filling(value, missing == Missing.INDICATOR);
  }
}
