package io.kindling.cli.model;

import io.kindling.Backend;
import io.kindling.Module;
import io.kindling.checkpoint.StateChoice;
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
 */
public record Start(
    @Nullable Map<String, TensorData> state,
    @Nullable ModuleSpec model,
    @Nullable List<Classes> classes,
    @Nullable Standardizer scaling) {
  /** Reads a file, if there is one. Files of other programs have weights only. */
  public static Start of(@Nullable Path file, StateChoice choice, TrainingTable table) {
    return file == null
        ? new Start(null, null, null, null)
        : of(file, StateFile.load(file, choice), table);
  }

  /** What a file has been found to hold. */
  public static Start of(Path file, SavedState saved, TrainingTable table) {
    Notes notes = new Notes(file, saved.metadata());
    SavedModel.checkOrder(notes, table);
    Standardizer scaling = SavedModel.scaling(notes);
    if (scaling != null) {
      check(file, "features", scaling.features(), table.features().size());
      check(file, "targets", scaling.targets(), table.targets().size());
    }
    ModuleSpec model = SavedModel.model(notes);
    return new Start(saved.tensors(), model, SavedModel.classes(notes), scaling);
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
