package io.kindling.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TicksTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-0.4|10.4|LINEAR|0 2 4 6 8 10|",
        "0|1|LINEAR|0.0 0.2 0.4 0.6 0.8 1.0|",
        "0.97|1.03|LINEAR|0.97 0.98 0.99 1.00 1.01 1.02 1.03|",
        "0|1e6|LINEAR|0 200000 400000 600000 800000 1000000|",
        "0|5e9|LINEAR|0 1e9 2e9 3e9 4e9 5e9|",
        "0|3.1e-7|LINEAR|0 5e-8 1e-7 1.5e-7 2e-7 2.5e-7 3e-7|",
        "1700000000000|1700000100000|LINEAR|0 20000 40000 60000 80000 100000|1700000000000",
        "16777216|16777222|LINEAR|0 1 2 3 4 5 6|16777216",
        "-1.7e308|1.7e308|LINEAR|-1.5e308 -1e308 -5e307 0 5e307 1e308 1.5e308|",
        "1|3|WHOLE|1 2 3|",
        "0.9|1.4|WHOLE|1|",
        "0.9|50|LOG|1 2 5 10 20 50|",
        "0.0005|1200|LOG|0.001 0.01 0.1 1 10 100 1000|",
        "1e-30|1|LOG|1e-30 1e-25 1e-20 1e-15 1e-10 1e-5 1|",
      })
  void areRoundNumbers(double low, double high, Axis.Scale scale, String texts, String from) {
    Ticks ticks = Ticks.of(new Axis("x", low, high, scale), 7);
    assertThat(ticks.marks().stream().map(Ticks.Mark::text).collect(Collectors.joining(" ")))
        .isEqualTo(texts);
    assertThat(ticks.from()).isEqualTo(from == null ? "" : from);
    for (Ticks.Mark mark : ticks.marks()) {
      double offset = from == null ? 0 : Double.parseDouble(from);
      assertThat(Double.parseDouble(mark.text()) + offset).isEqualTo(mark.value());
    }
  }
}
