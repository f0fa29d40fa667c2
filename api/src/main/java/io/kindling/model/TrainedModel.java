package io.kindling.model;

import io.kindling.Backend;
import io.kindling.Module;
import io.kindling.checkpoint.StateChoice;
import io.kindling.checkpoint.StateFile;
import io.kindling.checkpoint.StateFormat;
import io.kindling.checkpoint.stored.SavedState;
import io.kindling.core.CheckReturnValue;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.data.Dataset;
import io.kindling.data.Scaling;
import io.kindling.data.Standardizer;
import io.kindling.error.CheckpointException;
import io.kindling.error.DataException;
import io.kindling.error.ShapeException;
import io.kindling.nn.LossSpec;
import io.kindling.nn.ModuleSpec;
import io.kindling.table.FeatureColumns;
import io.kindling.train.Evaluator;
import io.kindling.train.Metric;
import io.kindling.train.Metrics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A trained model with its preparation: all that predicting needs. Files hold it whole; {@code
 * kindling train --save} writes what {@link #load} reads, and {@code kindling predict} reads what
 * {@link #save(Path)} writes, with the same predictions to the last bit.
 *
 * <pre>{@code
 * TrainedModel model = TrainedModel.load(Path.of("model.pt"));
 * try (Backend backend = Backends.preferred()) {
 *   Module module = model.module(backend);
 *   double price = model.predict(module, 3, 120.5).number(0); // features as they were in the table
 * }
 * }</pre>
 *
 * <p>Immutable, and without a backend: it may be kept, copied and read by any thread. {@code
 * io.kindling.predict.Predictor} predicts with it without a backend too.
 *
 * @param spec what the model is
 * @param columns the columns that go in, in their order, and how their cells become features
 * @param outputs what comes out
 * @param scaling what is done to features before, and undone of targets after; null for nothing
 * @param offset the column whose number is added to the output; null for none
 * @param loss what it was trained to make small, which says what its outputs mean; null for unknown
 * @param state its parameters, as {@link Module#stateDict()} returns them
 */
public record TrainedModel(
    ModuleSpec spec,
    FeatureColumns columns,
    Outputs outputs,
    @Nullable Standardizer scaling,
    @Nullable String offset,
    @Nullable LossSpec loss,
    Map<String, TensorData> state) {
  /**
   * Copies the collections.
   *
   * @throws ShapeException if the model does not take rows of as many features
   * @throws DataException if it makes another number of outputs, or has not a vector for each level
   *     of a column of indices; if the scaling is of another number of columns, or of labels, or of
   *     targets where there is an offset
   */
  public TrainedModel {
    List<String> features = columns.features();
    state = Collections.unmodifiableMap(new LinkedHashMap<>(state));
    ColumnVectors.check(columns, spec);
    check("outputs", width(spec, features.size()), outputs.targets() + "", outputs.width());
    if (scaling != null) {
      check("feature scalings", scaled(scaling.features()), features + "", features.size());
      int numbers = outputs.areLabels() ? 0 : outputs.width();
      check("target scalings", scaled(scaling.targets()), outputs.targets() + "", numbers);
    }
    if (offset != null && scaling != null && scaling.targets() != null) {
      throw new DataException(
          "TrainedModel",
          "an offset is in the targets' own units",
          "scaled targets",
          "targets as they are",
          "featuresOnly() of the scaling");
    }
  }

  /**
   * A model without an offset, of a loss that is not known.
   *
   * @param spec what the model is
   * @param columns the columns that go in, in their order, and how their cells become features
   * @param outputs what comes out
   * @param scaling what is done to features before, and undone of targets after; null for nothing
   * @param state its parameters, as {@link Module#stateDict()} returns them
   * @throws ShapeException if the model does not take rows of as many features
   * @throws DataException if it makes another number of outputs, the scaling is of another number
   *     of columns, or of labels
   */
  public TrainedModel(
      ModuleSpec spec,
      FeatureColumns columns,
      Outputs outputs,
      @Nullable Standardizer scaling,
      Map<String, TensorData> state) {
    this(spec, columns, outputs, scaling, null, null, state);
  }

  /**
   * A model of columns of numbers.
   *
   * @param spec what the model is
   * @param features the names of the columns that go in, in their order
   * @param outputs what comes out
   * @param scaling what is done to features before, and undone of targets after; null for nothing
   * @param state its parameters, as {@link Module#stateDict()} returns them
   * @throws ShapeException if the model does not take rows of as many features
   * @throws DataException if it makes another number of outputs, a column is there twice, the
   *     scaling is of another number of columns, or of labels
   */
  public TrainedModel(
      ModuleSpec spec,
      List<String> features,
      Outputs outputs,
      @Nullable Standardizer scaling,
      Map<String, TensorData> state) {
    this(spec, FeatureColumns.numbers(features), outputs, scaling, state);
  }

  /** {@return the names of what the model takes, as {@link FeatureColumns#features} has them} */
  public List<String> features() {
    return columns.features();
  }

  private static @Nullable Integer scaled(@Nullable Scaling scaling) {
    return scaling == null ? null : scaling.mean().size();
  }

  /** How many numbers a model makes of a row. */
  static int width(ModuleSpec spec, int features) {
    Shape output = spec.outputShape(Shape.of(1, features));
    return output.rank() == 2 && output.size(0) == 1 ? Math.toIntExact(output.size(1)) : -1;
  }

  private static void check(String what, @Nullable Integer got, String names, int expected) {
    if (got != null && got != expected) {
      throw new DataException(
          "TrainedModel",
          "the parts must be of one model",
          (got < 0 ? "no rows" : got + "") + " " + what,
          expected + " for " + names,
          null);
    }
  }

  /**
   * Reads a model.
   *
   * @param file what {@link #save(Path)} or {@code kindling train --save} wrote, in any {@link
   *     StateFormat}, or a checkpoint of the command
   * @return the model
   * @throws CheckpointException if there is no such file, or it is damaged, does not say what model
   *     it holds, its notes do not fit one another, or the model does not compute what they say
   * @throws io.kindling.error.SpecException if the model is none that is known here
   */
  public static TrainedModel load(Path file) {
    return load(file, StateChoice.MODEL);
  }

  /**
   * Reads a model that is a part of a file, as in a zip of files, or whose names have a prefix.
   *
   * @param file the file
   * @param choice what is meant
   * @return the model
   * @throws CheckpointException if there is no such file or part, or it is damaged, does not say
   *     what model it holds, its notes do not fit one another, or the model does not compute what
   *     they say
   * @throws io.kindling.error.SpecException if the model is none that is known here
   */
  public static TrainedModel load(Path file, StateChoice choice) {
    SavedState saved = StateFile.loadWithNotes(file, choice);
    return new ModelNotes(file, saved.metadata()).model(saved.tensors());
  }

  /**
   * Writes the model in the form that the file's ending stands for; beside it some rows, and what
   * it makes of them, so that {@link #load} finds out whether it still does. (Not beside a model of
   * more than 67 million numbers, or one that only a backend can compute.)
   *
   * @param file the file to write or replace, whole or not at all
   * @throws CheckpointException if it cannot be written; an old file stays as it was
   */
  public void save(Path file) {
    save(file, StateFormat.of(file));
  }

  /**
   * Writes the model.
   *
   * @param file the file to write or replace, whole or not at all
   * @param format in which form
   * @throws CheckpointException if it cannot be written; an old file stays as it was
   */
  public void save(Path file, StateFormat format) {
    StateFile.save(file, new SavedState(state, ModelNotes.proven(this)), format);
  }

  /**
   * Writes the model in the form that the file's ending stands for, with more beside it.
   *
   * @param file the file to write or replace, whole or not at all
   * @param more texts by keys of their own, which {@code StateFile.loadWithNotes} gives back
   * @throws CheckpointException if it cannot be written; an old file stays as it was
   */
  public void save(Path file, Map<String, String> more) {
    Map<String, String> notes = ModelNotes.proven(this);
    more.forEach(notes::putIfAbsent);
    StateFile.save(file, new SavedState(state, notes), StateFormat.of(file));
  }

  /**
   * Writes the model as C++ {@code torch::save} does, by the backend's own library.
   *
   * @param file the file to write or replace, whole or not at all
   * @param backend whose library writes: {@code libtorch}
   * @throws io.kindling.error.BackendException if the backend has no files of its own
   * @throws CheckpointException if it cannot be written; an old file stays as it was
   */
  public void save(Path file, Backend backend) {
    StateFile.save(file, new SavedState(state, ModelNotes.proven(this)), backend);
  }

  /** {@return what is kept beside the state in a file; {@code Trainer.notes} takes it too} */
  public Map<String, String> notes() {
    return ModelNotes.of(this);
  }

  /**
   * The same with other parameters.
   *
   * @param learned the parameters
   * @return such a model
   */
  @CheckReturnValue
  public TrainedModel withState(Map<String, TensorData> learned) {
    return new TrainedModel(spec, columns, outputs, scaling, offset, loss, learned);
  }

  /**
   * The same with an offset.
   *
   * @param column the column whose number is added to the output; null for none
   * @return such a model
   */
  @CheckReturnValue
  public TrainedModel withOffset(@Nullable String column) {
    return new TrainedModel(spec, columns, outputs, scaling, column, loss, state);
  }

  /**
   * The same, trained with a loss.
   *
   * @param trained what was made small; null for unknown
   * @return such a model
   */
  @CheckReturnValue
  public TrainedModel withLoss(@Nullable LossSpec trained) {
    return new TrainedModel(spec, columns, outputs, scaling, offset, trained, state);
  }

  TrainedModel withScaling(Standardizer other) {
    return new TrainedModel(spec, columns, outputs, other, offset, loss, state);
  }

  /**
   * Makes the live model. It is for prepared rows; {@link #predict(Module, double...)} prepares
   * them.
   *
   * @param backend where to compute
   * @return the module with this state, on the backend's first device, for its user to close
   * @throws io.kindling.error.StateDictException if the state is not that of such a model
   */
  public Module module(Backend backend) {
    return backend.module(spec).loadStateDict(state);
  }

  /**
   * Predicts.
   *
   * @param module the live model, on any device; it is left as it was
   * @param rows the features as they are in a table, in the order of {@link #features}, row by row
   * @return what the model says of each row
   * @throws DataException if a number is missing, or is none that the model takes
   */
  public Predictions predict(Module module, double... rows) {
    int width = features().size();
    if (rows.length == 0 || rows.length % width != 0) {
      throw new DataException(
          "predict",
          "each row must have a number for each feature",
          rows.length + " numbers",
          "rows of " + width + ": " + String.join(", ", features()),
          null);
    }
    return predict(module, Dataset.of(rows, width, new double[rows.length / width], 1));
  }

  /**
   * Predicts.
   *
   * @param module the live model, on any device; it is left as it was
   * @param rows rows as they were read, with columns as {@link #features} has them, and with an
   *     offset if the model has one; their targets do not matter
   * @return what the model says of each row
   * @throws DataException if the columns are others, the offset is missing, or a number is none
   *     that the model takes
   */
  public Predictions predict(Module module, Dataset rows) {
    Dataset prepared =
        scaling == null || scaling.features() == null
            ? rows
            : scaling.featuresOnly().transform(rows);
    return predictPrepared(module, prepared);
  }

  /**
   * Predicts from rows as {@link Standardizer#transform(Dataset)} gives them, those of a training
   * for instance.
   *
   * @param module the live model, on any device; it is left as it was
   * @param rows rows whose features are scaled already; their targets do not matter
   * @return what the model says of each row, in the targets' own units
   */
  public Predictions predictPrepared(Module module, Dataset rows) {
    checkOffset("predict", rows);
    float[] said = new Evaluator(IndexInput.around(spec, module)).predict(rows);
    Standardizer undone = scaling == null ? new Standardizer(null, null) : scaling;
    return new Predictions(outputs, undone.restoreExactly(said));
  }

  /**
   * Judges the model by rows with targets, in the targets' own units.
   *
   * @param module the live model, on any device; it is left as it was
   * @param rows rows as they were read, targets too, with columns as {@link #features} has them,
   *     and with an offset if the model has one; weights count
   * @param metrics what to compute, such as {@link Metrics#rmse()}
   * @return the metrics by their names, in their order
   * @throws DataException if the columns are others, the offset is missing, or a number is none
   *     that the model takes
   */
  public Map<String, Double> evaluate(Module module, Dataset rows, Metric... metrics) {
    Scaling targets = scaling == null ? null : scaling.targets();
    List<Metric> own = new ArrayList<>();
    for (Metric metric : metrics) {
      own.add(targets == null ? metric : Metrics.unscaled(metric, targets));
    }
    checkOffset("evaluate", rows);
    Dataset prepared = scaling == null ? rows : scaling.transform(rows);
    return new Evaluator(IndexInput.around(spec, module)).evaluate(prepared, own);
  }

  private void checkOffset(String operation, Dataset rows) {
    if (offset != null && !rows.beside().offset()) {
      throw new DataException(
          operation,
          "the rows must have the offset that the model was trained with",
          "none",
          "the numbers of " + offset,
          "Dataset.of(…).offset(…)");
    }
  }
}
