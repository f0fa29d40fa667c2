package io.kindling.cli.fit;

import io.kindling.cli.options.JsonOption;
import io.kindling.statistics.Design;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was made of a table before it was fitted.
 *
 * @param references the level of each category that its others are compared to; null where nobody
 *     knows
 * @param leftOut how many rows had a missing cell; null where nobody knows
 */
public record SampleRows(@Nullable Map<String, String> references, @Nullable Long leftOut) {
  /** Of sums alone. */
  public static final SampleRows UNKNOWN = new SampleRows(null, null);

  /**
   * Of a table.
   *
   * @param intercept whether there is one, without which nothing is a reference
   */
  public static SampleRows of(Design design, boolean intercept, long leftOut) {
    return new SampleRows(intercept ? design.referenceLevels() : Map.of(), leftOut);
  }

  /** The same for a program. */
  Map<String, @Nullable Object> json() {
    return JsonOption.object("references", references, "left_out_rows", leftOut);
  }
}
