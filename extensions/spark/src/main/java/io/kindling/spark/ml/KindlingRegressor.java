package io.kindling.spark.ml;

import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.types.StructType;

/**
 * Learns to predict a number, by {@link io.kindling.spark.SparkTrainer}: the same model, to the
 * last bit, whatever the partitions and executors.
 *
 * <pre>{@code
 * KindlingRegressor regressor = new KindlingRegressor()
 *     .setFeaturesCols("rooms", "area")
 *     .setLabelCol("price")
 *     .setModel("sequential(linear(2, 16), relu(), linear(16, 1))")
 *     .setOptimizer("adam(lr=0.01)")
 *     .setEpochs(200);
 * KindlingRegressionModel model = regressor.fit(homes);
 * }</pre>
 *
 * <p>The loss is {@code mse()} by default.
 */
public final class KindlingRegressor
    extends KindlingEstimator<KindlingRegressor, KindlingRegressionModel> {
  private static final long serialVersionUID = 1L;

  /** Makes one with a name that no other stage has. */
  public KindlingRegressor() {
    this(Identifiable.randomUID("kindlingRegressor"));
  }

  /**
   * Makes one.
   *
   * @param uid its name among stages
   */
  public KindlingRegressor(String uid) {
    super(uid, "mse()");
  }

  @Override
  KindlingRegressor self() {
    return this;
  }

  @Override
  KindlingRegressionModel model(Fit fit) {
    return new KindlingRegressionModel(uid(), fit.train(fit.loss(/* labels= */ false), 1));
  }

  @Override
  public StructType transformSchema(StructType schema) {
    return KindlingRegressionModel.schema(this, required(schema));
  }

  @Override
  public KindlingRegressor copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  /** {@return what reads estimators that were saved} */
  public static MLReader<KindlingRegressor> read() {
    return new DefaultParamsReader<>();
  }

  /**
   * Reads an estimator.
   *
   * @param path where {@code save} has written it
   * @return the estimator
   */
  public static KindlingRegressor load(String path) {
    return read().load(path);
  }
}
