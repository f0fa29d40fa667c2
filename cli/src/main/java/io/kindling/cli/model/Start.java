package io.kindling.cli.model;

import io.kindling.Backend;
import io.kindling.Module;
import io.kindling.checkpoint.StateFile;
import io.kindling.checkpoint.stored.SavedState;
import io.kindling.cli.table.TrainingTable;
import io.kindling.core.TensorData;
import io.kindling.csv.Classes;
import io.kindling.data.Scaling;
import io.kindling.data.Standardizer;
import io.kindling.error.CheckpointException;
import io.kindling.nn.ModuleSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a training starts from that is not new: the weights of a file, and what they mean something
 * behind only.
 *
 * @param state the weights; null for new ones
 * @param model what they are the weights of; null if the file does not say
 * @param classes the classes of its outputs; null if it has none
 * @param scaling the scaling that it was trained behind; null if there was none
 * @param notes what the file says of its columns; null if there is no file
 */
public record Start(
    @Nullable Map<String, TensorData> state,
    @Nullable ModuleSpec model,
    @Nullable List<Classes> classes,
    @Nullable Standardizer scaling,
    @Nullable Notes notes) {
  /** Reads a file, if there is one. Files of other programs have weights only. */
  public static Start of(@Nullable Path file) {
    return file == null ? new Start(null, null, null, null, null) : of(file, StateFile.load(file));
  }

  /** What a file has been found to hold. */
  public static Start of(Path file, SavedState saved) {
    Notes notes = new Notes(file, saved.metadata());
    return new Start(
        saved.tensors(),
        SavedModel.model(notes),
        SavedModel.classes(notes),
        SavedModel.scaling(notes),
        notes);
  }

  /** The columns that the weights take; none if the file does not say. */
  public List<String> features() {
    return notes == null ? List.of() : SavedModel.features(notes);
  }

  /** Finds out whether a table has the columns that the weights are of. */
  public void check(TrainingTable table) {
    if (notes != null) {
      SavedModel.checkOrder(notes, table);
    }
    if (notes != null && scaling != null) {
      check(notes.file(), "features", scaling.features(), table.features().size());
      check(notes.file(), "targets", scaling.targets(), table.targets().size());
    }
  }

  /**
   * Makes the model: its first weights are drawn in any case, so that what is drawn next is alike.
   */
  public Module module(Backend backend, ModuleSpec spec) {
    Module module = backend.module(spec);
    return state == null ? module : module.loadStateDict(state);
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
