package io.kindling.report;

import io.kindling.text.Printable;
import io.kindling.train.History;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What has come out of a training: how good it is, how it went, what was predicted and learned. */
final class ResultSections {
  private static final int MOST_PICTURES = 6;
  private static final int MOST_PARAMETERS = 200;
  private static final String SECTION = "section";

  private final Html html;
  private final TrainingReport report;
  private final Charts charts;

  ResultSections(Html html, TrainingReport report) {
    this.html = html;
    this.report = report;
    this.charts = new Charts(html);
  }

  /** Writes them; while the training goes on there are but the losses. */
  void write(boolean live) {
    metrics();
    History history = report.history;
    if (live) {
      begin("learning", "Learning");
      charts.losses(new History(List.of(), History.End.COMPLETED, 0), true);
      html.close(SECTION);
    } else if (history != null && !history.epochs().isEmpty()) {
      begin("learning", "Learning");
      charts.losses(history, false);
      html.close(SECTION);
    }
    predictions();
    if (report.weights != null || !report.parameters.isEmpty()) {
      begin("weights", report.weights == null ? "Parameters" : "Weights");
      if (report.weights != null) {
        new WeightRows(html, report.weights).write();
      } else {
        parameters();
      }
      html.close(SECTION).line();
    }
  }

  private void begin(String id, String heading) {
    html.open(SECTION, "aria-labelledby", id).element("h2", heading, "id", id).line();
  }

  private void metrics() {
    if (report.metrics.isEmpty() && report.notes.isEmpty()) {
      return;
    }
    begin("result", "Result");
    if (!report.metrics.isEmpty()) {
      metricTable();
    }
    if (!report.notes.isEmpty()) {
      html.open("ul", "class", "notes");
      report.notes.forEach(note -> html.element("li", note));
      html.close("ul");
    }
    html.close(SECTION).line();
  }

  private void metricTable() {
    Set<String> names = new LinkedHashSet<>();
    report.metrics.values().forEach(part -> names.addAll(part.keySet()));
    html.open("div", "class", "wide", "tabindex", "0", "role", "region", "aria-label", "metrics");
    html.open("table", "class", "metrics").open("thead").open("tr");
    html.element("th", "rows", "scope", "col");
    names.forEach(name -> html.element("th", Printable.piece(name), "scope", "col"));
    html.close("tr").close("thead").open("tbody");
    for (Map.Entry<String, Map<String, Double>> part : report.metrics.entrySet()) {
      html.open("tr").element("th", Printable.piece(part.getKey()), "scope", "row");
      names.forEach(
          name -> html.element("td", Figures.of(part.getValue().getOrDefault(name, Double.NaN))));
      html.close("tr");
    }
    html.close("tbody").close("table").close("div").line();
  }

  private void predictions() {
    if (report.points.isEmpty() && report.confusions.isEmpty()) {
      return;
    }
    begin("predictions", "Predictions");
    report.points.stream().limit(MOST_PICTURES).forEach(charts::points);
    more(report.points.size() - MOST_PICTURES, "targets are not drawn");
    report.confusions.stream()
        .limit(MOST_PICTURES)
        .forEach(counts -> new ConfusionTable(html, counts).write());
    more(report.confusions.size() - MOST_PICTURES, "targets are not shown");
    html.close(SECTION).line();
  }

  private void parameters() {
    html.open(
        "div", "class", "wide", "tabindex", "0", "role", "region", "aria-label", "parameters");
    html.open("table").open("thead").open("tr").element("th", "parameter", "scope", "col");
    html.element("th", "shape", "scope", "col").element("th", "numbers", "scope", "col");
    html.close("tr").close("thead").open("tbody");
    report.parameters.entrySet().stream()
        .limit(MOST_PARAMETERS)
        .forEach(
            parameter ->
                html.open("tr")
                    .element("th", Printable.piece(parameter.getKey()), "scope", "row")
                    .element("td", parameter.getValue().toString())
                    .element("td", Figures.count(parameter.getValue().numel()))
                    .close("tr"));
    html.close("tbody").close("table").close("div");
    more(report.parameters.size() - MOST_PARAMETERS, "parameters");
  }

  private void more(int count, String what) {
    if (count > 0) {
      html.element("p", "And " + Figures.count(count) + " more " + what + ".", "class", "more");
    }
  }
}
