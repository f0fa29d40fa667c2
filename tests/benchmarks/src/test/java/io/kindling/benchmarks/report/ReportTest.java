package io.kindling.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.benchmarks.Results;
import io.kindling.benchmarks.Results.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run's results become on the page. */
final class ReportTest {
  private static final Path PROJECT = Path.of("../..");
  private static final String PAGE = "docs/performance.md";
  private static final String SIZE = "1000000x64";

  @TempDir private Path folder;
  private Results results;

  @BeforeEach
  void aRun() throws IOException {
    Report.copy(PROJECT, folder);
    Files.writeString(folder.resolve("run.properties"), "processor=an abacus, 2 cores\nrounds=3\n");
    results = new Results(folder.resolve("results.csv"));
    for (int round = 1; round <= 3; round++) {
      add(round, "read", "2", SIZE, round * 9e6);
      add(round, "cpu, vectors", "2", SIZE, round * 10e6);
      add(round, "cpu", "1", SIZE, round * 24e6);
      add(round, "cpu", "2", SIZE, round * 16e6);
      add(round, "javacpp", "1", SIZE, round * 40e6);
      add(round, "cpu", "1", "tutorial", 2000 + round);
      add(round, "cpu", "2", "mlp-256", 1e6);
      add(round, "cpu", "2", "mlp-256-allocated", 32 * 1024);
      add(round, "cpu", "2", "binary-bytes", 30);
      add(round, "cpu", "2", "binary-rows", 90);
      add(round, "cpu", "2", "binary-trained", 100);
    }
    add(1, "reading", "", "reading-kindling-arrays", 1000);
    add(1, "reading", "", "reading-duckdb-2-sums-processor", 2500);
    for (int round = 1; round <= 3; round++) {
      add(round, "kindling", "1", "LINEAR_64-row", round * 44);
      add(round, "by hand", "1", "LINEAR_64-row", round * 40);
      add(round, "kindling", "1", "LINEAR_64-row-allocated", 0.02);
      add(round, "onnxruntime", "1", "LINEAR_64-batch", 25);
      add(round, "spread", "1", "LINEAR_64-spread-kindling-0.5", 80);
      add(round, "spread", "1", "LINEAR_64-spread-kindling-0.999", 100);
      add(round, "kindling", "8", "LINEAR_64-row", round * 88);
    }
    add(1, "libtorch", "1", "growth-1000", 20_000);
    add(1, "libtorch", "1", "growth-10000", 40_000);
  }

  private void add(int round, String peer, String threads, String workload, double value)
      throws IOException {
    results.add(new Row(round, peer, threads, workload, value + ""));
  }

  private String page() throws IOException {
    Report.write(folder, folder);
    return Files.readString(folder.resolve(PAGE));
  }

  @Test
  void ratiosAreOfTheBestThreadsAndOfTheSameRound() throws IOException {
    assertThat(page())
        .contains(
            "`cpu`, vectors, against reading alone | cpu, vectors 2 / read 2 | 0.9 × | 0.9 … 0.9 × "
                + "| ≥ 0.82 × | ≥ 0.9 × | **reached, and the stretch** |")
        .contains(
            "`cpu` against LibTorch | cpu 2 / javacpp 1 | 2.5 × | 2.5 … 2.5 × | ≥ 3.5 × | ≥ 5 × "
                + "| missed by a factor of 1.4 |");
  }

  @Test
  void whatEverybodyStartsIsHeldAgainstItselfWithVectorsAndComesFirst() throws IOException {
    String page = page();
    assertThat(page)
        .contains(
            "`cpu` against itself with vectors | cpu 2 / cpu, vectors 2 | 0.63 × "
                + "| 0.63 … 0.63 × | ≥ 0.7 × | ≥ 0.9 × | missed by a factor of 1.12 |");
    assertThat(page.substring(page.indexOf("<!-- epochs -->")).lines().skip(4))
        .extracting(line -> line.replaceFirst(" ms.*", ""))
        .startsWith(
            "| cpu | 1 | 48", "| cpu | 2 | 32", "| cpu, vectors | 2 | 20", "| read | 2 | 18");
  }

  @Test
  void theReadmeShowsEveryoneAtTheirBest() throws IOException {
    String row = "| an epoch of 1,000,000 rows of 64 | 32 ms | 20 ms | 80 ms | – |";
    assertThat(page()).contains(row);
    assertThat(folder.resolve("README.md")).content().contains(row);
  }

  @Test
  void allocationIsThatOfTheBestThreads() throws IOException {
    assertThat(page())
        .contains(
            "MLP, batch 256, allocation | cpu 2 | 32 KB | 32 … 32 KB | ≤ 64 KB | – | **reached**");
  }

  @Test
  void aFileIsReadByWhoeverTrainsOnIt() throws IOException {
    assertThat(page())
        .contains("| the binary file | cpu | 30 ns | 90 ns | 100 ns |")
        .contains("against reading its rows | cpu 2 / cpu 2 | 0.9 × | 0.9 … 0.9 × | ≥ 0.8 × | – |");
  }

  @Test
  void whoReadsIsNamedWithItsThreads() throws IOException {
    assertThat(page())
        .contains("| kindling | 1 µs | – | – | – |")
        .contains("| duckdb, 2 threads | – | – | – | 2.5 µs |");
  }

  @Test
  void predictionsAreHeldAgainstLoopsByHandAndSaidToBeSpread() throws IOException {
    assertThat(page())
        .contains("| linear 64–1 | 88 ns | 80 ns | 1.1 × | 1.1 … 1.1 | 0 | – | – | – |")
        .contains(
            "| `linear 64–1`, a row, of loops by hand | 1.1 × | 1.1 … 1.1 | ≤ 1.2 × | **reached**")
        .contains("within, of their median | 1.25 × | 1.25 … 1.25 | ≤ 3 × | **reached** |")
        .contains("on 8 threads, of on 1 | 2 × | 2 … 2 | ≤ 1.2 × | missed by a factor of 1.67 |")
        .contains("| onnxruntime | – | – | 25 ns | – | – | – |")
        .contains("| linear 64–1 | kindling | 80 ns | – | 100 ns | – | 1.25 × |");
  }

  @Test
  void aRunOfPredictionsAloneWritesNothingElse() throws IOException {
    String before = Files.readString(folder.resolve(PAGE));
    Report.predictions(folder, folder);
    String after = Files.readString(folder.resolve(PAGE));
    String end = "<!-- end of answers -->";
    assertThat(after.substring(0, after.indexOf(end)))
        .isEqualTo(before.substring(0, before.indexOf(end)));
    assertThat(after).contains("| linear 64–1 | 88 ns |");
  }

  @Test
  void whatIsNotMeasuredIsSaidToBeSo() throws IOException {
    assertThat(page())
        .contains("`cpu` against DJL | cpu 2 / – | – | – | ≥ 2 × | ≥ 2.5 × | not measured |");
  }

  @Test
  void tablesHaveMediansAndQuartiles() throws IOException {
    assertThat(page())
        .contains("| processor | an abacus, 2 cores |")
        .contains("| cpu | 1 | 48 ms<br>36 ms … 60 ms | – | – |")
        .contains("| cpu | 1 | 2 µs<br>2 µs … 2 µs |")
        .contains("| cpu | 2 | 256,000<br>256,000 … 256,000 | – |")
        .contains(
            "| tutorial's step, `cpu` | cpu 1 | 2 µs | 2 … 2 µs | ≤ 0.3 µs | ≤ 0.2 µs | missed by");
  }

  @Test
  void growthIsAPowerOfTheSize() throws IOException {
    assertThat(page()).contains("| 10,000 | 40 µs | 4 µs | 0.3 |");
  }

  @Test
  void whoFailsIsNamedAndTheRestStands() throws IOException {
    results.add(new Row(2, "djl", "1", SIZE, "it ended with\nexit code 134"));
    assertThat(page())
        .contains("- djl, threads: 1, round 2, 1000000x64: it ended with exit code 134")
        .contains("| cpu | 2 | 32 ms<br>24 ms … 40 ms | – | – |");
  }

  @Test
  void textBetweenTheTablesStaysAndAnotherRunReplacesOnlyThem() throws IOException {
    String first = page();
    assertThat(page()).isEqualTo(first);
    assertThat(first).contains("Not the same work, and so not here");
    assertThat(folder.resolve("docs/images/performance.png")).isNotEmptyFile();
  }

  @Test
  void aPageWithoutAPartIsRefused() throws IOException {
    Files.writeString(folder.resolve(PAGE), "<!-- speed -->\n<!-- end of speed -->\n");
    assertThatThrownBy(this::page)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageEndingWith("performance.md has no part machine");
  }

  @Test
  void quartilesLieBetweenValues() {
    Series series = new Series(Map.of(1, 4.0, 2, 1.0, 3, 2.0, 4, 3.0));
    assertThat(List.of(series.quantile(0.25), series.median(), series.quantile(0.75)))
        .containsExactly(1.75, 2.5, 3.25);
  }

  @Test
  void aRoundThatOneOfTwoMissesDoesNotCount() {
    Series mine = new Series(Map.of(1, 10.0, 2, 100.0));
    Series theirs = new Series(Map.of(1, 5.0, 3, 1.0));
    assertThat(mine.over(theirs).values()).containsExactly(Map.entry(1, 2.0));
  }
}
