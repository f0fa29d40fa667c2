package io.kindling.spark.ml;

import io.kindling.model.TrainedModel;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Predicts a number of each row, with the bits of {@link io.kindling.predict.Predictor}. */
public final class KindlingRegressionModel extends KindlingModel<KindlingRegressionModel> {
  private static final long serialVersionUID = 1L;

  /**
   * Makes one of a model that was trained elsewhere.
   *
   * @param uid its name among stages
   * @param trained a model of one number, whose columns {@link #setFeaturesCols} has to name,
   *     unless they are {@code x[0]}, {@code x[1]} …, which {@link #featuresCol} has
   */
  public KindlingRegressionModel(String uid, TrainedModel trained) {
    super(uid, trained);
  }

  @Override
  KindlingRegressionModel self() {
    return this;
  }

  @Override
  KindlingRegressionModel again() {
    return new KindlingRegressionModel(uid(), trained());
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    return dataset.toDF().withColumn(getPredictionCol(), predictor().prediction());
  }

  @Override
  public StructType transformSchema(StructType schema) {
    return schema(this, schema);
  }

  static StructType schema(PredictionParams stage, StructType schema) {
    Columns.features(stage).forEach(column -> Columns.require(schema, column));
    return Columns.with(schema, stage.getPredictionCol(), DataTypes.DoubleType);
  }

  /** {@return what reads models that were saved} */
  public static MLReader<KindlingRegressionModel> read() {
    return new ModelReader<>(KindlingRegressionModel::new);
  }

  /**
   * Reads a model.
   *
   * @param path where {@code save} has written it
   * @return the model
   */
  public static KindlingRegressionModel load(String path) {
    return read().load(path);
  }
}
