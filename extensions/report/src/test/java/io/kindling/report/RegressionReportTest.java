package io.kindling.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.error.DataException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RegressionReportTest {
  private static final String SVG =
      """
      <svg xmlns="http://www.w3.org/2000/svg" width="960" height="640" role="img">
      <title>a &lt;b&gt;</title><g><circle cx="1" cy="2" r="3"/></g></svg>
      """;

  @TempDir Path folder;

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

  /** Without the pictures, whose elements may close themselves. */
  private static Markup markup(String html) {
    return new Markup(html.replaceAll("(?s)<svg xmlns.*?</svg>", ""));
  }

  @Test
  void everyElementIsClosedAndEverySectionHasItsHeading() {
    String html = everything("x").html();
    Markup page = markup(html);
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
    assertThat(html)
        .contains("<tr><th scope=\"row\">x</th><td>0.25</td><td>1e-17</td></tr>")
        .contains("<tr><th scope=\"row\">b</th><td></td><td>-3</td></tr>")
        .contains("<tr><th scope=\"row\">x</th><td>0.5177</td><td>x</td></tr>")
        .contains(SVG.strip());
  }

  @Test
  void aReportThatSaysNothingIsAPageToo() {
    Markup page = markup(new RegressionReport("empty").html());
    assertThat(page.count("h2")).isZero();
    assertThat(page.count("table")).isZero();
  }

  @Test
  void nothingLeadsOutOfThePageAndNothingRuns() throws Exception {
    Markup page = markup(everything("x").html());
    assertThat(page.tags)
        .allSatisfy(tag -> assertThat(tag).doesNotContainPattern("\\s(src|action|style|on\\w+)="));
    assertThat(page.count("script") + page.count("iframe") + page.count("img")).isZero();
    assertThat(page.raw).hasSize(1);
    assertThat(page.raw.get(0)).doesNotContain("url(", "@import");
    byte[] style = page.raw.get(0).getBytes(StandardCharsets.UTF_8);
    String hash =
        Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(style));
    assertThat(page.tags)
        .contains(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src"
                + " 'sha256-"
                + hash
                + "'; img-src data:; base-uri 'none'; form-action 'none'\">");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "</script><script>alert(1)</script>",
        "--><img src=x onerror=alert(1)>",
        "\" onmouseover=\"alert(1)",
        "]]></style><style>*{display:none}",
        "&lt;b&gt;&amp;&#0;",
        "\u202egnihton\u202c\u2066\u200f",
        "a\u0000b\u001b[31m\u2028\u2029\r",
        "\ud800"
      })
  void whatOthersHaveWrittenIsTextWhereverItStands(String hostile) {
    String html = everything(hostile).html();
    Markup page = markup(html);
    assertThat(names(page)).isEqualTo(names(markup(everything("x").html())));
    assertThat(html)
        .doesNotContainPattern("[\\u0000-\\u0009\\u000b-\\u001f\\u007f-\\u009f]")
        .doesNotContainPattern("[\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\ud800]");
  }

  private static List<String> names(Markup page) {
    return page.tags.stream().map(tag -> tag.replaceAll("=\"[^\"]*\"", "=")).toList();
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
  void theSameReportIsTheSameBytesInEveryLocale() {
    String page = everything("x").html();
    Locale before = Locale.getDefault();
    try {
      for (String tag : List.of("de-DE", "ar-EG-u-nu-arab", "tr-TR")) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        assertThat(everything("x").html()).isEqualTo(page);
      }
    } finally {
      Locale.setDefault(before);
    }
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

  @Test
  void theFileHoldsThePageOrStaysAsItWas() throws Exception {
    Path file = folder.resolve("fit.html");
    everything("x").save(file);
    assertThat(file).hasContent(everything("x").html());
    assertThatThrownBy(() -> everything("x").save(folder.resolve("none/fit.html")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("the file must be writable");
    assertThat(folder.toFile().list()).hasSize(1);
  }
}
