package io.kindling.report;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kindling.train.Epoch;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page in Debian's Chromium; with KINDLING_REQUIRE_CHROMIUM=1 there must be one. */
@Timeout(120)
final class ReportInChromiumTest {
  private static final String HOSTILE = "</script><img src=http://example.com/x onerror=alert(1)>";
  private static @Nullable Chromium started;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws Exception {
    boolean required = "1".equals(System.getenv("KINDLING_REQUIRE_CHROMIUM"));
    assumeTrue(required || Chromium.installed() != null, "no Chromium on this machine");
    started = Chromium.start();
  }

  @AfterAll
  static void stop() throws Exception {
    if (started != null) {
      started.close();
    }
  }

  @BeforeEach
  void beginAlike() {
    chromium().scheme("light");
    chromium().size(1000, 800);
  }

  private static Chromium chromium() {
    return requireNonNull(started);
  }

  private URI saved(TrainingReport report) {
    Path file = folder.resolve("report.html");
    report.save(file);
    return file.toUri();
  }

  private static double number(String expression) {
    return Double.parseDouble(chromium().value(expression));
  }

  @Test
  void chartsAreDrawnWithoutAComplaintAndWithoutARequest() throws Exception {
    URI page = saved(Reports.everything(HOSTILE));
    chromium().show(page);
    assertThat(number("document.querySelectorAll('canvas').length")).isEqualTo(3);
    assertThat(number("Math.min(...[...document.querySelectorAll('canvas')].map(c => c.width))"))
        .isGreaterThan(800);
    assertThat(number("Math.min(...[...document.querySelectorAll('canvas')].map(c => c.height))"))
        .isGreaterThan(200);
    assertThat(inked(".losses")).isGreaterThan(1000);
    assertThat(chromium().complaints).isEmpty();
    assertThat(chromium().requests).containsExactly(page.toString());
    assertThat(chromium().value("document.querySelectorAll('img').length")).isEqualTo("0");
  }

  @Test
  void thePageOfARegressionNeedsNothing() throws Exception {
    Path file = folder.resolve("fit.html");
    RegressionReportTest.everything(HOSTILE).save(file);
    chromium().show(file.toUri());
    assertThat(number("document.querySelectorAll('figure svg circle').length")).isEqualTo(2);
    assertThat(number("document.querySelector('figure svg').getBoundingClientRect().width"))
        .isBetween(600.0, 1000.0);
    assertThat(chromium().complaints).isEmpty();
    assertThat(chromium().requests).containsExactly(file.toUri().toString());
    assertThat(chromium().value("document.querySelectorAll('img, script').length")).isEqualTo("0");
    chromium().size(380, 800);
    assertThat(number("document.documentElement.scrollWidth")).isLessThanOrEqualTo(380);
  }

  /** How many dots of a chart are not blank. */
  private static double inked(String chart) {
    return number(
        """
        (() => {
          const canvas = document.querySelector("%s canvas");
          const dots = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
          return dots.filter((value, i) => i %% 4 === 3 && value > 0).length;
        })()\
        """
            .formatted(chart));
  }

  @Test
  void aBrowserLetsNothingLeaveThePage() throws Exception {
    chromium().show(saved(Reports.everything("x")));
    String tried =
        chromium()
            .value(
                """
                (async () => {
                  try {
                    await fetch("http://127.0.0.1:9/x");
                    return "sent";
                  } catch (refused) {
                    return "refused";
                  }
                })()\
                """);
    assertThat(tried).isEqualTo("refused");
    assertThat(chromium().requests).noneMatch(request -> request.contains("127.0.0.1"));
    assertThat(chromium().complaints.toString()).contains("Content Security Policy");
  }

  @Test
  void hoveringShowsTheValues() throws Exception {
    chromium().show(saved(Reports.everything("x")));
    assertThat(legend()).isEqualTo("epoch–training loss–validation loss–");
    hover(0.5);
    assertThat(legend()).isEqualTo("epoch3training loss0.333333validation loss0.5");
    hover(1);
    assertThat(legend()).isEqualTo("epoch5training loss0.2validation loss0.3");
  }

  private static String legend() {
    return chromium().value("document.querySelector('.losses .u-legend').textContent");
  }

  private static void hover(double share) {
    String place = "document.querySelector('.losses .u-over').getBoundingClientRect()";
    chromium()
        .moveMouse(
            number(place + ".left") + share * (number(place + ".width") - 2) + 1,
            number(place + ".top") + 50);
  }

  @Test
  void arrowKeysShowThemToo() throws Exception {
    chromium().show(saved(Reports.everything("x")));
    chromium().value("document.querySelector('.losses .plot').focus(); 1");
    chromium().key("Home");
    chromium().key("ArrowRight");
    assertThat(legend()).isEqualTo("epoch2training loss0.5validation loss0.75");
  }

  @Test
  void darkIsDarkAndLightIsLight() throws Exception {
    URI page = saved(Reports.everything("x"));
    chromium().show(page);
    String background = "getComputedStyle(document.documentElement).backgroundColor";
    assertThat(chromium().value(background)).isEqualTo("rgb(255, 255, 255)");
    byte[] light = chromium().picture();
    chromium().scheme("dark");
    assertThat(chromium().value(background)).isEqualTo("rgb(20, 23, 26)");
    assertThat(chromium().picture()).isNotEqualTo(light);
    chromium().scheme("light");
    assertThat(chromium().value(background)).isEqualTo("rgb(255, 255, 255)");
  }

  @Test
  void nothingIsWiderThanATelephone() throws Exception {
    chromium().size(360, 640);
    chromium().show(saved(Reports.everything("a name that goes on and on, ".repeat(5))));
    assertThat(number("document.documentElement.scrollWidth")).isEqualTo(360);
  }

  @Test
  void onPaperItHasPagesOfA4AndTheScreenIsAsBefore() throws Exception {
    chromium().show(saved(Reports.everything("x")));
    String pdf = new String(chromium().pdf(), StandardCharsets.ISO_8859_1);
    assertThat(pdf).startsWith("%PDF-");
    assertThat(Pattern.compile("/Type\\s*/Page\\b").matcher(pdf).results().count())
        .isBetween(2L, 6L);
    assertThat(pdf).contains("/MediaBox [0 0 594.95996 841.91998]");
    chromium().frame();
    assertThat(number("document.querySelector('canvas').width")).isGreaterThan(800);
  }

  @Test
  void aThousandColumnsAreShownInTime() throws Exception {
    TrainingReport report = new TrainingReport("wide");
    report.data(
        new DataSummary(
            "wide",
            3,
            IntStream.range(0, 1000)
                .mapToObj(i -> Reports.numbers("column " + i, 1, 2.5, i))
                .toList(),
            Map.of()));
    chromium().show(saved(report.history(Reports.history(100_000))));
    assertThat(number("document.querySelectorAll('.columns tbody tr').length")).isEqualTo(1000);
    assertThat(chromium().complaints).isEmpty();
  }

  @Test
  void aTrainingIsWatchedUntilItsReportIsThere() throws Exception {
    TrainingReport report = new TrainingReport("watched");
    try (LiveReport live = LiveReport.start(report)) {
      chromium().show(live.address());
      live.epochEnded(epoch(1, 0.5));
      live.epochEnded(epoch(2, 0.25));
      until("document.getElementById('status').textContent.startsWith('Epoch 2 has ended')");
      report.history(Reports.history(2)).metrics("training", Map.of("R2", 0.75));
      live.end();
    }
    until("document.querySelector('.lead').textContent.includes('R2 0.75 (training)')");
    assertThat(inked(".losses")).isGreaterThan(1000);
    assertThat(chromium().complaints).isEmpty();
  }

  private static Epoch epoch(int number, double loss) {
    return new Epoch(number, loss, OptionalDouble.empty(), 0.1, Map.of());
  }

  /** Waits for the page, whose own frames are the clock; the test's time is limited. */
  private static void until(String condition) {
    while (!chromium().value(condition).equals("true")) {
      chromium().frame();
    }
  }
}
