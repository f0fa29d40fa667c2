package io.kindling.statistics;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A data set of NIST's Statistical Reference Datasets, with its certified values.
 *
 * @param rows of y and the columns that explain it
 */
record ReferenceData(
    List<BigDecimal> estimates,
    List<BigDecimal> deviations,
    BigDecimal residualDeviation,
    BigDecimal r2,
    List<BigDecimal[]> rows) {
  private static final Pattern PARAMETER = Pattern.compile("\\s+B\\d+\\s+(\\S+)\\s+(\\S+)\\s*");
  private static final int FIRST_DATA_LINE = 60;

  static ReferenceData of(String name) {
    List<BigDecimal> estimates = new ArrayList<>();
    List<BigDecimal> deviations = new ArrayList<>();
    List<BigDecimal[]> rows = new ArrayList<>();
    BigDecimal[] others = new BigDecimal[2];
    List<String> lines = lines(name);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      Matcher parameter = PARAMETER.matcher(line);
      String[] words = line.strip().split("\\s+");
      if (i >= FIRST_DATA_LINE && !line.isBlank()) {
        BigDecimal[] row = new BigDecimal[words.length];
        for (int j = 0; j < row.length; j++) {
          row[j] = new BigDecimal(words[j]);
        }
        rows.add(row);
      } else if (parameter.matches()) {
        estimates.add(new BigDecimal(parameter.group(1)));
        deviations.add(new BigDecimal(parameter.group(2)));
      } else if (line.contains("Standard Deviation  ")) {
        others[0] = new BigDecimal(words[words.length - 1]);
      } else if (line.contains("R-Squared")) {
        others[1] = new BigDecimal(words[words.length - 1]);
      }
    }
    return new ReferenceData(estimates, deviations, others[0], others[1], rows);
  }

  private static List<String> lines(String name) {
    try (InputStream in = ReferenceData.class.getResourceAsStream("nist/" + name + ".dat")) {
      byte[] bytes = Objects.requireNonNull(in).readAllBytes();
      return new String(bytes, StandardCharsets.US_ASCII).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sums of y and x1 … xd; of one column x, of as many of its powers as there are parameters. */
  Moments moments(int columns) {
    List<String> names = new ArrayList<>(List.of("y"));
    for (int i = 1; i <= columns; i++) {
      names.add("x" + i);
    }
    Moments moments = Moments.of(names, false);
    for (BigDecimal[] row : rows) {
      BigDecimal[] all = new BigDecimal[columns + 1];
      all[0] = row[0];
      for (int i = 1; i <= columns; i++) {
        all[i] = i < row.length ? row[i] : row[1].pow(i);
      }
      moments.add(all);
    }
    return moments;
  }
}
