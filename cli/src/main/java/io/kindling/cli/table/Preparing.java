package io.kindling.cli.table;

import io.kindling.table.FeatureColumns;
import io.kindling.table.FeatureRules;
import io.kindling.table.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the columns of a table are to become features.
 *
 * @param rules the rules for what is found in them
 * @param asked whether the columns were named
 * @param plain whether a table of numbers needs no closer look
 * @param saved how the columns of the model that training starts from do; null if that is new, or
 *     takes numbers only
 */
public record Preparing(
    FeatureRules rules, boolean asked, boolean plain, @Nullable FeatureColumns saved) {
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
  Prepared find(Table table, List<String> features) {
    FeatureRules.Found found = rules.find(table, features, asked);
    return new Prepared(found.columns(), drops(), found.leftOut(), found.remarks());
  }
}
