package io.kindling.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.error.DataException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RegressionReportTest extends PageContract {
  private static final String SVG =
      """
      <svg xmlns="http://www.w3.org/2000/svg" width="960" height="640" role="img">
      <title>a &lt;b&gt;</title><g><circle cx="1" cy="2" r="3"/></g></svg>
      """;

  /** With a text in every place that takes one. */
  static RegressionReport everything(String text) {
    NumberTable table =
        new NumberTable(
            List.of(text, text, "p"),
            List.of(
                NumberTable.Row.of(text, 0.25, 1e-17), NumberTable.Row.of("b", Double.NaN, -3)));
    return new RegressionReport(text)
        .lead(text)
        .command(text)
        .note(text)
        .coefficients(table)
        .quality(text, 0.5177, text)
        .remark(text)
        .picture(text, SVG, text)
        .picture("again", SVG, "the same")
        .standingOut(table, text)
        .comparison(table, text)
        .data(new DataSummary(text, 4, List.of(Reports.numbers(text, 1, 2)), Map.of(text, text)))
        .version(text, text);
  }

  @Test
  void everyElementIsClosedAndEverySectionHasItsHeading() {
    Markup page = markup("x");
    assertThat(page.tags)
        .contains(
            "<h2 id=\"coefficients\">",
            "<h2 id=\"quality\">",
            "<h2 id=\"pictures\">",
            "<h2 id=\"rows\">",
            "<h2 id=\"comparison\">",
            "<h2 id=\"data\">",
            "<h2 id=\"again\">");
    assertThat(page.count("h1")).isEqualTo(1);
    assertThat(page.count("figure")).isEqualTo(page.count("figcaption")).isEqualTo(2);
    assertThat(page.tags)
        .filteredOn(tag -> tag.startsWith("<th "))
        .allMatch(tag -> tag.contains("scope="));
    assertThat(html("x"))
        .contains("<tr><th scope=\"row\">x</th><td>0.25</td><td>1e-17</td></tr>")
        .contains("<tr><th scope=\"row\">b</th><td></td><td>-3</td></tr>")
        .contains("<tr><th scope=\"row\">x</th><td>0.5177</td><td>x</td></tr>")
        .contains(SVG.strip());
  }

  @Test
  void aReportThatSaysNothingIsAPageToo() {
    Markup page = new Markup(new RegressionReport("empty").html());
    assertThat(page.count("h2")).isZero();
    assertThat(page.count("table")).isZero();
  }

  @Override
  String html(String text) {
    return everything(text).html();
  }

  @Override
  void save(Path file) {
    everything("x").save(file);
  }

  @Test
  void nothingRuns() throws Exception {
    Markup page = markup("x");
    assertThat(page.count("script")).isZero();
    assertThat(page.raw).hasSize(1);
    assertThat(page.tags)
        .contains(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src"
                + " 'sha256-"
                + sha256(page.raw.get(0))
                + "'; img-src data:; base-uri 'none'; form-action 'none'\">");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<p>no picture</p>",
        "<svg ><script>alert(1)</script></svg>",
        "<svg onload=\"alert(1)\"></svg>",
        "<svg ><g onclick=\"alert(1)\"></g></svg>",
        "<svg ><a href=\"http://example.com\"></a></svg>",
        "<svg ><image href=\"http://example.com/x.png\"/></svg>",
        "<svg ><use href=\"#x\"/></svg>",
        "<svg ><style>*{display:none}</style></svg>",
        "<svg ><g style=\"display:none\"/></svg>",
        "<svg ><rect fill=\"url(http://example.com)\"/></svg>",
        "<svg ><foreignObject></foreignObject></svg>",
        "<svg ></svg><script>alert(1)</script><svg ></svg>",
        "<svg ><!-- --><g/></svg>",
        "<svg ><g x='1'/></svg>",
        "<svg ><g x=1/></svg>",
        "<svg ><g x=\"1\" /onload=\"x\"></g></svg>",
        "<svg ><text>1 < 2</text></svg>"
      })
  void aPictureThatIsMoreThanShapesAndWordsIsRefused(String svg) {
    RegressionReport report = new RegressionReport("x");
    assertThatThrownBy(() -> report.picture("x", svg, "x"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("a picture must be of plain shapes and words");
  }

  @Test
  void ofManyCoefficientsTheFirstAreShown() {
    List<NumberTable.Row> rows =
        IntStream.range(0, 3000).mapToObj(i -> NumberTable.Row.of("c" + i, i)).toList();
    String html =
        new RegressionReport("many")
            .coefficients(new NumberTable(List.of("coefficient", "estimate"), rows))
            .html();
    assertThat(html).contains(">c999<", "And 2,000 more.").doesNotContain(">c1000<");
  }

  @Test
  void aRowHasANumberForEachColumn() {
    assertThatThrownBy(
            () -> new NumberTable(List.of("a", "b"), List.of(NumberTable.Row.of("x", 1, 2))))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "NumberTable: a row must have a number for each column (got 2 of x; expected 1)");
  }
}
