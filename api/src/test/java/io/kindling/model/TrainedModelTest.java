package io.kindling.model;

import static io.kindling.Specs.embedding;
import static io.kindling.Specs.linear;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.checkpoint.StateFile;
import io.kindling.checkpoint.StateFormat;
import io.kindling.checkpoint.stored.SavedState;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.core.TorchRandom;
import io.kindling.data.Scaling;
import io.kindling.data.Standardizer;
import io.kindling.error.CheckpointException;
import io.kindling.error.DataException;
import io.kindling.error.KindlingException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A trained model with its preparation, as data and in files. */
final class TrainedModelTest {
  private static final Scaling TWO = new Scaling(List.of(0.1, 1e9), List.of(1.0, 3.3));
  private static final Scaling ONE = new Scaling(List.of(-5.0), List.of(0.25));
  private static final Map<String, TensorData> STATE =
      Map.of("weight", TensorData.of(new float[] {1, 2}, Shape.of(1, 2)));

  @TempDir Path folder;

  private static TrainedModel price(@Nullable Standardizer scaling) {
    List<String> features = List.of("rooms, all", "\"m²\"\n");
    return new TrainedModel(linear(2, 1), features, Outputs.numbers("price"), scaling, STATE);
  }

  private static TrainedModel kinds() {
    Outputs outputs = Outputs.labels("kind", List.of("", "#owl", " bat"));
    return new TrainedModel(linear(2, 3), List.of("x", "z"), outputs, null, STATE);
  }

  private static TrainedModel sides() {
    Outputs outputs = Outputs.twoLabels("side", "left", "right");
    return new TrainedModel(
        linear(2, 1), List.of("x", "z"), outputs, new Standardizer(TWO, null), STATE);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsSavedIsLoaded(StateFormat format) {
    Path file = folder.resolve("model");
    for (TrainedModel model :
        List.of(
            price(null),
            price(new Standardizer(TWO, ONE)),
            price(new Standardizer(null, ONE)),
            kinds(),
            sides(),
            price(new Standardizer(TWO, null)).withOffset("hours, \"all\""))) {
      model.save(file, format);
      assertThat(TrainedModel.load(file)).isEqualTo(model);
    }
  }

  @Test
  void theNotesAreThoseOfTheCommand() {
    Map<String, String> notes = price(new Standardizer(TWO, ONE)).notes();
    assertThat(notes)
        .containsExactly(
            Map.entry("kindling_model", "linear(2, 1)"),
            Map.entry("kindling_features", "\"rooms, all\",\"\"\"m²\"\"\n\""),
            Map.entry("kindling_targets", "price"),
            Map.entry("kindling_feature_scaling", "0.1,1.0E9\n1.0,3.3"),
            Map.entry("kindling_target_scaling", "-5.0\n0.25"));
    assertThat(kinds().notes()).containsEntry("kindling_classes", "\"\",#owl, bat");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kindling_features|x",
        "kindling_features|''",
        "kindling_targets|a,b",
        "kindling_classes|''",
        "kindling_classes|no",
        "kindling_classes|no,maybe,yes",
        "kindling_classes|no,no",
        "kindling_feature_scaling|1,2",
        "kindling_feature_scaling|1,2\\n1",
        "kindling_feature_scaling|1,2\\n1,NaN",
        "kindling_feature_scaling|1,2\\n1,0",
        "kindling_feature_scaling|1,2\\n1,-1",
        "kindling_feature_scaling|1,Infinity\\n1,1",
        "kindling_feature_scaling|1,2\\n1,1\\n1,1",
        "kindling_feature_scaling|1\\n1",
        "kindling_feature_scaling|1,two\\n1,1",
        "kindling_target_scaling|1,2\\n1,1",
        "kindling_offset|a,b",
        "kindling_offset|''",
        "kindling_proof|''"
      })
  void notesThatDoNotFitOneAnotherAreRefused(String key, String note) {
    Path file = folder.resolve("model.pt");
    Map<String, String> notes = new LinkedHashMap<>(price(new Standardizer(TWO, ONE)).notes());
    notes.put(key, note.replace("\\n", "\n"));
    StateFile.save(file, new SavedState(STATE, notes));
    assertThatThrownBy(() -> TrainedModel.load(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(
            file + ": the notes in the file must fit the model in it (got " + key);
  }

  @Test
  void labelsHaveNoScalingOfTargets() {
    Path file = folder.resolve("model.pt");
    Map<String, String> notes = new LinkedHashMap<>(sides().notes());
    notes.put("kindling_target_scaling", "1\n1");
    StateFile.save(file, new SavedState(STATE, notes));
    assertThatThrownBy(() -> TrainedModel.load(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("got kindling_target_scaling 1\\n1");
  }

  @Test
  void aStateAloneIsNoModel() {
    Path file = folder.resolve("model.pt");
    StateFile.save(file, new SavedState(STATE, Map.of()));
    assertThatThrownBy(() -> TrainedModel.load(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(
            file
                + ": the file must say what model it holds (got no kindling_model; expected a file"
                + " that kindling train --save wrote; weights of another program get it by");
  }

  @Test
  void partsOfDifferentModelsAreRefused() {
    List<String> features = List.of("x", "z");
    refused(
        () -> new TrainedModel(linear(2, 3), features, Outputs.numbers("y"), null, STATE),
        "TrainedModel: the parts must be of one model (got 3 outputs; expected 1 for [y])");
    refused(
        () -> price(new Standardizer(ONE, ONE)),
        "TrainedModel: the parts must be of one model (got 1 feature scalings; expected 2 for"
            + " [rooms, all, \"m²\"\\n])");
    refused(
        () -> new TrainedModel(linear(3, 1), features, Outputs.numbers("y"), null, STATE),
        "linear: ");
    refused(
        () -> new TrainedModel(embedding(4, 2), List.of("i"), Outputs.numbers("y"), null, STATE),
        "TrainedModel: the parts must be of one model (got no rows outputs; expected 1 for [y])");
    refused(
        () -> assertThat(price(new Standardizer(TWO, ONE)).withOffset("hours")).isNull(),
        "TrainedModel: an offset is in the targets' own units (got scaled targets; expected targets"
            + " as they are; featuresOnly() of the scaling)");
    refused(() -> Outputs.labels("kind", List.of("owl")), "Outputs: the labels must go with");
    refused(() -> Outputs.labels("kind", List.of("owl", "bat", "owl")), "Outputs: ");
    refused(() -> Outputs.numbers(), "Outputs: ");
  }

  private static void refused(Runnable made, String message) {
    assertThatThrownBy(made::run)
        .isInstanceOf(KindlingException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void predictionsAreNumbersOrLabels() {
    Predictions prices = new Predictions(Outputs.numbers("a", "b"), new double[] {1, 2, 3, 4});
    assertThat(prices.rows()).isEqualTo(2);
    assertThat(prices.number(1, 0)).isEqualTo(3);
    assertThatThrownBy(() -> prices.number(0)).isInstanceOf(DataException.class);
    assertThatThrownBy(() -> prices.number(2, 0)).isInstanceOf(DataException.class);
    assertThatThrownBy(() -> prices.label(0, 0)).isInstanceOf(DataException.class);

    double[] logits = {0, 0, 0, 1000, -1000, 0};
    Predictions kinds = new Predictions(kinds().outputs(), logits);
    assertThat(kinds.label(0)).isEmpty();
    assertThat(kinds.label(1)).isEmpty();
    assertThat(kinds.probability(0, " bat")).isEqualTo(1 / 3.0);
    assertThat(kinds.probability(1, "")).isEqualTo(1);
    assertThat(kinds.probability(1, "#owl")).isZero();
    assertThatThrownBy(() -> kinds.probability(0, "cat")).isInstanceOf(DataException.class);

    Predictions sides = new Predictions(sides().outputs(), new double[] {0, Math.log(3)});
    assertThat(sides.label(0)).isEqualTo("left");
    assertThat(sides.label(1)).isEqualTo("right");
    assertThat(sides.probability(1, "right")).isEqualTo(0.75);
    assertThat(sides.probability(1, "left")).isEqualTo(0.25);
    assertThatThrownBy(() -> sides.number(0)).isInstanceOf(DataException.class);
  }

  private static final Map<String, TensorData> WHOLE =
      Map.of(
          "weight", TensorData.of(new float[] {1, 2}, Shape.of(1, 2)),
          "bias", TensorData.of(new float[] {0.5f}, Shape.of(1)));

  private static String proof(Path file) {
    return Objects.requireNonNull(StateFile.loadWithNotes(file).metadata().get("kindling_proof"));
  }

  private static Map<String, String> provenNotes(Path file) {
    new TrainedModel(linear(2, 1), List.of("x", "z"), Outputs.numbers("y"), null, WHOLE).save(file);
    return new LinkedHashMap<>(StateFile.loadWithNotes(file).metadata());
  }

  @ParameterizedTest
  @EnumSource
  void aFileHoldsRowsAndWhatTheModelMakesOfThem(StateFormat format) {
    Path file = folder.resolve("model");
    TrainedModel model =
        new TrainedModel(linear(2, 1), List.of("x", "z"), Outputs.numbers("y"), null, WHOLE);
    model.save(file, format);
    String proof = proof(file);
    assertThat(proof.lines()).hasSize(16);
    for (String row : proof.split("\n")) {
      float[] numbers = new float[3];
      for (int i = 0; i < 3; i++) {
        numbers[i] = Float.intBitsToFloat(Integer.parseUnsignedInt(row.split(",")[i], 16));
      }
      assertThat(numbers[2]).isEqualTo(numbers[0] + 2 * numbers[1] + 0.5f);
    }
    assertThat(TrainedModel.load(file)).isEqualTo(model);
  }

  @Test
  void aModelThatDoesNotComputeWhatItDidIsRefused() {
    Path file = folder.resolve("model.pt");
    Map<String, String> notes = provenNotes(file);
    Map<String, TensorData> changed = new LinkedHashMap<>(WHOLE);
    changed.put("bias", TensorData.of(new float[] {0.625f}, Shape.of(1)));
    StateFile.save(file, new SavedState(changed, notes));
    assertThatThrownBy(() -> TrainedModel.load(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageMatching(
            "(?s)"
                + Pattern.quote(file.toString())
                + ": the model must compute what it did when it was saved \\(got \\S+ for output 0"
                + " of row 0; expected \\S+ as its note kindling_proof says; .*");
    notes.remove("kindling_proof");
    StateFile.save(file, new SavedState(changed, notes));
    assertThat(TrainedModel.load(file).state()).isEqualTo(changed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"00000000", "00000000,00000000,no"})
  void aDamagedProofIsRefused(String proof) {
    Path file = folder.resolve("model.pt");
    Map<String, String> notes = provenNotes(file);
    notes.put("kindling_proof", proof);
    StateFile.save(file, new SavedState(WHOLE, notes));
    assertThatThrownBy(() -> TrainedModel.load(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("must fit the model in it (got kindling_proof");
  }

  @Test
  void whatIsWithinTheNumericContractIsNotRefused() {
    Path file = folder.resolve("model.pt");
    Map<String, String> notes = provenNotes(file);
    Map<String, TensorData> changed = new LinkedHashMap<>(WHOLE);
    changed.put("bias", TensorData.of(new float[] {Math.nextUp(0.5f)}, Shape.of(1)));
    StateFile.save(file, new SavedState(changed, notes));
    assertThat(TrainedModel.load(file).state()).isEqualTo(changed);
  }

  @Test
  void whatCannotBeComputedHereHasNoProof() {
    Path file = folder.resolve("model.pt");
    kinds().save(file); // its state is of another model
    assertThat(StateFile.loadWithNotes(file).metadata()).doesNotContainKey("kindling_proof");
  }

  @Test
  void aModelOfManyFeaturesHasFewerRows() {
    Path file = folder.resolve("model.pt");
    List<String> names = IntStream.range(0, 1000).mapToObj(i -> "x" + i).toList();
    Map<String, TensorData> state = linear(1000, 1).initialState(new TorchRandom(0));
    new TrainedModel(linear(1000, 1), names, Outputs.numbers("y"), null, state).save(file);
    assertThat(proof(file).lines()).hasSize(4);
    assertThat(TrainedModel.load(file).state()).isEqualTo(state);
  }

  private static TrainedModel scaledModel() {
    return new TrainedModel(
        linear(2, 1), List.of("x", "z"), Outputs.numbers("y"), new Standardizer(TWO, ONE), WHOLE);
  }

  /** A file of other notes than were saved, and the same parameters. */
  private Path changed(UnaryOperator<Map<String, String>> change) {
    Path file = folder.resolve("model.safetensors");
    scaledModel().save(file, StateFormat.SAFETENSORS);
    Map<String, String> notes = new LinkedHashMap<>(StateFile.loadWithNotes(file).metadata());
    StateFile.save(file, new SavedState(WHOLE, change.apply(notes)), StateFormat.SAFETENSORS);
    return file;
  }

  @ParameterizedTest
  @ValueSource(strings = {"features", "targets", "feature_scaling", "target_scaling"})
  void aNoteThatIsNoLongerWhatWasSavedIsRefused(String note) {
    String key = "kindling_" + note;
    Path lost =
        changed(
            notes -> {
              notes.put("jindling_" + note, Objects.requireNonNull(notes.remove(key)));
              return notes;
            });
    assertThatThrownBy(() -> TrainedModel.load(lost))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(lost + ": ");
    Path other =
        changed(
            notes -> {
              notes.computeIfPresent(
                  key, (k, text) -> text.replaceFirst("[125]", "3").replaceFirst("[xy]", "a"));
              return notes;
            });
    assertThatThrownBy(() -> TrainedModel.load(other))
        .isInstanceOf(CheckpointException.class)
        .hasMessageMatching(
            "(?s)"
                + Pattern.quote(other.toString())
                + ": the notes in the file must be those that were saved with the model \\(got a"
                + " CRC-32 of \\w{8}; expected \\w{8} as its note kindling_crc32 says; .*");
  }

  @Test
  void aFileWithoutTheSumOrWithNotesOfOthersLoads() {
    Path old =
        changed(
            notes -> {
              notes.remove("kindling_crc32");
              return notes;
            });
    assertThat(TrainedModel.load(old)).isEqualTo(scaledModel());
    Path more =
        changed(
            notes -> {
              notes.put("kindling_of_later", "more");
              return notes;
            });
    assertThat(TrainedModel.load(more)).isEqualTo(scaledModel());
  }

  @Test
  void aProofOfNoNumbersIsRefused() {
    Path file =
        changed(
            notes -> {
              notes.put("kindling_proof", "7fc00000,00000000,00000000");
              return notes;
            });
    assertThatThrownBy(() -> TrainedModel.load(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(file + ": the notes in the file must fit")
        .hasMessageContaining("got kindling_proof");
  }

  @Test
  void aProofOfManyRowsIsRefused() {
    Path file =
        changed(
            notes -> {
              notes.put("kindling_proof", "00000000,00000000,00000000\n".repeat(1001));
              return notes;
            });
    assertThatThrownBy(() -> TrainedModel.load(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(
            file
                + ": a model must prove itself by few rows (got 1001 in its note kindling_proof;"
                + " expected at most 1000; ");
  }
}
