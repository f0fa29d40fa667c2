package io.kindling.report;

import io.kindling.text.Printable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The page of a regression: its sections, one after the other. */
final class RegressionPage {
  private static final int MOST_ROWS = 1000;

  private final RegressionReport report;
  private final Html html = new Html();

  RegressionPage(RegressionReport report) {
    this.report = report;
  }

  String html() {
    String style = Assets.ownStyle();
    PageHead.write(html, report.title, policy(style), style, "");
    html.open("body").open("main").line();
    html.open("header").element("h1", report.title);
    html.element("p", report.lead, "class", "lead").close("header").line();
    coefficients();
    quality();
    pictures();
    standingOut();
    comparison();
    new DataSection(html, report.data).write();
    repetition();
    html.close("main").line().close("body").close("html").line();
    return html.toString();
  }

  /** No script at all. */
  static String policy(String style) {
    return "default-src 'none'; style-src "
        + Assets.source(style)
        + "; img-src data:; base-uri 'none'; form-action 'none'";
  }

  private void begin(String id, String heading) {
    html.open("section", "aria-labelledby", id).element("h2", heading, "id", id).line();
  }

  private void coefficients() {
    if (report.coefficients == null && report.notes.isEmpty()) {
      return;
    }
    begin("coefficients", "Coefficients");
    notes(report.notes);
    table(report.coefficients, "coefficients");
    html.close("section").line();
  }

  private void notes(List<String> lines) {
    if (!lines.isEmpty()) {
      html.open("ul", "class", "notes");
      lines.forEach(line -> html.element("li", line));
      html.close("ul").line();
    }
  }

  private void table(@Nullable NumberTable table, String label) {
    if (table == null) {
      return;
    }
    html.open("div", "class", "wide", "tabindex", "0", "role", "region", "aria-label", label);
    html.open("table", "class", "numbers").open("thead").open("tr");
    table.header().forEach(name -> html.element("th", Printable.piece(name), "scope", "col"));
    html.close("tr").close("thead").open("tbody").line();
    table.rows().stream()
        .limit(MOST_ROWS)
        .forEach(
            row -> {
              html.open("tr").element("th", Printable.piece(row.name()), "scope", "row");
              row.numbers().forEach(number -> html.element("td", Figures.of(number)));
              html.close("tr").line();
            });
    html.close("tbody").close("table").close("div").line();
    int more = table.rows().size() - MOST_ROWS;
    if (more > 0) {
      html.element("p", "And " + Figures.count(more) + " more.", "class", "more");
    }
  }

  private void quality() {
    if (report.qualities.isEmpty() && report.remarks.isEmpty()) {
      return;
    }
    begin("quality", "The fit as a whole");
    if (!report.qualities.isEmpty()) {
      html.open("div", "class", "wide", "tabindex", "0", "role", "region", "aria-label", "quality");
      html.open("table", "class", "quality").open("thead").open("tr");
      for (String head : List.of("number", "value", "in plain words")) {
        html.element("th", head, "scope", "col");
      }
      html.close("tr").close("thead").open("tbody").line();
      for (RegressionReport.Quality one : report.qualities) {
        html.open("tr").element("th", Printable.piece(one.name()), "scope", "row");
        html.element("td", Figures.of(one.value())).element("td", one.meaning());
        html.close("tr").line();
      }
      html.close("tbody").close("table").close("div").line();
    }
    notes(report.remarks);
    html.close("section").line();
  }

  private void pictures() {
    if (report.pictures.isEmpty()) {
      return;
    }
    begin("pictures", "Pictures");
    for (RegressionReport.Drawn one : report.pictures) {
      String label = "picture: " + one.heading();
      html.element("h3", one.heading()).open("figure", "class", "drawn");
      html.open("div", "class", "wide", "tabindex", "0", "role", "region", "aria-label", label);
      html.own(one.svg().strip()).close("div");
      html.element("figcaption", one.explanation()).close("figure").line();
    }
    html.close("section").line();
  }

  private void standingOut() {
    if (report.standingOut != null) {
      begin("rows", "Rows that stand out");
      html.element("p", report.standingOutNote);
      table(report.standingOut, "rows that stand out");
      html.close("section").line();
    }
  }

  private void comparison() {
    if (report.comparison != null) {
      begin("comparison", "Beside another model");
      html.element("p", report.comparisonNote);
      table(report.comparison, "both models");
      html.close("section").line();
    }
  }

  private void repetition() {
    if (report.command.isEmpty() && report.versions.isEmpty()) {
      return;
    }
    begin("again", "Once more");
    if (!report.command.isEmpty()) {
      Repetition.command(html, report.command);
    }
    Repetition.facts(html, "Versions", report.versions);
    html.close("section").line();
  }
}
