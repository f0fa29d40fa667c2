package io.kindling.spark.ml;

import io.kindling.spark.SparkTrainer;
import java.util.stream.Stream;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;

/**
 * What trains a model by {@link SparkTrainer}, as a stage of Spark's pipelines: how a model is
 * described, trained and asked, as parameters of Spark's.
 *
 * @param <E> the estimator itself
 * @param <M> its model
 */
public abstract sealed class KindlingEstimator<
        E extends KindlingEstimator<E, M>, M extends KindlingModel<M>>
    extends Estimator<M> implements TrainingParams, DefaultParamsWritable
    permits KindlingRegressor, KindlingClassifier {
  private static final long serialVersionUID = 1L;
  static final String LINEAR = "linear";

  private final String uid;

  KindlingEstimator(String uid, String loss) {
    this.uid = uid;
    setDefault(featuresCol(), "features");
    setDefault(featuresCols(), new String[0]);
    setDefault(labelCol(), "label");
    setDefault(weightCol(), "");
    setDefault(offsetCol(), "");
    setDefault(orderCol(), "");
    setDefault(validationIndicatorCol(), "");
    setDefault(predictionCol(), "prediction");
    setDefault(model(), LINEAR);
    setDefault(loss(), loss);
    setDefault(optimizer(), "lbfgs(lr=1, line_search=strong_wolfe)");
    setDefault(epochs(), 20);
    setDefault(earlyStopping(), 0);
    setDefault(seed(), 0L);
    setDefault(standardization(), true);
  }

  @Override
  public final String uid() {
    return uid;
  }

  /**
   * Sets {@link #featuresCol}.
   *
   * @param value its value
   * @return this
   */
  public E setFeaturesCol(String value) {
    return with(featuresCol(), value);
  }

  /**
   * Sets {@link #featuresCols}.
   *
   * @param value its value
   * @return this
   */
  public E setFeaturesCols(String... value) {
    return with(featuresCols(), value);
  }

  /**
   * Sets {@link #predictionCol}.
   *
   * @param value its value
   * @return this
   */
  public E setPredictionCol(String value) {
    return with(predictionCol(), value);
  }

  /**
   * Sets {@link #labelCol}.
   *
   * @param value its value
   * @return this
   */
  public E setLabelCol(String value) {
    return with(labelCol(), value);
  }

  /**
   * Sets {@link #weightCol}.
   *
   * @param value its value
   * @return this
   */
  public E setWeightCol(String value) {
    return with(weightCol(), value);
  }

  /**
   * Sets {@link #offsetCol}.
   *
   * @param value its value
   * @return this
   */
  public E setOffsetCol(String value) {
    return with(offsetCol(), value);
  }

  /**
   * Sets {@link #orderCol}.
   *
   * @param value its value
   * @return this
   */
  public E setOrderCol(String value) {
    return with(orderCol(), value);
  }

  /**
   * Sets {@link #validationIndicatorCol}.
   *
   * @param value its value
   * @return this
   */
  public E setValidationIndicatorCol(String value) {
    return with(validationIndicatorCol(), value);
  }

  /**
   * Sets {@link #model}.
   *
   * @param value its value
   * @return this
   */
  public E setModel(String value) {
    return with(model(), value);
  }

  /**
   * Sets {@link #loss}.
   *
   * @param value its value
   * @return this
   */
  public E setLoss(String value) {
    return with(loss(), value);
  }

  /**
   * Sets {@link #optimizer}.
   *
   * @param value its value
   * @return this
   */
  public E setOptimizer(String value) {
    return with(optimizer(), value);
  }

  /**
   * Sets {@link #epochs}.
   *
   * @param value its value
   * @return this
   */
  public E setEpochs(int value) {
    return with(epochs(), value);
  }

  /**
   * Sets {@link #earlyStopping}.
   *
   * @param value its value
   * @return this
   */
  public E setEarlyStopping(int value) {
    return with(earlyStopping(), value);
  }

  /**
   * Sets {@link #seed}.
   *
   * @param value its value
   * @return this
   */
  public E setSeed(long value) {
    return with(seed(), value);
  }

  /**
   * Sets {@link #standardization}.
   *
   * @param value its value
   * @return this
   */
  public E setStandardization(boolean value) {
    return with(standardization(), value);
  }

  <T> E with(Param<T> param, T value) {
    set(param, value);
    return self();
  }

  /** This, as what it is. */
  abstract E self();

  @Override
  public abstract E copy(ParamMap extra);

  @Override
  public M fit(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    M model = model(new Fit(this, dataset.toDF()));
    return copyValues(model.setParent(this), ParamMap.empty());
  }

  /** The schema, if it has all columns that are learned from. */
  StructType required(StructType schema) {
    Stream.of(
            getLabelCol(),
            getWeightCol(),
            getOffsetCol(),
            getOrderCol(),
            getValidationIndicatorCol())
        .filter(name -> !name.isEmpty())
        .forEach(name -> Columns.require(schema, name));
    return schema;
  }

  /** Trains, and makes the model. */
  abstract M model(Fit fit);
}
