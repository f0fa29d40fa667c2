package io.kindling.spark.ml;

import io.kindling.core.DType;
import io.kindling.model.Outputs;
import io.kindling.model.TrainedModel;
import io.kindling.nn.LossSpec;
import java.util.List;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.types.StructType;

/**
 * Learns to predict a label, by {@link io.kindling.spark.SparkTrainer}. Labels are 0, 1, 2 … as
 * {@code StringIndexer} makes them, whose names are kept with the model.
 *
 * <pre>{@code
 * KindlingClassificationModel model = new KindlingClassifier().setLabelCol("species").fit(flowers);
 * }</pre>
 *
 * <p>The loss is {@code cross_entropy()} by default, of a model with an output for each label; of
 * two labels it may be {@code bce_with_logits()}, of a model with one output.
 */
public final class KindlingClassifier
    extends KindlingEstimator<KindlingClassifier, KindlingClassificationModel>
    implements ClassificationParams {
  private static final long serialVersionUID = 1L;

  /** Makes one with a name that no other stage has. */
  public KindlingClassifier() {
    this(Identifiable.randomUID("kindlingClassifier"));
  }

  /**
   * Makes one.
   *
   * @param uid its name among stages
   */
  public KindlingClassifier(String uid) {
    super(uid, "cross_entropy()");
    setDefault(probabilityCol(), "probability");
    setDefault(rawPredictionCol(), "rawPrediction");
  }

  /**
   * Sets {@link #probabilityCol}.
   *
   * @param value its value
   * @return this
   */
  public KindlingClassifier setProbabilityCol(String value) {
    return with(probabilityCol(), value);
  }

  /**
   * Sets {@link #rawPredictionCol}.
   *
   * @param value its value
   * @return this
   */
  public KindlingClassifier setRawPredictionCol(String value) {
    return with(rawPredictionCol(), value);
  }

  @Override
  KindlingClassifier self() {
    return this;
  }

  @Override
  KindlingClassificationModel model(Fit fit) {
    LossSpec loss = fit.loss(/* labels= */ true);
    List<String> labels = fit.labels();
    boolean each = loss.targetType() == DType.INT64;
    TrainedModel model = fit.train(loss, each ? labels.size() : 1);
    Outputs named =
        each
            ? Outputs.labels(getLabelCol(), labels)
            : new Outputs(List.of(getLabelCol()), List.of(labels), true);
    return new KindlingClassificationModel(
        uid(),
        new TrainedModel(
            model.spec(),
            model.columns(),
            named,
            model.scaling(),
            model.offset(),
            model.loss(),
            model.state()));
  }

  @Override
  public StructType transformSchema(StructType schema) {
    return KindlingClassificationModel.schema(this, required(schema));
  }

  @Override
  public KindlingClassifier copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  /** {@return what reads estimators that were saved} */
  public static MLReader<KindlingClassifier> read() {
    return new DefaultParamsReader<>();
  }

  /**
   * Reads an estimator.
   *
   * @param path where {@code save} has written it
   * @return the estimator
   */
  public static KindlingClassifier load(String path) {
    return read().load(path);
  }
}
