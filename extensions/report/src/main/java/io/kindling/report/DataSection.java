package io.kindling.report;

import io.kindling.text.Printable;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The table: its columns with a small picture each, those past the first twenty folded. */
final class DataSection {
  private static final int UNFOLDED = 20;
  private static final int FOLD = 100;
  private static final int MOST_COLUMNS = 2000;
  private static final int MOST_DIGESTS = 20;

  private final Html html;
  private final @Nullable DataSummary data;

  DataSection(Html html, @Nullable DataSummary data) {
    this.html = html;
    this.data = data;
  }

  void write() {
    if (data == null) {
      return;
    }
    List<ColumnSummary> columns = data.columns();
    html.open("section", "aria-labelledby", "data").element("h2", "Data", "id", "data");
    html.open("p").element("strong", data.source());
    html.text(": " + Figures.count(data.rows(), "row", "rows") + ", ");
    html.text(Figures.count(columns.size(), "column is used", "columns are used"));
    long missing = columns.stream().mapToLong(ColumnSummary::missing).sum();
    html.text(
        ", " + (missing == 0 ? "no cell is" : Figures.count(missing, "cell is", "cells are")));
    html.text(" missing.").close("p").line();
    columns(data, 0, Math.min(UNFOLDED, columns.size()));
    int shown = Math.min(MOST_COLUMNS, columns.size());
    for (int from = UNFOLDED; from < shown; from += FOLD) {
      int to = Math.min(from + FOLD, shown);
      html.open("details");
      html.element("summary", "Columns " + (from + 1) + " to " + to + " of " + columns.size());
      columns(data, from, to);
      html.close("details").line();
    }
    if (shown < columns.size()) {
      html.element("p", "And " + (columns.size() - shown) + " more columns.", "class", "more");
    }
    digests(data.digests());
    html.close("section").line();
  }

  private void columns(DataSummary table, int from, int to) {
    html.open("div", "class", "wide", "tabindex", "0", "role", "region", "aria-label", "columns");
    html.open("table", "class", "columns").open("thead").open("tr");
    for (String head : List.of("column", "is", "distribution", "least … greatest", "mean")) {
      html.element("th", head, "scope", "col");
    }
    html.element("th", "missing", "scope", "col").close("tr").close("thead").open("tbody").line();
    table.columns().subList(from, to).forEach(column -> row(column, table.rows()));
    html.close("tbody").close("table").close("div").line();
  }

  private void row(ColumnSummary column, long rows) {
    html.open("tr").element("th", Printable.piece(column.name()), "scope", "row");
    html.element("td", Printable.piece(column.use()));
    if (column.missing() == rows) {
      html.element("td", "nothing", "colspan", "3");
    } else if (column.distribution() instanceof Distribution.Numbers numbers) {
      numbers(numbers);
    } else if (column.distribution() instanceof Distribution.Labels labels) {
      labels(labels);
    }
    html.element(
        "td",
        column.missing() == 0
            ? "0"
            : Figures.count(column.missing())
                + " ("
                + Figures.percent(column.missing(), rows)
                + ")",
        "class",
        column.missing() == 0 ? "none" : "some");
    html.close("tr").line();
  }

  private void numbers(Distribution.Numbers numbers) {
    html.open("td", "class", "picture");
    Histogram.draw(html, numbers);
    html.close("td");
    html.element(
        "td", figure(numbers, numbers.least()) + " … " + figure(numbers, numbers.greatest()));
    html.element(
        "td", figure(numbers, numbers.dates() ? Math.rint(numbers.mean()) : numbers.mean()));
  }

  /** A number, or the date that it is. */
  static String figure(Distribution.Numbers of, double number) {
    return of.dates() ? Figures.date(number) : Figures.of(number);
  }

  private void labels(Distribution.Labels labels) {
    html.open("td", "class", "picture");
    Histogram.draw(html, labels);
    html.close("td");
    String most =
        labels.most().stream()
            .map(label -> Printable.piece(label.text()) + " " + Figures.count(label.cells()))
            .collect(Collectors.joining(", "));
    String others = labels.others() == 0 ? "" : ", others " + Figures.count(labels.others());
    html.element("td", most + others, "colspan", "2", "class", "labels");
  }

  private void digests(Map<String, String> digests) {
    if (digests.isEmpty()) {
      return;
    }
    html.element("h3", "Digest").open("dl");
    digests.entrySet().stream()
        .limit(MOST_DIGESTS)
        .forEach(
            digest ->
                html.open("div")
                    .element("dt", digest.getKey())
                    .open("dd")
                    .text("SHA-256 ")
                    .element("code", digest.getValue())
                    .close("dd")
                    .close("div"));
    html.close("dl");
    if (digests.size() > MOST_DIGESTS) {
      html.element(
          "p", "And those of " + (digests.size() - MOST_DIGESTS) + " more files.", "class", "more");
    }
  }
}
