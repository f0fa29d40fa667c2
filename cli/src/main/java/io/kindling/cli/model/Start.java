package io.kindling.cli.model;

import io.kindling.Backend;
import io.kindling.Module;
import io.kindling.checkpoint.StateChoice;
import io.kindling.checkpoint.StateFile;
import io.kindling.checkpoint.stored.SavedState;
import io.kindling.cli.table.TrainingTable;
import io.kindling.core.DType;
import io.kindling.core.TensorData;
import io.kindling.data.Scaling;
import io.kindling.data.Standardizer;
import io.kindling.error.CheckpointException;
import io.kindling.error.DataException;
import io.kindling.error.StateDictException;
import io.kindling.model.ModelNotes;
import io.kindling.nn.ModuleSpec;
import io.kindling.table.Classes;
import io.kindling.table.FeatureColumns;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a training starts from that is not new: the weights of a file, and what they mean something
 * behind only.
 *
 * @param state the weights; null for new ones
 * @param model what they are the weights of; null if the file does not say
 * @param classes the classes of its outputs; null if it has none
 * @param scaling the scaling that it was trained behind; null if there was none
 * @param file the file; null if there is none
 * @param notes what it says of its columns; null if there is none
 */
public record Start(
    @Nullable Map<String, TensorData> state,
    @Nullable ModuleSpec model,
    @Nullable List<Classes> classes,
    @Nullable Standardizer scaling,
    @Nullable Path file,
    @Nullable ModelNotes notes) {
  private static final String FAILED =
      "the training that they come from has failed; take weights from before that";

  /** Reads a file, if there is one. Files of other programs have weights only. */
  public static Start of(@Nullable Path file, StateChoice choice) {
    return file == null
        ? new Start(null, null, null, null, null, null)
        : of(file, StateFile.loadWithNotes(file, choice));
  }

  /** What a file has been found to hold. */
  public static Start of(Path file, SavedState saved) {
    ModelNotes notes = new ModelNotes(file, saved.metadata());
    List<List<String>> labels = notes.classes();
    List<Classes> classes = labels == null ? null : labels.stream().map(Classes::new).toList();
    return new Start(saved.tensors(), notes.spec(), classes, notes.scaling(), file, notes);
  }

  /** The columns that the weights take; null if the file does not say. */
  public @Nullable FeatureColumns columns() {
    return notes == null ? null : notes.columns();
  }

  /** Finds out whether a table has the columns that the weights are of. */
  public void check(TrainingTable table) {
    if (file == null || notes == null) {
      return;
    }
    FeatureColumns columns = notes.columns();
    checkOrder(
        "--features", columns == null ? null : columns.names(), table.prepared().columns().names());
    checkOrder("--target", notes.targets(), table.targets());
    checkOffset(table.beside().offset());
    if (scaling != null) {
      check(file, "features", scaling.features(), table.features().size());
      check(file, "targets", scaling.targets(), table.targets().size());
    }
  }

  /** The weights mean something only beside the offset that they were learned with. */
  private void checkOffset(@Nullable String offset) {
    String saved = notes == null ? null : notes.offset();
    if (notes != null && notes.targets() != null && !Objects.equals(saved, offset)) {
      throw new DataException(
          "--offset",
          "the offset must be that of the saved model",
          offset == null ? "none" : offset,
          saved == null ? "none" : saved,
          null);
    }
  }

  /**
   * Finds out whether a table's columns stand in the order that a file says its model takes them
   * in; other columns may be meant.
   */
  private static void checkOrder(
      String option, @Nullable List<String> saved, List<String> columns) {
    if (saved != null && !saved.equals(columns) && Set.copyOf(saved).equals(Set.copyOf(columns))) {
      throw new DataException(
          option,
          "the columns must be in the order of the saved model",
          String.join(",", columns),
          String.join(",", saved),
          null);
    }
  }

  /**
   * Makes the model: its first weights are drawn in any case, so that what is drawn next is alike.
   *
   * @throws CheckpointException if a weight of the file is not finite: no training mends it
   */
  public Module module(Backend backend, ModuleSpec spec) {
    Module module = backend.module(spec);
    if (state != null) {
      load(module, state);
      state.forEach(this::checkFinite);
    }
    return module;
  }

  /** Of what does not fit, the file is named. */
  private void load(Module module, Map<String, TensorData> weights) {
    try {
      module.loadStateDict(weights);
    } catch (StateDictException e) {
      throw new StateDictException(
          String.valueOf(file), e.rule(), e.got(), e.expected(), e.nextStep());
    }
  }

  private void checkFinite(String name, TensorData values) {
    if (values.dtype() != DType.FLOAT32) {
      return;
    }
    FloatBuffer numbers = values.floats();
    while (numbers.hasRemaining()) {
      float number = numbers.get();
      if (!Float.isFinite(number)) {
        throw new CheckpointException(
            String.valueOf(file),
            "weights to start from must be finite",
            number + " in '" + name + "'",
            "numbers",
            Float.isNaN(number) ? FAILED : "a float64 does not fit float32, or " + FAILED);
      }
    }
  }

  private static void check(Path file, String what, @Nullable Scaling scaling, int columns) {
    if (scaling != null && scaling.mean().size() != columns) {
      throw new CheckpointException(
          file.toString(),
          "the saved model must have as many " + what + " as the table",
          scaling.mean().size() + "",
          columns + "",
          "choose the columns it was trained on");
    }
  }
}
