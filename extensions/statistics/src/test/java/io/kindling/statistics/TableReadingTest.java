package io.kindling.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.csv.CsvFile;
import io.kindling.error.DataException;
import io.kindling.table.FeatureColumns;
import io.kindling.table.FeatureRules;
import io.kindling.table.Missing;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table of text is read digit by digit. */
final class TableReadingTest {
  @TempDir Path folder;

  private CsvFile file(String text) throws IOException {
    Path file = folder.resolve("a.csv");
    Files.writeString(file, text);
    return CsvFile.of(file);
  }

  private static FeatureColumns numbers(String... names) {
    return FeatureColumns.numbers(List.of(names));
  }

  @Test
  void cellsAreTheDecimalsThatAreWrittenThere() throws IOException {
    CsvFile file = file("x,y\n0.1, 1e2\n0.2,\"-.5\"\n0.30000000000000000000001,7\n");
    Moments moments = Moments.of(file, numbers("x", "y"), null, false);
    assertThat(moments.columns()).containsExactly("x", "y");
    assertThat(moments.rows()).isEqualTo(3);
    assertThat(moments.sum(0, 1)).isEqualTo(new BigDecimal("0.60000000000000000000001"));
    assertThat(moments.sum(1, 2)).isEqualTo(new BigDecimal("12.00000000000000000000007"));
  }

  @Test
  void manyRowsAreAddedOnAllProcessors() throws IOException {
    Random random = new Random(1);
    StringBuilder text = new StringBuilder("w,x,y\n");
    Oracle oracle = new Oracle();
    for (int i = 0; i < 5000; i++) {
      String x = random.nextInt(1000) + "." + random.nextInt(100);
      String y = i % 50 == 0 ? random.nextGaussian() + "" : "-0.5";
      String w = i % 3 + "";
      text.append(w).append(',').append(x).append(',').append(y).append('\n');
      BigDecimal[] row = {new BigDecimal(x), new BigDecimal(y)};
      oracle.add(row, new BigDecimal(w));
    }
    oracle.check(Moments.of(file(text.toString()), numbers("x", "y"), "w", false));
  }

  @Test
  void numbersThatAreWrittenInOtherWaysAreTheSame() throws IOException {
    CsvFile file = file("x;y\n1.234,5;1\n2;0,1\n").separator(";").decimal(',').thousands('.');
    Moments moments = Moments.of(file, numbers("x", "y"), null, false);
    assertThat(moments.sum(0, 1)).isEqualTo(new BigDecimal("1236.5"));
    assertThat(moments.sum(2, 2)).isEqualTo(new BigDecimal("1.01"));
  }

  @Test
  void textAndGapsAreFeaturesAsInTraining() throws IOException {
    CsvFile file = file("x,kind\n0.1,a\n,b\n0.3,a\n");
    FeatureColumns columns =
        FeatureRules.standard()
            .missing(Missing.MEAN)
            .find(file, List.of("x", "kind"), true)
            .columns();
    Moments moments = Moments.of(file, columns, null, false);
    assertThat(moments.columns()).isEqualTo(columns.features());
    assertThat(moments.sum(2, 2)).isEqualTo(new BigDecimal("2"));
    assertThat(moments.sum(0, 1).doubleValue()).isEqualTo(0.6);
    Moments dropped = Moments.of(file, numbers("x"), null, true);
    assertThat(dropped.rows()).isEqualTo(2);
    assertThat(dropped.sum(0, 1)).isEqualTo(new BigDecimal("0.4"));
  }

  @Test
  void whatIsAmissIsNamedWithItsPlace() throws IOException {
    CsvFile file = file("x,w\n1,1\nabc,-2\n");
    assertThatThrownBy(() -> Moments.of(file, numbers("x"), null, false))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("a.csv, line 3, column x: a cell must hold a number (got 'abc'");
    assertThatThrownBy(() -> Moments.of(file, numbers("w"), "w", false))
        .hasMessageContaining("the column of the weights must be none of the others");
    CsvFile weights = file("x,w\n1,1\n2,-2\n");
    assertThatThrownBy(() -> Moments.of(weights, numbers("x"), "w", false))
        .hasMessageContaining("line 3, column w: a weight must not be negative (got -2");
    CsvFile tiny = file("x\n1e-5000\n");
    assertThatThrownBy(() -> Moments.of(tiny, numbers("x"), null, false))
        .hasMessageContaining("line 2, column x: a number must have no more digits behind");
  }
}
