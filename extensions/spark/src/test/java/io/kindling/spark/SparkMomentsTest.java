package io.kindling.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.statistics.CrossValidation;
import io.kindling.statistics.ElasticNet;
import io.kindling.statistics.Folds;
import io.kindling.statistics.Moments;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

  @Test
  void eachGroupHasSumsOfItsOwn() {
    Dataset<Row> rows = houses.there(session, 5).withColumn("half", functions.expr("id % 2 = 0"));
    List<String> by = List.of("class", "half");
    Map<String, Moments> there = SparkMoments.by(rows.repartition(7), by, COLUMNS, "weight");
    assertThat(there.keySet())
        .containsExactly(
            "0.0, false", "0.0, true", "1.0, false", "1.0, true", "2.0, false", "2.0, true");
    there.forEach(
        (label, sums) -> {
          Dataset<Row> own =
              rows.where("concat(string(class), ', ', string(half)) = '" + label + "'");
          assertThat(sums.bytes()).isEqualTo(SparkMoments.of(own, COLUMNS, "weight").bytes());
        });
  }

  /**
   * As on one machine: text that is numbers is put in order by these, and is one where they are.
   */
  @Test
  void numbersOfOneValueAreOneGroup() {
    Dataset<Row> rows =
        session.sql(
            "select * from values ('10', 'a', 1d), ('1', 'a', 2d), ('1.0', 'a', 3d), ('2', 'b', 4d)"
                + " as t(g, h, x)");
    Map<String, Moments> one = SparkMoments.by(rows, List.of("g"), List.of("x"), null);
    assertThat(one.keySet()).containsExactly("1", "2", "10");
    Map<String, Moments> two = SparkMoments.by(rows, List.of("g", "h"), List.of("x"), null);
    assertThat(two.keySet()).containsExactly("1, a", "2, b", "10, a");
    for (Moments sums : List.of(one.get("1"), two.get("1, a"))) {
      assertThat(sums.rows()).isEqualTo(2);
      assertThat(sums.sum(0, 1)).isEqualTo(new BigDecimal("5"));
    }
  }

  /** As on one machine: rows of weight 0 are as good as none. */
  @Test
  void aGroupOfWeightZeroIsNone() {
    Dataset<Row> rows =
        houses.there(session, 2).withColumn("weight", functions.expr("if(class = 1, 0, 2)"));
    assertThat(SparkMoments.by(rows, List.of("class"), COLUMNS, "weight").keySet())
        .containsExactly("0.0", "2.0");
  }

  @Test
  void foldsAreGroups() {
    Dataset<Row> rows =
        houses.there(session, 3).withColumn("fold", functions.expr("pmod(hash(id), 5)"));
    Folds folds =
        new Folds(List.copyOf(SparkMoments.by(rows, List.of("fold"), COLUMNS, null).values()), 0);
    assertThat(folds.all().bytes()).isEqualTo(SparkMoments.of(rows, COLUMNS, null).bytes());
    CrossValidation path = ElasticNet.of("quantity").fit(folds);
    assertThat(path.folds()).isEqualTo(5);
  }

  @Test
  void thousandsOfGroupsComeInOrderOfTheirNumbers() {
    Dataset<Row> rows =
        session.range(0, 8_000, 1, 3).selectExpr("id % 2000 as store", "double(id) as x");
    Map<String, Moments> there = SparkMoments.by(rows, List.of("store"), List.of("x"), null);
    assertThat(there).hasSize(2000);
    assertThat(there.keySet().stream().limit(12)).endsWith("9", "10", "11");
    Moments here = Moments.of(List.of("x"), false);
    for (int row = 0; row < 4; row++) {
      here.add(new double[] {1999 + 2000.0 * row});
    }
    assertThat(Objects.requireNonNull(there.get("1999")).bytes()).isEqualTo(here.bytes());
  }

  @Test
  void rowsWithoutALabelOrWithAWeightBelowZeroAreNamed() {
    Dataset<Row> rows = houses.there(session, 2);
    Dataset<Row> broken = rows.withColumn("class", functions.expr("if(id = 77, null, class)"));
    assertThatThrownBy(() -> SparkMoments.by(broken, List.of("label", "class"), COLUMNS, null))
        .hasMessage(
            "column class: a group must have a label (got nothing; expected text or a number;"
                + " fill such cells, or leave their rows out)");
    assertThatThrownBy(() -> SparkMoments.by(broken, List.of("class"), COLUMNS, null))
        .hasMessageStartingWith("column class: a group must have a label");
    Dataset<Row> negative = rows.withColumn("weight", functions.expr("if(id = 77, -1, weight)"));
    assertThatThrownBy(() -> SparkMoments.of(negative, COLUMNS, "weight"))
        .hasMessage(
            "column weight: a weight must be 0 or above (got -1.0; expected one such as 1.5)");
    assertThatThrownBy(() -> SparkMoments.by(rows, List.of("shop"), COLUMNS, null))
        .hasMessageStartingWith("table: there must be one column of each name (got 'shop'");
    Dataset<Row> none = rows.where("id < 0");
    assertThat(SparkMoments.by(none, List.of("class"), COLUMNS, null)).isEmpty();
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
