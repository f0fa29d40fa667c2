package io.kindling.spark;

import static org.apache.spark.sql.functions.col;

import io.kindling.core.CheckReturnValue;
import io.kindling.error.DataException;
import io.kindling.model.Outputs;
import io.kindling.model.Predictions;
import io.kindling.model.TrainedModel;
import io.kindling.predict.Predictor;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Predicts with a trained model on a Spark cluster: each row's answer is that of {@link Predictor}
 * in one JVM, bit for bit.
 *
 * <pre>{@code
 * SparkPredictor predictor = SparkPredictor.load(Path.of("model.pt"));
 * Dataset<Row> scored = predictor.transform(flats); // with a column more: prediction
 * Dataset<Row> dear = flats.where(predictor.prediction().gt(1e6));
 * }</pre>
 *
 * <p>Works on tables and on streams, in a classic session and through Spark Connect, where {@code
 * addArtifact} has to bring Kindling's jars to the server. The model's bytes travel in the plan;
 * executors need no file.
 *
 * <p>The model's columns, then its offset, are looked for by their names, and their cells are read
 * as {@link Predictor#predict(java.util.Map)} reads them: so are missing ones, labels, dates. Where
 * a model has learned from the array or vector {@code x}, its columns are {@code x[0]}, {@code
 * x[1]} …, and are taken from the column {@code x}. A row that the model does not take fails its
 * task with the {@link DataException} that says why.
 *
 * <p>Immutable.
 */
public final class SparkPredictor {
  static final String PREDICT = "predict";

  private static final String PREDICTION = "prediction";
  private static final String PROBABILITIES = "probabilities";
  private static final DataType NUMBERS = DataTypes.createArrayType(DataTypes.DoubleType, false);

  private final TrainedModel trained;
  private final ModelBytes model;

  private SparkPredictor(TrainedModel trained) {
    Predictor.of(trained); // refused here rather than by each executor
    this.trained = trained;
    this.model = ModelBytes.of(trained);
  }

  /**
   * Makes one of a trained model.
   *
   * @param trained the model with its preparation
   * @return its predictor
   * @throws io.kindling.error.StateDictException if the state is not that of such a model
   * @throws io.kindling.error.SpecException as from {@link Predictor#of(TrainedModel)}
   */
  public static SparkPredictor of(TrainedModel trained) {
    return new SparkPredictor(trained);
  }

  /**
   * Reads a model from a file that the driver sees.
   *
   * @param file what {@code kindling train --save} or {@link TrainedModel#save(Path)} wrote
   * @return its predictor
   * @throws io.kindling.error.CheckpointException as from {@link Predictor#load(Path)}
   * @throws io.kindling.error.SpecException as from {@link Predictor#of(TrainedModel)}
   */
  public static SparkPredictor load(Path file) {
    return of(TrainedModel.load(file));
  }

  /** {@return what comes out} */
  public Outputs outputs() {
    return trained.outputs();
  }

  /**
   * Adds what the model says of each row: a column {@code prediction}, and of labels a column
   * {@code probabilities} too.
   *
   * @param rows the rows
   * @return the same rows with these columns
   * @throws DataException if they have a column of such a name
   */
  @CheckReturnValue
  public Dataset<Row> transform(Dataset<Row> rows) {
    Set<String> present = Set.copyOf(List.of(rows.columns()));
    checkFree(PREDICTION, present);
    Inputs inputs = Inputs.of(trained, present);
    if (!outputs().areLabels()) {
      return rows.withColumn(
          PREDICTION, inputs.answered(model, SparkPredictor::predicted, predicted()));
    }
    checkFree(PROBABILITIES, present);
    StructType both = new StructType().add(PREDICTION, predicted()).add(PROBABILITIES, NUMBERS);
    Column said = inputs.answered(model, SparkPredictor::judged, both);
    return rows.withColumn(PREDICTION, said) // so that it is computed once
        .withColumn(PROBABILITIES, col(PREDICTION).getField(PROBABILITIES))
        .withColumn(PREDICTION, col(PREDICTION).getField(PREDICTION));
  }

  private static void checkFree(String name, Set<String> present) {
    if (present.contains(name)) {
      throw new DataException(
          "transform",
          "the rows must not have a column of that name yet",
          "'" + name + "'",
          "another one",
          "withColumn(\"…\", predictor.prediction())");
    }
  }

  /**
   * What the model predicts of each row: a double, or of several targets an array of them; a label,
   * or of several targets an array of these.
   *
   * @return such a column
   */
  public Column prediction() {
    return column(SparkPredictor::predicted, predicted());
  }

  /**
   * How probable the labels are: an array of doubles, in the order of {@link Outputs#classes},
   * target after target.
   *
   * @return such a column; where the model predicts numbers, its rows fail with a {@link
   *     DataException}
   */
  public Column probabilities() {
    return column(Predictor::probabilities, NUMBERS);
  }

  /**
   * What else the model can be asked of each row.
   *
   * <pre>{@code
   * Column yes = predictor.column((model, row) -> model.probabilities(row)[1], DataTypes.DoubleType);
   * }</pre>
   *
   * @param answer what is asked
   * @param type of the answers
   * @return a column of these
   */
  public Column column(Answer answer, DataType type) {
    return Inputs.of(trained, Set.of()).answered(model, answer, type);
  }

  private DataType predicted() {
    DataType one = outputs().areLabels() ? DataTypes.StringType : DataTypes.DoubleType;
    return outputs().targets().size() == 1 ? one : DataTypes.createArrayType(one, false);
  }

  private static Object predicted(Predictor predictor, double[] row) {
    Predictions said = predictor.predictions(row);
    int targets = predictor.outputs().targets().size();
    if (!predictor.outputs().areLabels()) {
      return targets == 1 ? (Object) said.number(0) : said.values();
    }
    String[] labels = new String[targets];
    Arrays.setAll(labels, target -> said.label(0, target));
    return targets == 1 ? labels[0] : labels;
  }

  private static Object judged(Predictor predictor, double[] row) {
    return RowFactory.create(predicted(predictor, row), predictor.probabilities(row));
  }

  /** What a model is asked of a row; it travels to the executors. */
  @FunctionalInterface
  public interface Answer extends Serializable {
    /**
     * Asks.
     *
     * @param predictor the model
     * @param row a number for each of {@link Predictor#inputs}
     * @return the answer
     */
    Object of(Predictor predictor, double[] row);
  }
}
