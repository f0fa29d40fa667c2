package io.kindling.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.statistics.Moments;
import java.math.BigDecimal;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exact sums on a cluster are those of one machine, to the last byte. */
final class SparkMomentsTest {
  private static final List<String> COLUMNS = List.of("a", "b", "c", "d", "quantity");

  private final SparkSession session = Sessions.local();
  private final Houses houses = Houses.of(3001, 6);

  @ParameterizedTest
  @CsvSource({"1, false", "5, false", "3, true"})
  void sumsAreThoseOfOneMachine(int partitions, boolean weighted) {
    Moments here = Moments.of(COLUMNS, weighted);
    for (double[] row : houses.rows()) {
      double[] cells = {row[1], row[2], row[3], row[4], row[5]};
      if (weighted) {
        here.add(cells, row[9]);
      } else {
        here.add(cells);
      }
    }
    Dataset<Row> rows = houses.there(session, 2).repartition(partitions);
    Moments there = SparkMoments.of(rows, COLUMNS, weighted ? "weight" : null);
    assertThat(there.bytes()).isEqualTo(here.bytes());
  }

  @Test
  void textAndDecimalsAreTheDecimalsThatAreWritten() {
    Dataset<Row> rows =
        session.sql(
            "select * from values ('0.1', 0.2bd, 9007199254740993L, true), (' 1e-3 ', 5bd, 1L, false)"
                + " as t(text, decimal, whole, flag)");
    Moments there = SparkMoments.of(rows, List.of("text", "decimal", "whole", "flag"), null);
    Moments here = Moments.of(List.of("text", "decimal", "whole", "flag"), false);
    here.add(decimals("0.1", "0.2", "9007199254740993", "1"));
    here.add(decimals("0.001", "5", "1", "0"));
    assertThat(there.bytes()).isEqualTo(here.bytes());
  }

  private static BigDecimal[] decimals(String... texts) {
    BigDecimal[] decimals = new BigDecimal[texts.length];
    for (int i = 0; i < texts.length; i++) {
      decimals[i] = new BigDecimal(texts[i]);
    }
    return decimals;
  }

  @Test
  void cellsThatHoldNoNumberAreNamed() {
    Dataset<Row> rows = houses.there(session, 2);
    Dataset<Row> broken = rows.withColumn("b", functions.expr("if(id = 77, double('NaN'), b)"));
    assertThatThrownBy(() -> SparkMoments.of(broken, COLUMNS, null))
        .hasMessage(
            "column b: a cell must hold a number (got NaN; expected a finite number such as 1.5;"
                + " fill such cells, or leave their rows out)");
    Dataset<Row> text = rows.withColumn("b", functions.expr("if(id = 77, 'many', string(b))"));
    assertThatThrownBy(() -> SparkMoments.of(text, COLUMNS, null))
        .hasMessageContaining("(got many; expected");
    Dataset<Row> empty = rows.withColumn("b", functions.expr("if(id = 77, null, b)"));
    assertThatThrownBy(() -> SparkMoments.of(empty, COLUMNS, null))
        .hasMessageContaining("(got nothing; expected");
  }
}
