package io.kindling.spark;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.error.DataException;
import io.kindling.model.Outputs;
import io.kindling.model.TrainedModel;
import io.kindling.predict.Predictor;
import io.kindling.table.BooleanEncoding;
import io.kindling.table.CategoryEncoding;
import io.kindling.table.Classes;
import io.kindling.table.DateEncoding;
import io.kindling.table.FeatureColumn;
import io.kindling.table.FeatureColumns;
import io.kindling.table.NumberEncoding;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.apache.spark.ml.functions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparkPredictorTest {
  private static final SparkSession SPARK = Sessions.local();

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 11, 101})
  void eachRowsNumberIsThatOfPredictor(int width) {
    TrainedModel model = ScoringModels.numbers(names(width), "y");

    compare(model, numbers(width, 40));
  }

  @Test
  void numbersMayBeOfAnyType() {
    TrainedModel model = ScoringModels.numbers(List.of("i", "f", "d", "s", "b"), "y");
    Dataset<Row> rows =
        SPARK
            .range(0, 20, 1, 3)
            .select(
                col("id").cast("int").as("i"),
                col("id").multiply(0.1).cast("float").as("f"),
                col("id").divide(lit(7)).cast("decimal(20, 10)").as("d"),
                col("id").cast("short").cast("string").as("s"),
                col("id").gt(9).as("b"));

    compare(model, rows);
  }

  @Test
  void textsBooleansAndDatesAreEncodedAndMissingCellsAreFilled() {
    FeatureColumns columns =
        new FeatureColumns(
            List.of(
                new FeatureColumn(
                    "area", new NumberEncoding(), new FeatureColumn.Filling(55, true)),
                new FeatureColumn(
                    "district",
                    new CategoryEncoding(new Classes(List.of("Mitte", "Wedding", "1"))),
                    new FeatureColumn.Filling(0, false)),
                new FeatureColumn("lift", new BooleanEncoding(), null),
                new FeatureColumn("built", new DateEncoding(true), null),
                new FeatureColumn("sold", new DateEncoding(false), null)));
    TrainedModel model = ScoringModels.net(columns, Outputs.numbers("price"));
    Dataset<Row> rows =
        SPARK.sql(
            """
            SELECT * FROM VALUES
              (70D, 'Mitte', true, DATE '1987-02-03', TIMESTAMP '2020-01-02 03:04:05Z'),
              (CAST(null AS DOUBLE), ' Wedding ', false, DATE '2001-12-31', TIMESTAMP '2021-01-02 00:00:00Z'),
              (double('NaN'), null, true, DATE '1950-06-30', TIMESTAMP '1969-12-31 23:59:59.5Z'),
              (12.5D, 'elsewhere', false, DATE '1900-01-01', TIMESTAMP '2020-07-07 07:07:07Z')
            AS t(area, district, lift, built, sold)
            """);

    compare(model, rows);
  }

  @Test
  void anOffsetIsAddedThoughItBeAFeatureToo() {
    TrainedModel model = ScoringModels.numbers(names(3), "y");
    TrainedModel offset =
        new TrainedModel(model.spec(), model.columns(), model.outputs(), null, model.state())
            .withOffset("x1");

    compare(offset, numbers(3, 10));
  }

  @Test
  void severalNumbersAreAnArray() {
    TrainedModel model = ScoringModels.numbers(names(3), "y", "z");

    check(
        SparkPredictor.of(model).transform(numbers(3, 10)),
        (cells, row) ->
            assertThat(row.<Double>getList(row.fieldIndex("prediction")))
                .containsExactlyElementsOf(
                    boxed(Predictor.of(model).predictions(doubles(row, 3)).values())));
  }

  @Test
  void labelsHaveProbabilities() {
    Outputs labels = Outputs.labels("kind", List.of("setosa", "virginica", "versicolor"));
    Predictor predictor = Predictor.of(ScoringModels.net(FeatureColumns.numbers(names(3)), labels));
    SparkPredictor cluster =
        SparkPredictor.of(ScoringModels.net(FeatureColumns.numbers(names(3)), labels));

    check(
        cluster.transform(numbers(3, 30)),
        (cells, row) -> {
          assertThat(row.<String>getAs("prediction")).isEqualTo(predictor.predictLabel(cells));
          assertThat(row.<Double>getList(row.fieldIndex("probabilities")))
              .containsExactlyElementsOf(boxed(predictor.probabilities(cells)));
        });
    check(
        numbers(3, 30)
            .withColumn("label", cluster.prediction())
            .withColumn("all", cluster.probabilities())
            .withColumn(
                "first",
                cluster.column((model, row) -> model.probabilities(row)[0], DataTypes.DoubleType)),
        (cells, row) -> {
          assertThat(row.<String>getAs("label")).isEqualTo(predictor.predictLabel(cells));
          assertThat(row.<Double>getList(row.fieldIndex("all")).get(0))
              .isEqualTo(row.<Double>getAs("first"));
        });
  }

  @Test
  void severalLabelsAreAnArray() {
    Outputs labels =
        new Outputs(List.of("a", "b"), List.of(List.of("no", "yes"), List.of("0", "1")), true);
    TrainedModel model = ScoringModels.net(FeatureColumns.numbers(names(2)), labels);

    check(
        SparkPredictor.of(model).transform(numbers(2, 10)),
        (cells, row) -> {
          var said = Predictor.of(model).predictions(doubles(row, 2));
          assertThat(row.<String>getList(row.fieldIndex("prediction")))
              .containsExactly(said.label(0, 0), said.label(0, 1));
          assertThat(row.<Double>getList(row.fieldIndex("probabilities"))).hasSize(4);
        });
  }

  @Test
  void arraysAndVectorsAreAsManyFeatures() {
    List<String> features = List.of("a", "v[0]", "v[1]", "v[2]", "w[0]", "w[1]", "b[1]");
    Predictor predictor = Predictor.of(ScoringModels.numbers(features, "y"));
    SparkPredictor cluster = SparkPredictor.of(ScoringModels.numbers(features, "y"));
    Dataset<Row> rows =
        numbers(7, 20)
            .select(
                col("x0").as("a"),
                functions.array_to_vector(array(col("x1"), col("x2"), col("x3"))).as("v"),
                array(col("x4"), col("x5").cast("float")).as("w"),
                col("x6").as("b[1]"));

    List<Row> plain = numbers(7, 20).collectAsList();
    List<Row> scored = cluster.transform(rows).collectAsList();
    for (int i = 0; i < plain.size(); i++) {
      double[] row = doubles(plain.get(i), 7);
      row[5] = (float) row[5];
      assertThat(scored.get(i).<Double>getAs("prediction")).isEqualTo(predictor.predict(row));
    }
  }

  @Test
  void aSparseVectorIsAsLongAsItSays() {
    SparkPredictor cluster = SparkPredictor.of(ScoringModels.numbers(List.of("v[0]", "v[1]"), "y"));
    Dataset<Row> rows =
        new org.apache.spark.ml.feature.OneHotEncoder()
            .setInputCol("kind")
            .setOutputCol("v")
            .setDropLast(false)
            .fit(kinds())
            .transform(kinds());
    Predictor predictor = Predictor.of(ScoringModels.numbers(List.of("v[0]", "v[1]"), "y"));

    assertThat(cluster.transform(rows).select("prediction").collectAsList())
        .extracting(row -> row.getDouble(0))
        .containsExactly(predictor.predict(1.0, 0), predictor.predict(0.0, 1));
  }

  private static Dataset<Row> kinds() {
    return SPARK.range(2).select(col("id").cast("double").as("kind"));
  }

  @Test
  void aColumnOfSuchANameIsTakenAsItIs() {
    List<String> features = List.of("v[0]", "v[1]");
    TrainedModel model = ScoringModels.numbers(features, "y");

    compare(model, numbers(2, 5).toDF("v[0]", "v[1]"));
  }

  @Test
  void namesMayHaveDotsAndQuotes() {
    TrainedModel model = ScoringModels.numbers(List.of("a.b", "c`d"), "y");

    compare(model, numbers(2, 5).toDF("a.b", "c`d"));
  }

  @Test
  void aRowCanBeChosenByItsPrediction() {
    SparkPredictor cluster = SparkPredictor.of(ScoringModels.numbers(names(2), "y"));
    Dataset<Row> rows = numbers(2, 100);
    double middle =
        rows.select(cluster.prediction()).collectAsList().stream()
            .mapToDouble(row -> row.getDouble(0))
            .average()
            .orElseThrow();

    long above = rows.where(cluster.prediction().gt(middle)).count();
    assertThat(above).isPositive().isLessThan(100);
    assertThat(rows.where(cluster.prediction().leq(middle)).count()).isEqualTo(100 - above);
  }

  @Test
  void aStreamIsPredictedAsItComes(@TempDir Path folder) throws Exception {
    TrainedModel model = ScoringModels.numbers(names(2), "y");
    String source = folder.resolve("rows").toString();
    numbers(2, 20).write().parquet(source);
    Dataset<Row> stream = SPARK.readStream().schema(numbers(2, 1).schema()).parquet(source);

    StreamingQuery query =
        SparkPredictor.of(model)
            .transform(stream)
            .writeStream()
            .format("memory")
            .queryName("scored")
            .option("checkpointLocation", folder.resolve("checkpoint").toString())
            .start();
    query.processAllAvailable();
    query.stop();

    check(
        SPARK.table("scored"),
        (cells, row) ->
            assertThat(row.<Double>getAs("prediction"))
                .isEqualTo(Predictor.of(model).predict(cells)));
    assertThat(SPARK.table("scored").count()).isEqualTo(20);
  }

  @Test
  void aMissingNumberFailsByTheRulesOfPredictor() {
    SparkPredictor cluster = SparkPredictor.of(ScoringModels.numbers(names(2), "y"));
    Dataset<Row> rows = cluster.transform(numbers(2, 5).withColumn("x1", lit(null).cast("double")));

    assertThatThrownBy(rows::collectAsList)
        .rootCause()
        .isInstanceOf(DataException.class)
        .hasMessage(
            "predict, row 1, column x1: a cell must hold a number (got an empty cell; expected a"
                + " finite number such as 1.5; fill the cell or leave the row out)");
  }

  @Test
  void anArrayOfAnotherLengthIsRefused() {
    SparkPredictor cluster = SparkPredictor.of(ScoringModels.numbers(List.of("v[0]", "v[1]"), "y"));
    Dataset<Row> rows = cluster.transform(SPARK.range(1).select(array(lit(1.0)).as("v")));

    assertThatThrownBy(rows::collectAsList)
        .rootCause()
        .isInstanceOf(DataException.class)
        .hasMessage(
            "predict, column v[0]: an array must have a number for each feature (got 1 of them;"
                + " expected 2, the last of them v[1])");
  }

  @Test
  void aColumnIsNotReplaced() {
    SparkPredictor cluster = SparkPredictor.of(ScoringModels.numbers(names(2), "y"));

    assertThatThrownBy(() -> cluster.transform(cluster.transform(numbers(2, 1))))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "transform: the rows must not have a column of that name yet (got 'prediction';"
                + " expected another one; withColumn(\"…\", predictor.prediction()))");
  }

  @Test
  void aModelInAFileIsReadByTheDriver(@TempDir Path folder) {
    TrainedModel model = ScoringModels.numbers(names(2), "y");
    Path file = folder.resolve("model.pt");
    model.save(file);

    assertThat(SparkPredictor.load(file).transform(numbers(2, 9)).collectAsList())
        .isEqualTo(SparkPredictor.of(model).transform(numbers(2, 9)).collectAsList());
  }

  /** Rows of numbers of all sizes. */
  private static Dataset<Row> numbers(int width, int rows) {
    return SPARK
        .range(0, rows, 1, 3)
        .select(
            IntStream.range(0, width)
                .mapToObj(i -> col("id").plus(i).multiply(0.37 * (i + 1)).mod(11).as("x" + i))
                .toArray(Column[]::new));
  }

  private static List<String> names(int width) {
    return IntStream.range(0, width).mapToObj(i -> "x" + i).toList();
  }

  private static void compare(TrainedModel model, Dataset<Row> rows) {
    Predictor predictor = Predictor.of(model);
    check(
        SparkPredictor.of(model).transform(rows),
        (cells, row) ->
            assertThat(row.<Double>getAs("prediction")).isEqualTo(predictor.predict(cells)));
  }

  private static void check(Dataset<Row> scored, BiConsumer<Map<String, ?>, Row> check) {
    List<Row> rows = scored.collectAsList();
    assertThat(rows).isNotEmpty();
    for (Row row : rows) {
      Map<String, Object> cells = new HashMap<>();
      for (String column : row.schema().fieldNames()) {
        Object value = row.getAs(column);
        cells.put(column, value instanceof java.sql.Timestamp time ? time.toInstant() : value);
      }
      check.accept(cells, row);
    }
  }

  private static double[] doubles(Row row, int width) {
    return IntStream.range(0, width).mapToDouble(row::getDouble).toArray();
  }

  private static List<Double> boxed(double[] numbers) {
    return Arrays.stream(numbers).boxed().toList();
  }
}
