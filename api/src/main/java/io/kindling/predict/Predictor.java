package io.kindling.predict;

import io.kindling.checkpoint.StateChoice;
import io.kindling.core.TensorData;
import io.kindling.error.CheckpointException;
import io.kindling.error.DataException;
import io.kindling.forward.ForwardPass;
import io.kindling.forward.OneSum;
import io.kindling.model.Outputs;
import io.kindling.model.Predictions;
import io.kindling.model.TrainedModel;
import io.kindling.nn.ModuleSpec;
import io.kindling.recording.PredictionEvent;
import io.kindling.table.FeatureColumns;
import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Predicts with a trained model, in plain Java and without a backend: rows as they are in a table
 * go in, and are prepared as the model's were; numbers in the targets' own units come out, or
 * labels.
 *
 * <pre>{@code
 * Predictor predictor = Predictor.load(Path.of("model.pt"));
 * double price = predictor.predict(3, 120.5); // in the order of inputs()
 * }</pre>
 *
 * <p>Immutable: any number of threads may use one at once, and nothing has to be closed. Each row's
 * answer is what it would be alone, bit for bit that of the module on {@code cpu}, whatever batch
 * and thread it comes in. Arrays are read and written where they are: {@link #predict(float[], int,
 * double[])} allocates nothing for a model of linear layers and {@code relu}.
 *
 * <p>A row is {@code [d]}: a number for each of {@link #inputs}; rows are {@code [n, d]}, one after
 * the other. Outputs are {@code [m]} a row: a number for each target; for labels the logits, one
 * for each label, or for each target that has two of them and one logit.
 */
public final class Predictor {
  private final Outputs outputs;
  private final FeatureColumns columns;
  private final @Nullable String offset;
  private final List<String> inputs;
  private final Computation computation;
  private final boolean oneNumber;
  private final int width;

  /**
   * Of the shortest way, where each nanosecond counts: one sum as it is; null where there is more.
   */
  private final @Nullable OneSum plain;

  private final Binding<Map<String, ?>> named;

  private Predictor(TrainedModel model, ForwardPass pass) {
    this.outputs = model.outputs();
    this.columns = model.columns();
    this.offset = model.offset();
    this.inputs = inputs(model);
    this.width = inputs.size();
    this.computation = new Computation(model, pass);
    this.oneNumber = !outputs.areLabels() && outputs.width() == 1;
    this.plain = oneNumber ? computation.plain() : null;
    this.named = Binding.of(this, columns, offset, new MapAccess());
  }

  private static List<String> inputs(TrainedModel model) {
    List<String> inputs = new ArrayList<>(model.features());
    if (model.offset() != null) {
      inputs.add(model.offset());
    }
    return List.copyOf(inputs);
  }

  /**
   * Makes one of a trained model.
   *
   * @param model the model with its preparation
   * @return its predictor; it has a copy of the parameters
   * @throws io.kindling.error.StateDictException if the state is not that of such a model
   * @throws io.kindling.error.SpecException if a part of the model can only be computed by a
   *     backend, or answers a row by the rows beside it: {@code batch_norm_1d} without running
   *     statistics
   */
  public static Predictor of(TrainedModel model) {
    return new Predictor(model, ForwardPass.of(model.spec(), model.features(), model.state()));
  }

  /**
   * Makes one of a module that takes rows as they are: without preparation, to numbers.
   *
   * <pre>{@code
   * Predictor predictor = Predictor.of(spec, 8, module.stateDict());
   * }</pre>
   *
   * @param spec what the module is
   * @param features how many numbers a row has; {@link #inputs} calls them {@code x0}, {@code x1} …
   * @param state its parameters, as {@link io.kindling.Module#stateDict()} returns them
   * @return its predictor
   * @throws io.kindling.error.ShapeException if the module does not make a row of such a row
   * @throws io.kindling.error.StateDictException if the state is not that of such a module
   * @throws io.kindling.error.SpecException as from {@link #of(TrainedModel)}
   */
  public static Predictor of(ModuleSpec spec, int features, Map<String, TensorData> state) {
    List<String> names = names("x", features);
    ForwardPass pass = ForwardPass.of(spec, names, state);
    Outputs numbers = new Outputs(names("y", pass.outputs()), List.of(), false);
    return new Predictor(new TrainedModel(spec, names, numbers, null, state), pass);
  }

  private static List<String> names(String of, int count) {
    return IntStream.range(0, count).mapToObj(i -> of + i).toList();
  }

  /**
   * Reads a model from a file.
   *
   * @param file what {@code kindling train --save} or {@link TrainedModel#save(Path)} wrote
   * @return its predictor
   * @throws CheckpointException if there is no such file, or it is damaged, does not say what model
   *     it holds, or the model does not compute what the file says that it did
   * @throws io.kindling.error.SpecException as from {@link #of(TrainedModel)}
   */
  public static Predictor load(Path file) {
    return load(file, StateChoice.MODEL);
  }

  /**
   * Reads a model that is a part of a file.
   *
   * @param file the file
   * @param choice what is meant
   * @return its predictor
   * @throws CheckpointException as from {@link #load(Path)}, or if there is no such part
   * @throws io.kindling.error.SpecException as from {@link #of(TrainedModel)}
   */
  public static Predictor load(Path file, StateChoice choice) {
    return of(TrainedModel.load(file, choice));
  }

  /**
   * {@return the names of the numbers of a row, in their order: the features, as {@link
   * TrainedModel#features} has them, then the offset if the model has one}
   */
  public List<String> inputs() {
    return inputs;
  }

  /** {@return what comes out} */
  public Outputs outputs() {
    return outputs;
  }

  /**
   * Predicts the only number of a row.
   *
   * @param row {@code [d]}
   * @return the number, in the target's own unit
   * @throws DataException if the row has more or fewer numbers, one is not finite or none that the
   *     model takes, or the model predicts labels or several numbers
   */
  public double predict(float[] row) {
    if (plain != null && row.length == width && !PredictionRecording.isOn()) {
      float said = plain.of(row);
      if (Float.isFinite(said)) {
        return said;
      }
    }
    checkNumber();
    checkRow(row.length);
    PredictionEvent begun = PredictionRecording.begin(1);
    double number = computation.one(row);
    PredictionRecording.end(begun, 1, row.length);
    return number;
  }

  /**
   * Predicts the only number of a row.
   *
   * @param row {@code [d]}; scaled in float64, then rounded
   * @return the number, in the target's own unit
   * @throws DataException as from {@link #predict(float[])}
   */
  public double predict(double... row) {
    checkNumber();
    checkRow(row.length);
    PredictionEvent begun = PredictionRecording.begin(1);
    double number = computation.one(row);
    PredictionRecording.end(begun, 1, row.length);
    return number;
  }

  /**
   * Predicts what comes of some rows.
   *
   * @param rows {@code [n, d]}, or more
   * @param count n
   * @param into where to write {@code [n, m]}: numbers in the targets' own units, or logits
   * @throws DataException if an array is too short, or a number is not finite or none that the
   *     model takes
   */
  public void predict(float[] rows, int count, double[] into) {
    checkRows(rows.length, count, into.length, outputs.width());
    PredictionEvent begun = PredictionRecording.begin(count);
    computation.all(rows, count, into);
    PredictionRecording.end(begun, count, inputs.size());
  }

  /**
   * Predicts what comes of some rows.
   *
   * @param rows {@code [n, d]}, or more; scaled in float64, then rounded
   * @param count n
   * @param into where to write {@code [n, m]}: numbers in the targets' own units, or logits
   * @throws DataException as from {@link #predict(float[], int, double[])}
   */
  public void predict(double[] rows, int count, double[] into) {
    checkRows(rows.length, count, into.length, outputs.width());
    PredictionEvent begun = PredictionRecording.begin(count);
    computation.all(rows, count, into);
    PredictionRecording.end(begun, count, inputs.size());
  }

  /**
   * Finds out whether it still computes what it did when it was made, and that in numbers.
   *
   * @param operation who asks
   * @throws DataException if not
   */
  void test(String operation) {
    computation.test(operation);
  }

  /**
   * Predicts, for whoever wants each answer by its row and target.
   *
   * @param rows {@code [n, d]}
   * @return what the model says of each row
   * @throws DataException if these are no whole rows, or a number is not finite or none that the
   *     model takes
   */
  public Predictions predictions(double... rows) {
    int count = rows.length / inputs.size();
    double[] values = new double[count * outputs.width()];
    if (count * inputs.size() != rows.length) {
      checkRow(rows.length);
    }
    predict(rows, count, values);
    return new Predictions(outputs, values);
  }

  /**
   * Predicts the only label of a row.
   *
   * @param row {@code [d]}
   * @return the label that is most probable, the first of equals
   * @throws DataException as from {@link #predict(float[])}, or if the model predicts numbers or
   *     several labels
   */
  public String predictLabel(double... row) {
    checkRow(row.length);
    return predictions(row).label(0);
  }

  /**
   * Predicts the only label of a row.
   *
   * @param row {@code [d]}
   * @return the label that is most probable, the first of equals
   * @throws DataException as from {@link #predictLabel(double...)}
   */
  public String predictLabel(float[] row) {
    return predictLabel(widened(row));
  }

  /**
   * Says how probable each label is.
   *
   * @param row {@code [d]}
   * @return the probabilities of the labels, in the order of {@link Outputs#classes}, target after
   *     target
   * @throws DataException as from {@link #predict(float[])}, or if the model predicts numbers
   */
  public double[] probabilities(double... row) {
    checkRow(row.length);
    Predictions said = predictions(row);
    checkLabels();
    List<List<String>> classes = outputs.classes();
    double[] probabilities = new double[classes.stream().mapToInt(List::size).sum()];
    int at = 0;
    for (int target = 0; target < classes.size(); target++) {
      for (int label = 0; label < classes.get(target).size(); label++) {
        probabilities[at++] = outputs.probability(said.values(), 0, target, label);
      }
    }
    return probabilities;
  }

  /**
   * Says how probable each label is.
   *
   * @param row {@code [d]}
   * @return the probabilities of the labels
   * @throws DataException as from {@link #probabilities(double...)}
   */
  public double[] probabilities(float[] row) {
    return probabilities(widened(row));
  }

  /**
   * Predicts the only number of a row of a table.
   *
   * @param row the cells by the names of their columns: numbers, texts, booleans, {@code java.time}
   *     dates; null where one is missing. Others are ignored
   * @return the number, in the target's own unit
   * @throws DataException if a column is not there, a cell is missing and may not be, or it holds
   *     nothing of its column's kind; or as from {@link #predict(float[])}
   */
  public double predict(Map<String, ?> row) {
    return named.predict(row);
  }

  /**
   * Predicts the only label of a row of a table.
   *
   * @param row as for {@link #predict(Map)}
   * @return the label that is most probable, the first of equals
   * @throws DataException as from {@link #predict(Map)} and {@link #predictLabel(double...)}
   */
  public String predictLabel(Map<String, ?> row) {
    return named.predictLabel(row);
  }

  /**
   * Says how probable each label is.
   *
   * @param row as for {@link #predict(Map)}
   * @return the probabilities of the labels
   * @throws DataException as from {@link #predict(Map)} and {@link #probabilities(double...)}
   */
  public double[] probabilities(Map<String, ?> row) {
    return named.probabilities(row);
  }

  /**
   * Compiles how a record's components become a row, once; what it makes calls the accessors as
   * code would, without reflection.
   *
   * @param type a record with a component of the name of each column
   * @param <R> the record
   * @return what predicts of such records
   * @throws DataException if the record has not these components, or its package is not opened to
   *     Kindling: then {@link #binding(Class, MethodHandles.Lookup)} takes the host's own access
   */
  public <R extends Record> Binding<R> binding(Class<R> type) {
    return binding(type, RecordAccess.lookup(type));
  }

  /**
   * Compiles how a record's components become a row, with the host's own access to it.
   *
   * @param type a record with a component of the name of each column
   * @param lookup {@code MethodHandles.lookup()}, from where the record is to be seen
   * @param <R> the record
   * @return what predicts of such records
   * @throws DataException if the record has not these components, or is not to be seen from there
   */
  public <R extends Record> Binding<R> binding(Class<R> type, MethodHandles.Lookup lookup) {
    return Binding.of(this, columns, offset, new RecordAccess<>(type, lookup));
  }

  private static double[] widened(float[] row) {
    double[] wide = new double[row.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = row[i];
    }
    return wide;
  }

  private void checkNumber() {
    if (!oneNumber) {
      throw new DataException(
          "predict",
          "the model must predict one number",
          outputs.areLabels() ? "labels " + outputs.classes() : "numbers for " + outputs.targets(),
          outputs.areLabels() ? "predictLabel(row)" : "predictions(row)",
          null);
    }
  }

  private void checkLabels() {
    if (!outputs.areLabels()) {
      throw new DataException(
          "probabilities",
          "the model must predict labels",
          "numbers for " + outputs.targets(),
          "predict(row)",
          null);
    }
  }

  private void checkRow(int length) {
    if (length != width) {
      throw new DataException(
          "predict",
          "a row must have a number for each input",
          length + " numbers",
          inputs.size() + ": " + String.join(", ", inputs),
          null);
    }
  }

  private void checkRows(int length, int count, int room, int width) {
    if (count < 0) {
      throw new DataException(
          "predict", "there must be rows, or none", count + "", "0 or more", null);
    }
    if ((long) count * inputs.size() > length || (long) count * width > room) {
      throw new DataException(
          "predict",
          "the arrays must hold all rows",
          length + " numbers and room for " + room,
          (long) count * inputs.size() + " for " + count + " rows, and " + (long) count * width,
          null);
    }
  }
}
