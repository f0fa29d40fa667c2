package io.kindling.spark.ml;

import org.apache.spark.ml.param.Param;

/** What an estimator of labels and its model both know besides. */
public sealed interface ClassificationParams extends PredictionParams
    permits KindlingClassifier, KindlingClassificationModel {
  /**
   * {@return the column of probabilities, a vector of one for each label; default {@code
   * probability}, empty for none}
   */
  default Param<String> probabilityCol() {
    return new Param<>(this, "probabilityCol", "column of probabilities; empty for none");
  }

  /** {@return its value} */
  default String getProbabilityCol() {
    return getOrDefault(probabilityCol());
  }

  /**
   * {@return the column of logits, a vector of one for each label; default {@code rawPrediction},
   * empty for none}
   */
  default Param<String> rawPredictionCol() {
    return new Param<>(this, "rawPredictionCol", "column of logits; empty for none");
  }

  /** {@return its value} */
  default String getRawPredictionCol() {
    return getOrDefault(rawPredictionCol());
  }
}
