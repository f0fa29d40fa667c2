package io.kindling.spark.ml;

import static org.apache.spark.sql.functions.col;

import io.kindling.model.TrainedModel;
import io.kindling.predict.Predictor;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Predicts a label of each row, as its index, and how probable each label is, with the bits of
 * {@link Predictor}.
 */
public final class KindlingClassificationModel extends KindlingModel<KindlingClassificationModel>
    implements ClassificationParams {
  private static final long serialVersionUID = 1L;
  private static final DataType VECTOR = SQLDataTypes.VectorType();
  private static final StructType JUDGED =
      new StructType()
          .add("label", DataTypes.DoubleType)
          .add("logits", VECTOR)
          .add("probabilities", VECTOR);

  /**
   * Makes one of a model that was trained elsewhere.
   *
   * @param uid its name among stages
   * @param trained a model of one target's labels, whose columns {@link #setFeaturesCols} has to
   *     name, unless they are {@code x[0]}, {@code x[1]} …, which {@link #featuresCol} has
   */
  public KindlingClassificationModel(String uid, TrainedModel trained) {
    super(uid, trained);
    setDefault(probabilityCol(), "probability");
    setDefault(rawPredictionCol(), "rawPrediction");
  }

  /**
   * Sets {@link #probabilityCol}.
   *
   * @param value its value
   * @return this
   */
  public KindlingClassificationModel setProbabilityCol(String value) {
    set(probabilityCol(), value);
    return this;
  }

  /**
   * Sets {@link #rawPredictionCol}.
   *
   * @param value its value
   * @return this
   */
  public KindlingClassificationModel setRawPredictionCol(String value) {
    set(rawPredictionCol(), value);
    return this;
  }

  @Override
  KindlingClassificationModel self() {
    return this;
  }

  @Override
  KindlingClassificationModel again() {
    return new KindlingClassificationModel(uid(), trained());
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    Column judged = predictor().column(KindlingClassificationModel::judged, JUDGED);
    Dataset<Row> rows = dataset.toDF().withColumn(uid(), judged); // so that it is computed once
    rows = with(rows, getRawPredictionCol(), "logits");
    rows = with(rows, getProbabilityCol(), "probabilities");
    return with(rows, getPredictionCol(), "label").drop(uid());
  }

  private Dataset<Row> with(Dataset<Row> rows, String name, String part) {
    return name.isEmpty() ? rows : rows.withColumn(name, col(uid()).getField(part));
  }

  private static Object judged(Predictor predictor, double[] row) {
    double[] logits = predictor.predictions(row).values();
    double label = predictor.outputs().label(logits, 0, 0);
    double[] each = predictor.outputs().binary() ? new double[] {-logits[0], logits[0]} : logits;
    return RowFactory.create(
        label, Vectors.dense(each), Vectors.dense(predictor.probabilities(row)));
  }

  @Override
  public StructType transformSchema(StructType schema) {
    return schema(this, schema);
  }

  static StructType schema(ClassificationParams stage, StructType schema) {
    StructType logits = Columns.with(schema, stage.getRawPredictionCol(), VECTOR);
    StructType probabilities = Columns.with(logits, stage.getProbabilityCol(), VECTOR);
    return KindlingRegressionModel.schema(stage, probabilities);
  }

  /** {@return what reads models that were saved} */
  public static MLReader<KindlingClassificationModel> read() {
    return new ModelReader<>(KindlingClassificationModel::new);
  }

  /**
   * Reads a model.
   *
   * @param path where {@code save} has written it
   * @return the model
   */
  public static KindlingClassificationModel load(String path) {
    return read().load(path);
  }
}
