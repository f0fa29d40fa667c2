package io.kindling.cli.table;

import io.kindling.table.CategoryRule;
import io.kindling.table.FeatureColumns;
import io.kindling.table.FeatureRules;
import io.kindling.table.Table;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the columns of a table are to become features.
 *
 * @param rules the rules for what is found in them
 * @param categories which of them are categories in any case, and how those become features
 * @param asked whether the columns were named
 * @param plain whether a table of numbers needs no closer look
 * @param saved how the columns of the model that training starts from do; null if that is new, or
 *     takes numbers only
 */
public record Preparing(
    FeatureRules rules,
    Categories categories,
    boolean asked,
    boolean plain,
    @Nullable FeatureColumns saved) {
  /** Finds the categories that are meant, once it is known which columns there are. */
  @FunctionalInterface
  public interface Categories {
    Map<String, CategoryRule> among(List<String> columns);
  }

  /** What is known of columns already; null if it is yet to be found out. */
  @Nullable FeatureColumns known(List<String> features) {
    return saved != null && saved.names().equals(features) ? saved : null;
  }

  /** Whether a table may be read as one of numbers at first. */
  boolean mayGuess() {
    return plain;
  }

  /** Whether rows with missing cells are left out. */
  boolean drops() {
    return rules.drops();
  }

  /** Finds it out. */
  public Prepared find(Table table, List<String> features) {
    FeatureRules.Found found =
        rules.categories(categories.among(features)).find(table, features, asked);
    return new Prepared(found.columns(), drops(), 0, found.leftOut(), found.remarks());
  }
}
