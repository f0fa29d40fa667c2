package io.kindling.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.csv.CsvFile;
import io.kindling.error.DataException;
import io.kindling.table.FeatureColumns;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows that are read one by one take what those take that are read many at a time. */
final class DesignRowsTest {
  @TempDir Path folder;

  private CsvFile file(String text) throws IOException {
    return CsvFile.of(Files.writeString(folder.resolve("n.csv"), text));
  }

  private static Design plain() {
    return Design.of(FeatureColumns.numbers(List.of("x")), "y");
  }

  private static List<Design> all() {
    return List.of(
        plain(), plain().withDrops(true), plain().withWeights("w"), plain().withPowers("x", 3));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1               | 1e309           | column y: a cell must hold a number
          1               | 1e99999999999   | column y: a cell must hold a number
          -1e309          | 1               | column x: a cell must hold a number
          1e-999999999    | 1               | column x: a number must have no more digits behind
          1               | 1e-999999999    | column y: a number must have no more digits behind
          1e-99999999999  | 1               | column x: a number must have no more digits behind
          1               | -1e-99999999999 | column y: a number must have no more digits behind
          """)
  void aCellThatCannotBeTakenIsNamed(String x, String y, String said) throws IOException {
    CsvFile table = file("x,w,y\n1,1,2\n" + x + ",1," + y + "\n2,1,4\n");
    for (Design design : all()) {
      assertThatThrownBy(() -> design.moments(table))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("n.csv, line 3, " + said);
    }
    assertThatThrownBy(() -> plain().momentsBy(table, List.of("w")))
        .hasMessageContaining("n.csv, line 3, " + said);
  }

  @Test
  void aPowerOfTooManyDigitsIsNamed() throws IOException {
    CsvFile table = file("x,w,y\n1,1,2\n0.123456789012345,1,3\n");
    assertThat(plain().withPowers("x", 73).moments(table).rows()).isEqualTo(2);
    assertThatThrownBy(() -> plain().withPowers("x", 74).moments(table))
        .hasMessageEndingWith(
            "n.csv, row 2, term x^74: a power or a product must be one that float64 has room for"
                + " (got 1043 digits, the last of them 1e-1110; expected at most 1.7e308, with at"
                + " most 1100 digits behind the point; take a lower power, or round the columns to"
                + " fewer digits)");
    CsvFile large = file("x,w,y\n1,1,2\n1e10,1,3\n");
    assertThatThrownBy(() -> plain().withPowers("x", 31).moments(large))
        .hasMessageContaining("n.csv, row 2, term x^31: a power or a product must be one that");
  }

  @Test
  void zerosAtTheEndAreNoDigits() throws IOException {
    CsvFile table = file("x,w,y\n1.00000000000000000,1,2\n0.50000000000000,1,3\n");
    assertThat(plain().withPowers("x", 100).moments(table).sum(0, 100))
        .isEqualTo(new BigDecimal("0.5").pow(100).add(BigDecimal.ONE));
  }

  @ParameterizedTest
  @CsvSource({"1e309", "1e-999999999", "1e-99999999999"})
  void soIsAWeight(String weight) throws IOException {
    CsvFile table = file("x,w,y\n1,1,2\n2," + weight + ",3\n");
    assertThatThrownBy(() -> plain().withWeights("w").moments(table))
        .hasMessageContaining("n.csv, line 3, column w: a ");
  }

  @Test
  void aWeightBelowAllOfFloat64Counts() throws IOException {
    CsvFile tiny = file("x,w,y\n1,1,2\n2,1e-400,3\n3,0,4\n,1,5\n");
    FeatureColumns columns = FeatureColumns.numbers(List.of("x", "y"));
    TableSums sums = TableSums.of(tiny, columns, "w", true);
    assertThat(sums.leftOut()).isEqualTo(1);
    for (Moments moments :
        List.of(sums.moments(), plain().withWeights("w").withDrops(true).moments(tiny))) {
      assertThat(moments.rows()).isEqualTo(2);
      assertThat(moments.sum(0, 0)).isEqualTo(new BigDecimal("1e-400").add(BigDecimal.ONE));
    }
    CsvFile negative = file("x,w,y\n1,1,2\n2,-1e-400,3\n");
    assertThatThrownBy(() -> Moments.of(negative, columns, "w", false))
        .hasMessageContaining("line 3, column w: a weight must not be negative (got -1e-400");
    assertThatThrownBy(() -> plain().withWeights("w").moments(negative))
        .hasMessageContaining("line 3, column w: a weight must not be negative (got -1e-400");
  }

  @ParameterizedTest
  @CsvSource({"0e999999999", "0e-999999999", "0e-99999999999", "-0E99999999999", "0.00"})
  void zeroIsZeroHoweverItIsWritten(String zero) throws IOException {
    CsvFile table = file("x,w,y\n1,1,2\n" + zero + ",1," + zero + "\n3,1,4\n");
    for (Design design : all()) {
      Moments moments = design.moments(table);
      assertThat(moments.rows()).isEqualTo(3);
      assertThat(moments.sum(0, 1)).isEqualTo(new BigDecimal("4"));
    }
  }
}
