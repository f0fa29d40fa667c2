package io.kindling.cli.fit;

import io.kindling.cli.options.JsonOption;
import io.kindling.cli.text.Grid;
import io.kindling.cli.text.Numbers;
import io.kindling.statistics.LinearFit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is said of the fits of groups.
 *
 * @param by the columns that tell groups apart
 * @param fits by the groups' labels
 */
public record GroupsReport(List<String> by, Map<String, LinearFit> fits) {
  /** A line for each group: its coefficients, empty where its rows say nothing of one. */
  public String table() {
    Set<String> names = new LinkedHashSet<>();
    fits.values().forEach(fit -> fit.intervals().names().forEach(names::add));
    List<String> header = new ArrayList<>(List.of(String.join(", ", by), "rows"));
    header.addAll(names);
    header.add("R2");
    List<List<String>> rows = new ArrayList<>();
    fits.forEach(
        (group, fit) -> {
          List<String> row = new ArrayList<>(List.of(group, fit.rows() + ""));
          for (String name : names) {
            boolean there = fit.intervals().names().contains(name);
            row.add(there ? Numbers.shown(fit.coefficient(name).estimate()) : "");
          }
          row.add(Numbers.shown(fit.r2()));
          rows.add(row);
        });
    return Grid.text(header, rows);
  }

  /** The same for a program: an object for each group. */
  public Map<String, @Nullable Object> json() {
    List<Map<String, @Nullable Object>> groups = new ArrayList<>();
    fits.forEach(
        (group, fit) -> {
          Map<String, @Nullable Object> one = JsonOption.object("group", group);
          one.putAll(new FitReport(fit, null).json());
          groups.add(one);
        });
    return JsonOption.object("by", by, "groups", groups);
  }
}
