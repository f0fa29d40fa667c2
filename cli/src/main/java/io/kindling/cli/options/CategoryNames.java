package io.kindling.cli.options;

import io.kindling.data.ColumnChoice;
import io.kindling.error.DataException;
import io.kindling.table.CategoryRule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Columns that are categories, as they are typed: {@code city,street:embedding=8,zip*:onehot}. */
final class CategoryNames {
  private static final String OPTION = "--categorical";
  private static final Pattern RULED = Pattern.compile("(.+):([a-z]+)(?:=(.*))?");
  private static final Pattern LENGTH = Pattern.compile("[1-9][0-9]{0,3}");

  private CategoryNames() {}

  /**
   * Finds the columns.
   *
   * @param typed what was typed, text by text
   * @param columns the columns to predict from
   * @param usual how those become features of which nothing is said
   * @return for each that is meant, how it becomes features
   */
  static Map<String, CategoryRule> among(
      List<String> typed, List<String> columns, CategoryRule usual) {
    Map<String, CategoryRule> rules = new HashMap<>();
    ColumnChoice.Terms terms = new ColumnChoice.Terms(OPTION, OPTION, OPTION, names -> null);
    for (String word : ColumnNames.split(OPTION, typed, columns)) {
      Matcher ruled = RULED.matcher(word);
      boolean bare = columns.contains(word) || !ruled.matches();
      CategoryRule rule = bare ? usual : rule(word, ruled.group(2), ruled.group(3));
      ColumnChoice named = ColumnChoice.targets().features(bare ? word : ruled.group(1));
      for (int column : named.among(columns, terms).features()) {
        String name = columns.get(column);
        if (rules.put(name, rule) != null) {
          throw new DataException(
              OPTION, "a column must be named only once", "'" + name + "' twice", "it once", null);
        }
      }
    }
    return rules;
  }

  private static CategoryRule rule(String word, String kind, @Nullable String length) {
    if (kind.equals("onehot") && length == null) {
      return CategoryRule.oneHot();
    }
    if (kind.equals("embedding") && length == null) {
      return CategoryRule.embedded();
    }
    if (kind.equals("embedding") && LENGTH.matcher(length).matches()) {
      return CategoryRule.embedded(Integer.parseInt(length));
    }
    throw new DataException(
        OPTION,
        "behind a column's name stands how it is a category",
        "'" + word + "'",
        "NAME, NAME:onehot, NAME:embedding or NAME:embedding=N for vectors of N numbers, at most"
            + " 9999",
        null);
  }
}
