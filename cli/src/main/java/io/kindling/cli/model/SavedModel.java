package io.kindling.cli.model;

import io.kindling.checkpoint.StateFile;
import io.kindling.checkpoint.stored.SavedState;
import io.kindling.cli.prediction.Labels;
import io.kindling.cli.prediction.Quantities;
import io.kindling.cli.prediction.Targets;
import io.kindling.cli.table.TrainingTable;
import io.kindling.cli.text.Lists;
import io.kindling.cli.text.Numbers;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.csv.Classes;
import io.kindling.data.Scaling;
import io.kindling.data.Standardizer;
import io.kindling.error.DataException;
import io.kindling.nn.ModuleSpec;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A model in a file: its state, and beside it what it is, which columns it was trained on and
 * behind which scaling, so that predicting needs nothing else.
 *
 * @param model its description
 * @param features the columns that go in
 * @param targets what comes out
 * @param scaling what is done to the columns; null for nothing
 * @param state its parameters
 */
public record SavedModel(
    ModuleSpec model,
    List<String> features,
    Targets targets,
    @Nullable Standardizer scaling,
    Map<String, TensorData> state) {
  private static final String MODEL = StateFile.MODEL_NOTE;
  private static final String FEATURES = "kindling_features";
  private static final String TARGETS = "kindling_targets";
  private static final String CLASSES = "kindling_classes";
  private static final String FEATURE_SCALING = "kindling_feature_scaling";
  private static final String TARGET_SCALING = "kindling_target_scaling";

  public void save(Path file) {
    StateFile.save(file, new SavedState(state, notes()));
  }

  /** The same with its parameters. */
  public SavedModel withState(Map<String, TensorData> learned) {
    return new SavedModel(model, features, targets, scaling, learned);
  }

  /** What is kept beside the state. */
  public Map<String, String> notes() {
    Map<String, String> notes = new LinkedHashMap<>();
    notes.put(MODEL, model.toString());
    notes.put(FEATURES, Lists.text(List.of(features)));
    notes.put(TARGETS, Lists.text(List.of(targets.names())));
    if (targets instanceof Labels labels) {
      notes.put(CLASSES, Lists.text(labels.classes().stream().map(Classes::labels).toList()));
    }
    if (scaling != null && scaling.features() != null) {
      notes.put(FEATURE_SCALING, Notes.text(scaling.features()));
    }
    if (scaling != null && scaling.targets() != null) {
      notes.put(TARGET_SCALING, Notes.text(scaling.targets()));
    }
    return notes;
  }

  /**
   * How numbers of the targets are written to a file.
   *
   * @param scaling what the model was trained behind; null for nothing
   */
  public static Targets.Digits digits(@Nullable Standardizer scaling) {
    Scaling spread = scaling == null ? null : scaling.targets();
    return (target, number) ->
        Numbers.said(number, spread == null ? 1 : spread.scale().get(target));
  }

  /** Reads a model to predict with. */
  public static SavedModel load(Path file) {
    SavedState saved = StateFile.load(file);
    Notes notes = new Notes(file, saved.metadata());
    ModuleSpec model = ModuleSpec.parse(notes.get(MODEL));
    List<String> features = notes.list(FEATURES);
    List<String> names = notes.list(TARGETS);
    Shape outputs = model.outputShape(Shape.of(1, features.size()));
    List<Classes> classes = classes(notes);
    Targets targets = new Quantities(names);
    if (classes != null) {
      boolean binary = outputs.size(-1) == names.size();
      boolean fit = classes.size() == names.size();
      for (Classes column : classes) {
        fit &= binary ? column.size() == 2 : classes.size() == 1;
      }
      if (!fit) {
        throw notes.damaged(CLASSES, notes.get(CLASSES));
      }
      targets = new Labels(names, classes, binary);
    }
    if (!outputs.equals(Shape.of(1, targets.outputs().size()))) {
      throw notes.damaged(TARGETS, notes.get(TARGETS));
    }
    Standardizer scaling = scaling(notes);
    if (scaling != null) {
      check(notes, FEATURE_SCALING, scaling.features(), features.size());
      check(notes, TARGET_SCALING, scaling.targets(), targets.outputs().size());
    }
    return new SavedModel(model, features, targets, scaling, saved.tensors());
  }

  private static void check(Notes notes, String key, @Nullable Scaling scaling, int columns) {
    if (scaling != null && scaling.mean().size() != columns) {
      throw notes.damaged(key, notes.get(key));
    }
  }

  /**
   * Finds out whether a table's columns stand in the order that a file says its model takes them
   * in; other columns may be meant.
   */
  static void checkOrder(Notes notes, TrainingTable table) {
    checkOrder(notes, FEATURES, "--features", table.features());
    checkOrder(notes, TARGETS, "--target", table.targets());
  }

  private static void checkOrder(Notes notes, String key, String option, List<String> columns) {
    List<String> saved = notes.find(key) == null ? columns : notes.list(key);
    if (!saved.equals(columns) && Set.copyOf(saved).equals(Set.copyOf(columns))) {
      throw new DataException(
          option,
          "the columns must be in the order of the saved model",
          String.join(",", columns),
          String.join(",", saved),
          null);
    }
  }

  /** What a file says that its model is; null if it does not say. */
  public static @Nullable ModuleSpec model(Notes notes) {
    String model = notes.find(MODEL);
    return model == null ? null : ModuleSpec.parse(model);
  }

  /** The features that a file says its model takes; none if it says none. */
  static List<String> features(Notes notes) {
    return notes.find(FEATURES) == null ? List.of() : notes.list(FEATURES);
  }

  /** The classes that a file says its model predicts; null if it says none. */
  public static @Nullable List<Classes> classes(Notes notes) {
    List<List<String>> classes = notes.findLists(CLASSES);
    return classes == null ? null : classes.stream().map(Classes::new).toList();
  }

  /** The scaling that a file says its model was trained behind; null if it says none. */
  public static @Nullable Standardizer scaling(Notes notes) {
    Scaling features = notes.findScaling(FEATURE_SCALING);
    Scaling targets = notes.findScaling(TARGET_SCALING);
    return features == null && targets == null ? null : new Standardizer(features, targets);
  }
}
