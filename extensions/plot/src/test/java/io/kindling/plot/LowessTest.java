package io.kindling.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trends beside R's {@code lowess}. */
final class LowessTest {
  /** R lets a point at the very edge of a window weigh nothing, and one in its middle 1. */
  private static final double EDGES = 1e-6;

  @ParameterizedTest
  @ValueSource(strings = {"curve", "outliers", "ties", "line", "not robust"})
  void theTrendIsThatOfR(String name) throws Exception {
    List<String[]> lines =
        Files.readAllLines(file()).stream()
            .map(line -> line.split(","))
            .filter(line -> line[0].equals(name))
            .toList();
    assertThat(lines).isNotEmpty();
    double[] expected = column(lines, 3);
    assertThat(Lowess.of(column(lines, 1), column(lines, 2), !name.equals("not robust")))
        .containsExactly(expected, within(EDGES));
  }

  private static Path file() throws URISyntaxException {
    return Path.of(Objects.requireNonNull(LowessTest.class.getResource("lowess.csv")).toURI());
  }

  private static double[] column(List<String[]> lines, int at) {
    return lines.stream().mapToDouble(line -> Double.parseDouble(line[at])).toArray();
  }
}
