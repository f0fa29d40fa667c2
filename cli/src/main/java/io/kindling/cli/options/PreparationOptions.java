package io.kindling.cli.options;

import io.kindling.cli.table.Preparing;
import io.kindling.table.CategoryRule;
import io.kindling.table.FeatureColumns;
import io.kindling.table.FeatureRules;
import io.kindling.table.Missing;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the columns of a table become features. */
public final class PreparationOptions {
  @Option(
      names = "--missing",
      paramLabel = "WHAT",
      description =
          "What is done about missing cells: fail, drop (leaves their rows out), mean, median, or"
              + " indicator (the mean, and a feature more that says where). Default: fail.")
  private Missing missing = Missing.FAIL;

  @Option(
      names = "--categorical",
      paramLabel = "COL[,COL]",
      description =
          "Columns that are categories though they hold numbers; text is one in any case. Behind a"
              + " name may stand how it is one, as city:onehot, city:embedding or"
              + " city:embedding=8. Default: onehot; for train onehot below 50 levels, else"
              + " embedding.")
  private List<String> categories = List.of();

  @Option(
      names = "--date-parts",
      description = "Takes the month and the weekday of dates too, not just their days.")
  private boolean dateParts;

  /** One of these options that was typed; null where none was. */
  @Nullable String typed() {
    return missing != Missing.FAIL
        ? "--missing"
        : !categories.isEmpty() ? "--categorical" : dateParts ? "--date-parts" : null;
  }

  /**
   * The rules.
   *
   * @param asked whether the columns were named
   * @param saved how the columns of the model that training starts from become features; null if it
   *     is to be found out
   */
  Preparing preparing(boolean asked, @Nullable FeatureColumns saved) {
    return preparing(asked, saved, CategoryRule.byLevels());
  }

  /**
   * The rules where each level of a text is a feature.
   *
   * @param asked whether the columns were named
   */
  Preparing oneHot(boolean asked) {
    return preparing(asked, null, CategoryRule.oneHot());
  }

  private Preparing preparing(boolean asked, @Nullable FeatureColumns saved, CategoryRule texts) {
    FeatureRules rules =
        FeatureRules.standard()
            .missing(missing)
            .dateParts(dateParts)
            .texts(texts)
            .advice(
                "--missing drop, mean, median or indicator",
                "--categorical makes a category of the column");
    return new Preparing(
        rules,
        columns -> CategoryNames.among(categories, columns, texts),
        asked,
        categories.isEmpty(),
        saved);
  }
}
