package io.kindling.report;

import java.util.Map;

/** The page: what holds its sections, and what lets nothing leave it. */
final class Page {
  private final TrainingReport report;
  private final Kind kind;
  private final Html html = new Html();

  /** What becomes of a page. */
  enum Kind {
    /** It is kept. */
    FILE,
    /** It is served, and asks for what is new. */
    LIVE,
    /** It takes the place of the one that was served, whose server then is gone. */
    LAST
  }

  Page(TrainingReport report, Kind kind) {
    this.report = report;
    this.kind = kind;
  }

  /** What a browser is to let the page do: run its own script, show its own style, no more. */
  static String policy(Assets assets, Kind kind) {
    return "default-src 'none'; script-src "
        + Assets.source(assets.script())
        + "; style-src "
        + Assets.source(assets.style())
        + "; img-src data:; base-uri 'none'; form-action 'none'"
        + (kind == Kind.LIVE ? "; connect-src 'self'" : "");
  }

  String html() {
    Assets assets = Assets.load();
    PageHead.write(
        html,
        report.title,
        policy(assets, kind),
        assets.style(),
        "The charts are drawn by uPlot.\n\n" + assets.licence().strip());
    html.open("body").open("main").line();
    header();
    status();
    new ResultSections(html, report).write(kind == Kind.LIVE);
    new DataSection(html, report.data).write();
    repetition();
    html.close("main").line();
    html.open("script").own(assets.script()).close("script").close("body").close("html").line();
    return html.toString();
  }

  private void header() {
    html.open("header").element("h1", report.title);
    html.open("p", "class", "lead");
    html.text("A training with Kindling");
    String best = best();
    if (!best.isEmpty()) {
      html.text(": ").element("strong", best);
    }
    html.close("p").close("header").line();
  }

  /** The first metric of the last part of the rows: what was held out, where something was. */
  private String best() {
    String best = "";
    for (Map.Entry<String, Map<String, Double>> part : report.metrics.entrySet()) {
      for (Map.Entry<String, Double> metric : part.getValue().entrySet()) {
        best = metric.getKey() + " " + Figures.of(metric.getValue()) + " (" + part.getKey() + ")";
        break;
      }
    }
    return best;
  }

  private void status() {
    if (kind != Kind.FILE) {
      html.element(
              "p",
              kind == Kind.LIVE
                  ? "The training begins. This page's address is gone when it ends."
                  : "The training has ended, and this page's address with it. What is shown here"
                      + " stays as long as it is open.",
              "id",
              "status",
              "class",
              "status")
          .line();
    }
    html.open("noscript")
        .element("p", "The charts need JavaScript; all else does not.", "class", "status")
        .close("noscript")
        .line();
  }

  private void repetition() {
    if (report.command.isEmpty() && report.setUp.isEmpty() && report.versions.isEmpty()) {
      return;
    }
    html.open("section", "aria-labelledby", "again").element("h2", "Once more", "id", "again");
    if (!report.command.isEmpty()) {
      Repetition.command(html, report.command);
    }
    Repetition.facts(html, "How it was trained", report.setUp);
    Repetition.facts(html, "Versions", report.versions);
    html.close("section").line();
  }
}
