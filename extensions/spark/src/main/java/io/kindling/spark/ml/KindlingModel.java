package io.kindling.spark.ml;

import io.kindling.model.TrainedModel;
import io.kindling.spark.SparkPredictor;
import io.kindling.table.FeatureColumns;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;

/**
 * What an estimator has trained, as a stage of Spark's pipelines. Saved, it is a folder with
 * Spark's {@code metadata} and with {@code model.pt}, which is a file as any other of Kindling's.
 *
 * @param <M> the model itself
 */
public abstract sealed class KindlingModel<M extends KindlingModel<M>> extends Model<M>
    implements PredictionParams, MLWritable
    permits KindlingRegressionModel, KindlingClassificationModel {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final transient TrainedModel trained;

  KindlingModel(String uid, TrainedModel trained) {
    this.uid = uid;
    this.trained = trained;
    setDefault(featuresCol(), "features");
    setDefault(featuresCols(), new String[0]);
    setDefault(predictionCol(), "prediction");
  }

  @Override
  public final String uid() {
    return uid;
  }

  /** {@return the model with its preparation, as it is in {@code model.pt}} */
  public TrainedModel trained() {
    return trained;
  }

  /**
   * Sets {@link #featuresCol}.
   *
   * @param value its value
   * @return this
   */
  public M setFeaturesCol(String value) {
    set(featuresCol(), value);
    return self();
  }

  /**
   * Sets {@link #featuresCols}.
   *
   * @param value its value
   * @return this
   */
  public M setFeaturesCols(String... value) {
    set(featuresCols(), value);
    return self();
  }

  /**
   * Sets {@link #predictionCol}.
   *
   * @param value its value
   * @return this
   */
  public M setPredictionCol(String value) {
    set(predictionCol(), value);
    return self();
  }

  /** This, as what it is. */
  abstract M self();

  /** A model of the same, without parameters yet. */
  abstract M again();

  @Override
  public M copy(ParamMap extra) {
    return copyValues(again().setParent(parent()), extra);
  }

  @Override
  public MLWriter write() {
    return new ModelWriter(this);
  }

  /** What predicts, from the column of features that is set now. */
  SparkPredictor predictor() {
    if (getFeaturesCols().length > 0) {
      return SparkPredictor.of(trained);
    }
    FeatureColumns renamed =
        FeatureColumns.numbers(trained.features().stream().map(this::renamed).toList());
    return SparkPredictor.of(
        new TrainedModel(
            trained.spec(),
            renamed,
            trained.outputs(),
            trained.scaling(),
            trained.offset(),
            trained.loss(),
            trained.state()));
  }

  /** {@code features[3]} in another column. */
  private String renamed(String feature) {
    int element = feature.lastIndexOf('[');
    return getFeaturesCol() + (element < 0 ? "" : feature.substring(element));
  }
}
