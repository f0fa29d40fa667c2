package io.kindling.model;

import io.kindling.checkpoint.Notes;
import io.kindling.checkpoint.StateFile;
import io.kindling.checkpoint.notes.LeftOut;
import io.kindling.core.TensorData;
import io.kindling.data.Scaling;
import io.kindling.data.Standardizer;
import io.kindling.error.CheckpointException;
import io.kindling.error.KindlingException;
import io.kindling.error.SpecException;
import io.kindling.error.StateDictException;
import io.kindling.forward.ForwardPass;
import io.kindling.forward.Proof;
import io.kindling.nn.LossSpec;
import io.kindling.nn.ModuleSpec;
import io.kindling.table.FeatureColumns;
import io.kindling.text.Printable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * What a file says of its model beside the state, as far as it does: files of other programs say
 * nothing.
 */
public final class ModelNotes {
  private static final String MODEL = StateFile.MODEL_NOTE;
  private static final String FEATURES = "kindling_features";
  private static final String TARGETS = "kindling_targets";
  private static final String COLUMNS = LeftOut.COLUMNS;
  private static final String OFFSET = LeftOut.OFFSET;
  private static final String LOSS = "kindling_loss";
  private static final String CLASSES = LeftOut.CLASSES;
  private static final String FEATURE_SCALING = LeftOut.FEATURE_SCALING;
  private static final String TARGET_SCALING = LeftOut.TARGET_SCALING;

  /** Of these, in this order: what a later version says besides is not in the sum. */
  private static final List<String> SUMMED =
      List.of(
          MODEL,
          FEATURES,
          COLUMNS,
          TARGETS,
          OFFSET,
          LOSS,
          CLASSES,
          FEATURE_SCALING,
          TARGET_SCALING);

  private static final String SUM = "kindling_crc32";
  private static final String PROOF = "kindling_proof";

  /** A proof of more rows would take long, and is nothing that was written here. */
  private static final int MOST_ROWS = 1000;

  /** A model of more numbers takes so long to compute that only whoever uses it should wait. */
  private static final long MOST_PROVEN = 1 << 26;

  private static final String WEIGHTS_ALONE =
      "weights of another program get it by kindling train --init FILE --model SPEC --data"
          + " TABLE.csv --target COLUMN --epochs 1 --optimizer 'sgd(lr=0)' --save NEW";

  private final Path file;
  private final Notes notes;

  /**
   * The notes of a file.
   *
   * @param file the file, for errors
   * @param texts its notes
   */
  public ModelNotes(Path file, Map<String, String> texts) {
    this.file = file;
    this.notes = new Notes(file, texts);
  }

  /**
   * {@return what the model is; null if the file does not say}
   *
   * @throws io.kindling.error.SpecException if it is none that is known here
   */
  public @Nullable ModuleSpec spec() {
    String model = notes.find(MODEL);
    return model == null ? null : ModuleSpec.parse(model);
  }

  /**
   * {@return the columns that go in, and how they become features; null if the file does not say}
   *
   * @throws CheckpointException if a note is damaged
   */
  public @Nullable FeatureColumns columns() {
    List<String> features = features();
    if (features == null) {
      return null;
    }
    if (notes.find(COLUMNS) == null) {
      return fitting(FEATURES, () -> FeatureColumns.numbers(features));
    }
    FeatureColumns columns = fitting(COLUMNS, () -> FeatureColumns.parse(notes.list(COLUMNS)));
    if (!columns.features().equals(features)) {
      throw notes.damaged(COLUMNS);
    }
    return columns;
  }

  /**
   * {@return the features that the model takes; null if the file does not say}
   *
   * @throws CheckpointException if the note is damaged
   */
  public @Nullable List<String> features() {
    return notes.find(FEATURES) == null ? null : notes.list(FEATURES);
  }

  /**
   * {@return the columns that are predicted; null if the file does not say}
   *
   * @throws CheckpointException if the note is damaged
   */
  public @Nullable List<String> targets() {
    return notes.find(TARGETS) == null ? null : notes.list(TARGETS);
  }

  /**
   * {@return the labels of each target; null if the file has none}
   *
   * @throws CheckpointException if the note is damaged
   */
  public @Nullable List<List<String>> classes() {
    return notes.findLists(CLASSES);
  }

  /**
   * {@return the column whose number is added to the output; null if there is none}
   *
   * @throws CheckpointException if the note is damaged
   */
  public @Nullable String offset() {
    if (notes.find(OFFSET) == null) {
      return null;
    }
    List<String> columns = notes.list(OFFSET);
    if (columns.size() != 1) {
      throw notes.damaged(OFFSET);
    }
    return columns.get(0);
  }

  /**
   * {@return what the model was trained to make small; null if the file does not say}
   *
   * @throws io.kindling.error.SpecException if it is none that is known here
   */
  public @Nullable LossSpec loss() {
    String loss = notes.find(LOSS);
    return loss == null ? null : LossSpec.parse(loss);
  }

  /**
   * {@return what is done to the columns; null if the file does not say}
   *
   * @throws CheckpointException if a note is damaged
   */
  public @Nullable Standardizer scaling() {
    Scaling features = scaling(FEATURE_SCALING);
    Scaling targets = scaling(TARGET_SCALING);
    return features == null && targets == null ? null : new Standardizer(features, targets);
  }

  private @Nullable Scaling scaling(String key) {
    List<List<String>> lists = notes.findLists(key);
    if (lists == null) {
      return null;
    }
    if (lists.size() != 2) {
      throw notes.damaged(key);
    }
    return fitting(key, () -> new Scaling(numbers(key, lists.get(0)), numbers(key, lists.get(1))));
  }

  private List<Double> numbers(String key, List<String> texts) {
    try {
      return texts.stream().map(Double::valueOf).toList();
    } catch (NumberFormatException e) {
      throw notes.damaged(key);
    }
  }

  /** The whole model; each note is held to those before it. */
  TrainedModel model(Map<String, TensorData> state) {
    ModuleSpec spec = ModuleSpec.parse(notes.get(MODEL, WEIGHTS_ALONE));
    List<String> features = notes.list(FEATURES);
    List<String> targets = notes.list(TARGETS);
    List<List<String>> classes = classes();
    FeatureColumns columns = Objects.requireNonNull(columns());
    int width = fitting(FEATURES, () -> TrainedModel.width(spec, features.size()));
    Outputs outputs =
        classes == null
            ? fitting(TARGETS, () -> new Outputs(targets, List.of(), false))
            : fitting(CLASSES, () -> new Outputs(targets, classes, width == targets.size()));
    LossSpec loss = loss();
    TrainedModel bare =
        fitting(
            TARGETS, () -> new TrainedModel(spec, columns, outputs, null, offset(), loss, state));
    TrainedModel whole = scaled(bare);
    checkSum();
    checkProof(whole);
    return whole;
  }

  private TrainedModel scaled(TrainedModel bare) {
    Standardizer scaling = scaling();
    if (scaling == null) {
      return bare;
    }
    fitting(FEATURE_SCALING, () -> bare.withScaling(scaling.featuresOnly()));
    return fitting(TARGET_SCALING, () -> bare.withScaling(scaling));
  }

  /** Sums what is done to rows before and to numbers after, which the proof's rows do not go by. */
  private void checkSum() {
    String expected = notes.find(SUM);
    String sum = sum(notes::find);
    if (expected != null && !expected.equals(sum)) {
      throw new CheckpointException(
          file.toString(),
          "the notes in the file must be those that were saved with the model",
          "a CRC-32 of " + sum,
          Printable.piece(expected) + " as its note " + SUM + " says",
          "copy the file anew; whoever changed a note on purpose leaves out " + SUM);
    }
  }

  private static String sum(Function<String, @Nullable String> notes) {
    CRC32 sum = new CRC32();
    for (String key : SUMMED) {
      String text = notes.apply(key);
      if (text != null) {
        sum.update((key + "\n" + text + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
    return String.format("%08x", sum.getValue());
  }

  /**
   * Has the model compute what it computed when it was saved, where the file says what that was.
   */
  private void checkProof(TrainedModel model) {
    List<List<String>> words = notes.findLists(PROOF);
    ForwardPass pass = words == null ? null : pass(model);
    if (words == null || pass == null) {
      return;
    }
    if (words.size() > MOST_ROWS) {
      throw new CheckpointException(
          file.toString(),
          "a model must prove itself by few rows",
          words.size() + " in its note " + PROOF,
          "at most " + MOST_ROWS,
          "save it again by kindling train --save");
    }
    Proof proof = Proof.parse(words, pass);
    if (proof == null) {
      throw notes.damaged(PROOF);
    }
    Proof.Difference difference = fitting(PROOF, () -> proof.check(pass));
    if (difference != null) {
      throw new CheckpointException(
          file.toString(),
          "the model must compute what it did when it was saved",
          difference.got() + " for output " + difference.output() + " of row " + difference.row(),
          difference.expected() + " as its note " + PROOF + " says",
          "its parameters have changed since; save it again by what has changed them");
    }
  }

  /** The model's forward; null where only a backend has one, or it would take long. */
  private static @Nullable ForwardPass pass(TrainedModel model) {
    long numbers = model.state().values().stream().mapToLong(data -> data.shape().numel()).sum();
    try {
      return numbers > MOST_PROVEN
          ? null
          : ForwardPass.of(model.spec(), model.features(), model.state());
    } catch (SpecException | StateDictException e) { // whoever makes the module is told
      return null;
    }
  }

  private static @Nullable Proof proof(TrainedModel model) {
    ForwardPass pass = pass(model);
    try {
      return pass == null ? null : Proof.of(model.spec(), pass);
    } catch (SpecException e) { // a body that does not compute rows alone
      return null;
    }
  }

  /** What a file says: {@link #of}, their sum, and rows with what the model makes of them. */
  static Map<String, String> proven(TrainedModel model) {
    Map<String, String> notes = of(model);
    notes.put(SUM, sum(notes::get));
    Proof proof = proof(model);
    if (proof != null) {
      notes.put(PROOF, Notes.text(proof.words()));
    }
    return notes;
  }

  /**
   * A note as a person wants to see it.
   *
   * @param key its key
   * @param text its text
   * @return the text; of the sum, and of the rows by which a model proves itself, what they are
   */
  public static String shown(String key, String text) {
    return switch (key) {
      case SUM -> "a sum of the notes above";
      case PROOF -> text.lines().count() + " rows, and what the model makes of them";
      default -> text;
    };
  }

  private <T> T fitting(String key, Supplier<T> made) {
    try {
      return made.get();
    } catch (CheckpointException e) {
      throw e;
    } catch (KindlingException e) {
      throw notes.damaged(key);
    }
  }

  /** A model's notes. */
  static Map<String, String> of(TrainedModel model) {
    Map<String, String> notes = new LinkedHashMap<>();
    Outputs outputs = model.outputs();
    Standardizer scaling = model.scaling();
    notes.put(MODEL, model.spec().toString());
    notes.put(FEATURES, Notes.text(List.of(model.features())));
    if (!model.columns().areNumbers()) {
      notes.put(COLUMNS, Notes.text(List.of(model.columns().words())));
    }
    notes.put(TARGETS, Notes.text(List.of(outputs.targets())));
    if (model.offset() != null) {
      notes.put(OFFSET, Notes.text(List.of(List.of(model.offset()))));
    }
    if (model.loss() != null) {
      notes.put(LOSS, model.loss().toString());
    }
    if (outputs.areLabels()) {
      notes.put(CLASSES, Notes.text(outputs.classes()));
    }
    if (scaling != null && scaling.features() != null) {
      notes.put(FEATURE_SCALING, text(scaling.features()));
    }
    if (scaling != null && scaling.targets() != null) {
      notes.put(TARGET_SCALING, text(scaling.targets()));
    }
    return notes;
  }

  /** The means, then the scales. */
  private static String text(Scaling scaling) {
    return Notes.text(
        List.of(
            scaling.mean().stream().map(String::valueOf).toList(),
            scaling.scale().stream().map(String::valueOf).toList()));
  }
}
