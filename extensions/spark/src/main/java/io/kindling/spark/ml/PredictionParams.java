package io.kindling.spark.ml;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;

/**
 * What an estimator and its model both know: where features are, and where predictions go. A {@link
 * Param} is equal to another of its name, so that each call may make its own.
 */
public sealed interface PredictionParams extends Params
    permits ClassificationParams, TrainingParams, KindlingModel {
  /** {@return the column of features, vectors or arrays; default {@code features}} */
  default Param<String> featuresCol() {
    return new Param<>(this, "featuresCol", "column of features: vectors or arrays of numbers");
  }

  /** {@return its value} */
  default String getFeaturesCol() {
    return getOrDefault(featuresCol());
  }

  /**
   * {@return the columns of features, each of numbers, booleans, vectors or arrays; none by
   * default; where there are some, they take the place of {@link #featuresCol}}
   */
  default StringArrayParam featuresCols() {
    return new StringArrayParam(
        this, "featuresCols", "columns of features, in featuresCol's place");
  }

  /** {@return its value} */
  default String[] getFeaturesCols() {
    return getOrDefault(featuresCols()).clone();
  }

  /** {@return the column that predictions are written to; default {@code prediction}} */
  default Param<String> predictionCol() {
    return new Param<>(this, "predictionCol", "column of predictions");
  }

  /** {@return its value} */
  default String getPredictionCol() {
    return getOrDefault(predictionCol());
  }
}
