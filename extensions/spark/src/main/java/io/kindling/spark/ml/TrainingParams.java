package io.kindling.spark.ml;

import io.kindling.nn.LossSpec;
import io.kindling.nn.ModuleSpec;
import io.kindling.optim.OptimizerSpec;
import io.kindling.spark.RowOrder;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;

/** What only an estimator knows: what is learned from, and how. */
public sealed interface TrainingParams extends PredictionParams permits KindlingEstimator {
  /** {@return the column of what is to be predicted; default {@code label}} */
  default Param<String> labelCol() {
    return new Param<>(this, "labelCol", "column of what is to be predicted");
  }

  /** {@return its value} */
  default String getLabelCol() {
    return getOrDefault(labelCol());
  }

  /** {@return the column of the rows' weights; empty, as by default, for none} */
  default Param<String> weightCol() {
    return new Param<>(this, "weightCol", "column of weights; empty for none");
  }

  /** {@return its value} */
  default String getWeightCol() {
    return getOrDefault(weightCol());
  }

  /**
   * {@return the column of numbers that are added to the model's output, as the logarithms of
   * exposures are; empty, as by default, for none}
   */
  default Param<String> offsetCol() {
    return new Param<>(
        this, "offsetCol", "column of numbers that are added to the output; empty for none");
  }

  /** {@return its value} */
  default String getOffsetCol() {
    return getOrDefault(offsetCol());
  }

  /**
   * {@return the column that orders the rows, no two of them alike; empty, as by default, for
   * {@link RowOrder#content}}
   */
  default Param<String> orderCol() {
    return new Param<>(
        this, "orderCol", "column that orders the rows; empty for the order of their content");
  }

  /** {@return its value} */
  default String getOrderCol() {
    return getOrDefault(orderCol());
  }

  /**
   * {@return the column of booleans which rows the model is judged by after every epoch rather than
   * trained on; empty, as by default, for none}
   */
  default Param<String> validationIndicatorCol() {
    return new Param<>(
        this, "validationIndicatorCol", "column of booleans: rows to judge by; empty for none");
  }

  /** {@return its value} */
  default String getValidationIndicatorCol() {
    return getOrDefault(validationIndicatorCol());
  }

  /**
   * {@return the model as {@link ModuleSpec#parse} takes it, or {@code linear}, the default, for a
   * linear one of as many features and outputs as there are}
   */
  default Param<String> model() {
    return new Param<>(
        this, "model", "the model, as linear or sequential(linear(3, 8), relu(), linear(8, 1))");
  }

  /** {@return its value} */
  default String getModel() {
    return getOrDefault(model());
  }

  /** {@return the loss as {@link LossSpec#parse} takes it} */
  default Param<String> loss() {
    return new Param<>(this, "loss", "the loss, as mse()");
  }

  /** {@return its value} */
  default String getLoss() {
    return getOrDefault(loss());
  }

  /**
   * {@return the optimizer as {@link OptimizerSpec#parse} takes it; default {@code lbfgs} with a
   * line search}
   */
  default Param<String> optimizer() {
    return new Param<>(this, "optimizer", "the optimizer, as adam(lr=0.01)");
  }

  /** {@return its value} */
  default String getOptimizer() {
    return getOrDefault(optimizer());
  }

  /** {@return how many epochs there are at most, each of one step; default 20} */
  default IntParam epochs() {
    return new IntParam(this, "epochs", "epochs at most, each of one step");
  }

  /** {@return its value} */
  default int getEpochs() {
    return (int) getOrDefault(epochs());
  }

  /**
   * {@return after how many epochs without a better one the training ends; 0, the default, for
   * never}
   */
  default IntParam earlyStopping() {
    return new IntParam(
        this, "earlyStopping", "epochs without a better one that end the training; 0 for never");
  }

  /** {@return its value} */
  default int getEarlyStopping() {
    return (int) getOrDefault(earlyStopping());
  }

  /** {@return the seed of the first weights; default 0} */
  default LongParam seed() {
    return new LongParam(this, "seed", "seed of the first weights");
  }

  /** {@return its value} */
  default long getSeed() {
    return (long) getOrDefault(seed());
  }

  /**
   * {@return whether features, and targets that are quantities, are standardized before, which is a
   * part of the model then; default true}
   */
  default BooleanParam standardization() {
    return new BooleanParam(
        this, "standardization", "whether features and targets are standardized");
  }

  /** {@return its value} */
  default boolean getStandardization() {
    return (boolean) getOrDefault(standardization());
  }
}
