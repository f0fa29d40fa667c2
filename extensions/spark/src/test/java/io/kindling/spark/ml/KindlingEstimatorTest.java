package io.kindling.spark.ml;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.error.DataException;
import io.kindling.error.SpecException;
import io.kindling.predict.Predictor;
import io.kindling.spark.ScoringModels;
import io.kindling.spark.Sessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.evaluation.BinaryClassificationEvaluator;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("long")
class KindlingEstimatorTest {
  private static final SparkSession SPARK = Sessions.local();
  private static final VectorAssembler VECTORS =
      new VectorAssembler().setInputCols(new String[] {"a", "b"}).setOutputCol("features");

  @Test
  void aRegressorLearnsTheSameOfAnyPartitions() {
    KindlingRegressor regressor = regressor().setFeaturesCols("a", "b");

    KindlingRegressionModel model = regressor.fit(rows());

    assertThat(state(regressor.fit(rows().repartition(7)))).isEqualTo(state(model));
    assertThat(rmse(model.transform(rows()))).isLessThan(1e-3);
    assertThat(model.parent()).isSameAs(regressor);
  }

  @Test
  void featuresMayBeAVector() {
    KindlingRegressor named = regressor().setFeaturesCols("a", "b");
    KindlingRegressor vector = regressor();
    Dataset<Row> vectors = VECTORS.transform(rows());

    KindlingRegressionModel model = vector.fit(vectors);

    assertThat(state(model)).isEqualTo(state(named.fit(rows())));
    assertThat(model.trained().features()).containsExactly("features[0]", "features[1]");
    Dataset<Row> moved = vectors.withColumnRenamed("features", "x");
    assertThat(rmse(model.copy(ParamMap.empty()).setFeaturesCol("x").transform(moved)))
        .isLessThan(1e-3);
  }

  @Test
  void theModelTheOptimizerAndTheRestAreParameters() {
    KindlingRegressor regressor =
        new KindlingRegressor()
            .setFeaturesCols("a", "b")
            .setLabelCol("label")
            .setWeightCol("b")
            .setOrderCol("id")
            .setModel("sequential(linear(2, 4), tanh(), linear(4, 1))")
            .setLoss("huber(delta=2)")
            .setOptimizer("adam(lr=0.05)")
            .setEpochs(3)
            .setSeed(5)
            .setStandardization(false)
            .setValidationIndicatorCol("held")
            .setEarlyStopping(2);

    KindlingRegressionModel model =
        regressor.fit(rows().withColumn("held", col("id").mod(5).equalTo(0)));

    assertThat(model.trained().spec())
        .hasToString("sequential(linear(2, 4), tanh(), linear(4, 1))");
    assertThat(model.trained().loss()).hasToString("huber(delta=2)");
    assertThat(model.trained().scaling()).isNull();
  }

  @Test
  void labelsOfAPipelineKeepTheirNamesInAnOrdinaryFile(@TempDir Path folder) throws Exception {
    Dataset<Row> rows = kinds();
    Pipeline pipeline =
        new Pipeline()
            .setStages(
                new PipelineStage[] {
                  new StringIndexer().setInputCol("kind").setOutputCol("label"),
                  VECTORS,
                  new KindlingClassifier().setEpochs(2)
                });

    PipelineModel model = pipeline.fit(rows);
    String saved = folder.resolve("pipeline").toUri().toString();
    model.save(saved);
    PipelineModel loaded = PipelineModel.load(saved);

    Dataset<Row> judged = model.transform(rows);
    assertThat(new MulticlassClassificationEvaluator().setMetricName("accuracy").evaluate(judged))
        .isGreaterThan(0.97);
    assertThat(loaded.transform(rows).collectAsList()).isEqualTo(judged.collectAsList());
    Path file = modelFile(folder.resolve("pipeline/stages"));
    ((KindlingClassificationModel) model.stages()[2]).trained().save(folder.resolve("model.pt"));
    assertThat(file).hasSameBinaryContentAs(folder.resolve("model.pt"));
    Predictor predictor = Predictor.load(file);
    Row first = judged.head();
    double[] cells = {first.getAs("a"), first.getAs("b")};
    assertThat(predictor.predictLabel(cells)).isEqualTo(first.getAs("kind"));
    assertThat(first.<Vector>getAs("probability").toArray())
        .isEqualTo(predictor.probabilities(cells));
    assertThat(first.<Vector>getAs("rawPrediction").toArray())
        .isEqualTo(predictor.predictions(cells).values());
  }

  @Test
  void ofTwoLabelsOneLogitIsEnough() {
    Dataset<Row> rows =
        VECTORS.transform(rows().withColumn("label", when(col("label").gt(0), 1).otherwise(0)));
    KindlingClassifier classifier =
        new KindlingClassifier().setEpochs(2).setLoss("bce_with_logits()");

    KindlingClassificationModel model = classifier.setProbabilityCol("").fit(rows);

    Dataset<Row> judged = model.transform(rows);
    assertThat(judged.columns()).endsWith("rawPrediction", "prediction");
    assertThat(new BinaryClassificationEvaluator().evaluate(judged)).isGreaterThan(0.99);
    Vector raw = judged.head().getAs("rawPrediction");
    assertThat(raw.apply(0)).isEqualTo(-raw.apply(1));
    assertThat(model.trained().outputs().classes()).containsExactly(List.of("0", "1"));
  }

  @Test
  void aCrossValidatorChoosesAmongParameters() {
    KindlingRegressor regressor = regressor().setFeaturesCols("a", "b");
    CrossValidator validator =
        new CrossValidator()
            .setEstimator(regressor)
            .setEvaluator(new RegressionEvaluator())
            .setNumFolds(2)
            .setEstimatorParamMaps(
                new ParamGridBuilder()
                    .addGrid(
                        regressor.optimizer(),
                        scala.jdk.javaapi.CollectionConverters.asScala(
                            List.of("sgd(lr=1e-06)", regressor.getOptimizer())))
                    .build());

    CrossValidatorModel model = validator.fit(rows());

    assertThat(
            ((KindlingRegressionModel) model.bestModel())
                .parent()
                .extractParamMap()
                .get(regressor.optimizer())
                .get())
        .isEqualTo(regressor.getOptimizer());
  }

  @Test
  void aModelPredictsAStream(@TempDir Path folder) throws Exception {
    String source = folder.resolve("rows").toString();
    rows().write().parquet(source);
    KindlingRegressionModel model =
        new KindlingRegressionModel("mine", ScoringModels.numbers(List.of("a", "b"), "label"))
            .setFeaturesCols("a", "b");

    StreamingQuery query =
        model
            .transform(SPARK.readStream().schema(rows().schema()).parquet(source))
            .writeStream()
            .format("memory")
            .queryName("predicted")
            .option("checkpointLocation", folder.resolve("checkpoint").toString())
            .start();
    query.processAllAvailable();
    query.stop();

    assertThat(SPARK.table("predicted").orderBy("id").collectAsList())
        .isEqualTo(model.transform(rows()).orderBy("id").collectAsList());
  }

  @Test
  void anEstimatorIsSavedAndCopiedWithItsParameters(@TempDir Path folder) throws Exception {
    KindlingClassifier classifier =
        new KindlingClassifier("mine").setEpochs(7).setFeaturesCols("a", "b").setSeed(9);
    String saved = folder.resolve("estimator").toUri().toString();
    classifier.save(saved);

    KindlingClassifier loaded = KindlingClassifier.load(saved);

    assertThat(loaded.uid()).isEqualTo("mine");
    assertThat(loaded.getFeaturesCols()).containsExactly("a", "b");
    assertThat(loaded.getEpochs()).isEqualTo(7);
    assertThat(loaded.getSeed()).isEqualTo(9);
    assertThat(loaded.getLoss()).isEqualTo("cross_entropy()");
    assertThat(classifier.copy(ParamMap.empty().put(classifier.epochs().w(8))).getEpochs())
        .isEqualTo(8);
    assertThat(classifier.explainParams()).contains("featuresCols: columns of features");
  }

  @Test
  void aLossOfAnotherKindIsRefused() {
    assertThatThrownBy(
            () -> regressor().setFeaturesCols("a").setLoss("cross_entropy()").fit(rows()))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "fit: the loss must take numbers (got cross_entropy(); expected for instance mse();"
                + " KindlingClassifier learns labels)");
    assertThatThrownBy(
            () -> new KindlingClassifier().setFeaturesCols("a").setLoss("mse()").fit(rows()))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "fit: the loss must take labels (got mse(); expected cross_entropy() or"
                + " bce_with_logits(); KindlingRegressor learns numbers)");
  }

  @Test
  void numbersAreNotTakenForLabels() {
    Dataset<Row> rows = rows().withColumn("label", col("id").multiply(1.5));

    assertThatThrownBy(() -> new KindlingClassifier().setFeaturesCols("a").fit(rows))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "column label: labels must be 0, 1, 2 …, below 1000 (got 2998.5; expected the index of"
                + " a label; StringIndexer makes them, any number of them)");
  }

  @Test
  void whatIsMissingIsSaid() {
    assertThatThrownBy(() -> new KindlingRegressor().fit(rows()))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "transformSchema: the rows must have the columns of the stage (got no features;"
                + " expected one of id, a, b, label)");
    assertThatThrownBy(() -> new KindlingRegressor().setFeaturesCols("a").fit(rows().limit(0)))
        .isInstanceOf(DataException.class)
        .hasMessage("fit: there must be rows to learn from (got none; expected some)");
  }

  /** One that has learned a plane after its first step. */
  private static KindlingRegressor regressor() {
    return new KindlingRegressor().setEpochs(2);
  }

  private static Dataset<Row> rows() {
    Column a = col("id").multiply(7919).mod(1000).divide(lit(500)).minus(1);
    Column b = col("id").multiply(104729).mod(77).divide(lit(8));
    return SPARK
        .range(0, 2000, 1, 3)
        .select(col("id"), a.as("a"), b.as("b"), a.multiply(3).minus(b).plus(4).as("label"));
  }

  private static Dataset<Row> kinds() {
    Column sum = col("a").multiply(5).plus(col("b"));
    return rows()
        .drop("label")
        .withColumn("kind", when(sum.lt(2), "low").when(sum.lt(7), "middle").otherwise("high"));
  }

  private static Path modelFile(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.endsWith("model.pt")).findFirst().orElseThrow();
    }
  }

  private static double rmse(Dataset<Row> predicted) {
    return new RegressionEvaluator().evaluate(predicted);
  }

  private static String state(KindlingModel<?> model) {
    StringBuilder all = new StringBuilder();
    model
        .trained()
        .state()
        .forEach(
            (name, values) ->
                all.append(name).append(java.util.Arrays.toString(values.toFloatArray())));
    return all.toString();
  }
}
