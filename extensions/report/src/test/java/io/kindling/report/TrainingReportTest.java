package io.kindling.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.train.Epoch;
import io.kindling.train.History;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TrainingReportTest extends PageContract {
  @Override
  String html(String text) {
    return Reports.everything(text).html();
  }

  @Override
  void save(Path file) {
    Reports.everything("x").save(file);
  }

  @Test
  void everyElementIsClosedAndEverySectionHasItsHeading() {
    Markup page = markup("x");
    assertThat(page.tags)
        .contains(
            "<h2 id=\"result\">",
            "<h2 id=\"learning\">",
            "<h2 id=\"predictions\">",
            "<h2 id=\"weights\">",
            "<h2 id=\"data\">",
            "<h2 id=\"again\">");
    assertThat(page.count("h1")).isEqualTo(1);
    assertThat(page.count("figure")).isEqualTo(page.count("figcaption")).isEqualTo(3);
    assertThat(page.tags)
        .filteredOn(tag -> tag.startsWith("<th "))
        .allMatch(tag -> tag.contains("scope="));
    assertThat(page.tags)
        .filteredOn(tag -> tag.startsWith("<svg"))
        .allMatch(tag -> tag.contains("aria-label=") || tag.contains("aria-hidden="));
  }

  @Test
  void aReportThatSaysNothingIsAPageToo() {
    Markup page = new Markup(new TrainingReport("empty").html());
    assertThat(page.count("h2")).isZero();
    assertThat(page.count("table")).isZero();
  }

  @Test
  void aBrowserIsToldToRunAndShowWhatThePageHoldsAndNoMore() throws Exception {
    Markup page = markup("x");
    assertThat(page.raw).hasSize(2);
    assertThat(page.tags.get(3))
        .isEqualTo(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src"
                + " 'sha256-%s'; style-src 'sha256-%s'; img-src data:; base-uri 'none';"
                    .formatted(sha256(page.raw.get(1)), sha256(page.raw.get(0)))
                + " form-action 'none'\">");
  }

  @Test
  void ofManyPointsAndEpochsSomeAreDrawnAndThatIsSaid() {
    String page =
        new TrainingReport("many")
            .history(Reports.history(100_000))
            .points(Reports.points("", "y", 1_000_000))
            .html();
    assertThat(page).contains("Of 100,000 epochs 1,564 are drawn.");
    assertThat(page).contains("of 1,000,000 rows 1,954 are drawn.");
    assertThat(page).contains(",99905,99969,100000\""); // the last one always
    assertThat(page).hasSizeLessThan(250_000);
  }

  @Test
  void aThousandColumnsAreFolded() {
    List<ColumnSummary> columns = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      columns.add(
          Reports.numbers(
              "column " + i, IntStream.range(0, 500).mapToDouble(n -> n * n % 83).toArray()));
    }
    String html =
        new TrainingReport("wide").data(new DataSummary("w", 500, columns, Map.of())).html();
    Markup page = new Markup(html);
    assertThat(page.count("details")).isEqualTo(10);
    assertThat(page.text).contains("Columns 21 to 120 of 1000", "Columns 921 to 1000 of 1000");
    assertThat(html).hasSizeLessThan(1_500_000);
  }

  @Test
  void aHundredClassesAreAListAndThreeAMatrix() {
    List<String> classes = IntStream.range(0, 150).mapToObj(i -> "c" + i).toList();
    TrainingReport report = new TrainingReport("classes");
    Markup list = new Markup(report.confusion(Reports.confusion("t", classes)).html());
    assertThat(list.text).contains("mostly taken for", "c1 (3)", "And 50 more classes");
    Markup matrix =
        new Markup(
            new TrainingReport("few")
                .confusion(Reports.confusion("t", List.of("a", "b", "c")))
                .html());
    assertThat(matrix.text).contains("as a", "as b", "as c", "76.9 %");
    assertThat(matrix.tags).contains("<td class=\"right shade4\">", "<td class=\"wrong shade1\">");
  }

  @Test
  void whatIsNoNumberIsLeftOut() {
    List<Epoch> epochs =
        List.of(
            new Epoch(1, 2, OptionalDouble.empty(), 1, Map.of()),
            new Epoch(2, Double.NaN, OptionalDouble.empty(), 1, Map.of()),
            new Epoch(3, Double.POSITIVE_INFINITY, OptionalDouble.empty(), 1, Map.of()));
    String page =
        new TrainingReport("diverged")
            .history(new History(epochs, History.End.COMPLETED, 1))
            .metrics("training", Map.of("R2", Double.NEGATIVE_INFINITY))
            .html();
    assertThat(page).contains("data-name=\"training loss\" value=\"2,,\"").contains("<td>-∞</td>");
  }
}
