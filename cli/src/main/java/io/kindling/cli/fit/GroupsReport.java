package io.kindling.cli.fit;

import io.kindling.checkpoint.json.JsonWriter;
import io.kindling.cli.options.JsonOption;
import io.kindling.cli.text.Grid;
import io.kindling.cli.text.Numbers;
import io.kindling.error.DataException;
import io.kindling.statistics.Groups;
import io.kindling.statistics.LeastSquares;
import io.kindling.statistics.LinearFit;
import io.kindling.text.Printable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is said of the fits of groups, which are solved and printed some at a time.
 *
 * @param by the columns that tell groups apart
 * @param groups their sums
 * @param regression what is fitted to each
 * @param sample what they are of
 */
public record GroupsReport(
    List<String> by, Groups groups, LeastSquares regression, SampleRows sample) {
  private static final int SOME = 1000;

  /** A group's label and its fit. */
  private record Fitted(String label, LinearFit fit) {}

  /** Solves on all processors; groups come in order all the same. */
  private void forSome(Consumer<List<Fitted>> reader) {
    List<String> labels = groups.labels();
    for (int from = 0; from < labels.size(); from += SOME) {
      reader.accept(
          labels.subList(from, Math.min(from + SOME, labels.size())).parallelStream()
              .map(this::fitted)
              .toList());
    }
  }

  private Fitted fitted(String label) {
    try {
      return new Fitted(label, regression.fit(groups.moments(label)));
    } catch (DataException e) {
      throw new DataException(
          e.operation() + " of " + String.join(", ", by) + " " + Printable.quoted(label),
          e.rule(),
          e.got(),
          e.expected(),
          e.nextStep());
    }
  }

  /**
   * Prints a line for each group: its coefficients, empty where its rows say nothing of one. Where
   * there are more than a thousand, each thousand has a table of its own.
   */
  public void print(PrintWriter out) {
    List<String> names = new ArrayList<>();
    if (regression.intercept()) {
      names.add(LinearFit.INTERCEPT);
    }
    names.addAll(regression.features());
    List<String> header = new ArrayList<>(List.of(String.join(", ", by), "rows"));
    header.addAll(names);
    header.add("R2");
    forSome(
        some -> {
          out.println(Grid.text(header, some.stream().map(one -> line(one, names)).toList()));
          out.flush();
        });
  }

  private static List<String> line(Fitted group, List<String> names) {
    LinearFit fit = group.fit();
    List<String> line = new ArrayList<>(List.of(group.label(), fit.rows() + ""));
    for (String name : names) {
      boolean there = fit.intervals().names().contains(name);
      line.add(there ? Numbers.shown(fit.coefficient(name).estimate()) : "");
    }
    line.add(Numbers.shown(fit.r2()));
    return line;
  }

  /** Prints the same for a program: an object for each group. */
  public void printJson(PrintWriter out) {
    out.print("{\"by\":" + JsonWriter.write(by) + ",\"groups\":[");
    String first = groups.labels().isEmpty() ? "" : groups.labels().get(0);
    forSome(
        some -> {
          for (Fitted group : some) {
            out.print(group.label().equals(first) ? "" : ",");
            out.print(JsonWriter.write(json(group)));
          }
          out.flush();
        });
    String rest = JsonWriter.write(sample.json()); // an object too
    out.println("]," + rest.substring(1));
    out.flush();
  }

  private Map<String, @Nullable Object> json(Fitted group) {
    String label = group.label();
    List<String> labels = Groups.labels(label, by.size());
    Map<String, @Nullable Object> json = JsonOption.object("group", label, "labels", labels);
    json.putAll(new FitReport(group.fit(), null, null).json());
    return json;
  }
}
