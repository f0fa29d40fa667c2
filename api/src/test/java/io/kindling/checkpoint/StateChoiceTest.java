package io.kindling.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.checkpoint.stored.SavedState;
import io.kindling.checkpoint.torch.TorchFile;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.core.Tuple;
import io.kindling.error.CheckpointException;
import io.kindling.error.StateDictException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What of a file is meant: found where there is one, told where there are several, chosen. */
final class StateChoiceTest {
  private static final TensorData VALUE = TensorData.of(new float[] {1}, Shape.of(1));
  private static final TensorData OTHER = TensorData.of(new float[] {2}, Shape.of(1));
  private static final Map<String, TensorData> ONE = Map.of("0.weight", VALUE);
  private static final Map<String, TensorData> TWO = Map.of("0.weight", OTHER);

  @TempDir Path folder;

  private Path saved(Object... entries) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < entries.length; i += 2) {
      values.put((String) entries[i], entries[i + 1]);
    }
    Path file = folder.resolve("model.pt");
    TorchFile.save(file, values);
    return file;
  }

  private static void refused(Path file, StateChoice choice, String message) {
    assertThatThrownBy(() -> StateFile.load(file, choice))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(message);
  }

  @Test
  void findsTheOnlyStateWhateverItIsCalled() {
    assertThat(StateFile.load(saved("net", ONE, "epoch", 1)).tensors()).isEqualTo(ONE);
    assertThat(StateFile.load(saved("params_ema", ONE)).tensors()).isEqualTo(ONE);
    Map<String, Object> inner = Map.of("state_dict", ONE, "args", Map.of("n", 1));
    assertThat(StateFile.load(saved("model", inner)).tensors()).isEqualTo(ONE);
    assertThat(StateFile.load(saved("a", Map.of("b", Map.of("c", ONE)))).tensors()).isEqualTo(ONE);
  }

  @Test
  void prefersTheUsualNames() {
    assertThat(StateFile.load(saved("ema", TWO, "model", ONE)).tensors()).isEqualTo(ONE);
    assertThat(StateFile.load(saved("net", TWO, "state_dict", ONE)).tensors()).isEqualTo(ONE);
  }

  /** What an optimizer keeps is no model, though it is tensors. */
  @Test
  void takesNoOptimizerForAModel() {
    Map<String, Object> optimizer =
        Map.of("state", Map.of("0", TWO), "param_groups", List.of(Map.of("lr", 0.1)));
    assertThat(StateFile.load(saved("net", ONE, "optim", optimizer)).tensors()).isEqualTo(ONE);
  }

  @Test
  void tellsWhichThereAre() {
    Path file = saved("actor", ONE, "critic", Map.of("q", TWO), "epoch", 3);
    refused(
        file,
        StateChoice.MODEL,
        "it must be said which is meant (got the states actor, critic.q; expected one of them;");
    refused(file, StateChoice.MODEL, "as with --entry actor or StateChoice.of(\"actor\")");
    assertThat(StateFile.load(file, StateChoice.of("critic.q")).tensors()).isEqualTo(TWO);
    assertThat(StateFile.load(file, StateChoice.of("critic")).tensors()).isEqualTo(TWO);
    Path converted = folder.resolve("actor.safetensors");
    StateFile.convert(file, converted, StateFormat.SAFETENSORS, StateChoice.of("actor"));
    assertThat(StateFile.load(converted).tensors()).isEqualTo(ONE);
  }

  @ParameterizedTest
  @CsvSource({"a.b", "models.1", "pair.0", "dotted.key.x", "7.deep", "0", "flat.part"})
  void goesAnyWay(String entry) {
    Map<Object, Object> numbered = new LinkedHashMap<>();
    numbered.put("deep", ONE);
    Map<String, TensorData> flat = new LinkedHashMap<>(Map.of("other.w", OTHER));
    flat.put("part.0.weight", VALUE);
    Path file =
        saved(
            "a", Map.of("b", ONE, "c", TWO),
            "models", List.of(TWO, ONE),
            "pair", Tuple.of(ONE, TWO),
            "dotted", Map.of("other", TWO),
            "dotted.key", Map.of("x", ONE),
            "7", numbered,
            "0", ONE,
            "flat", flat);
    assertThat(StateFile.load(file, StateChoice.of(entry)).tensors()).isEqualTo(ONE);
  }

  /** As {@code torch.save((model.state_dict(), optimizer.state_dict()), path)} makes it. */
  @Test
  void looksIntoListsAndTuplesToo() {
    Path file = folder.resolve("list.pt");
    TorchFile.saveExact(file, Tuple.of(ONE, List.of(Map.of("b", TWO))));
    refused(file, StateChoice.MODEL, "(got the states 0, 1.0.b; expected one of them; choose it");
    refused(file, StateChoice.of("2"), "must have the entry '2' (got the entries 0, 1; ");
    assertThat(StateFile.load(file, StateChoice.of("0")).tensors()).isEqualTo(ONE);
    assertThat(StateFile.load(file, StateChoice.of("1.0.b")).tensors()).isEqualTo(TWO);
    Map<String, Object> optimizer = Map.of("state", Map.of("0", TWO), "param_groups", List.of());
    TorchFile.saveExact(file, Tuple.of(ONE, optimizer));
    assertThat(StateFile.load(file).tensors()).isEqualTo(ONE);
  }

  @ParameterizedTest
  @CsvSource({"b", "a.c", "a.", "'.a'", "''", "a.0.weight.x", "models.2", "models.-1", "models.00"})
  void refusesOtherWays(String entry) {
    Path file = saved("a", ONE, "models", List.of(ONE, TWO));
    refused(
        file,
        StateChoice.of(entry),
        "must have the entry '" + entry + "' (got the entries a, models; expected");
  }

  /** Names that stand beside tensors cannot be told from a state's, so nothing is left out. */
  @Test
  void refusesAMixedStateWithAWayOut() {
    Path file = saved("0.weight", VALUE, "classes", List.of("a"), "ema", TWO);
    refused(
        file,
        StateChoice.MODEL,
        "(got 'classes', a list of 1, first the string 'a', in a dict with 0.weight, classes, ema;");
    refused(file, StateChoice.MODEL, "torch.save a dict of its tensors alone");
    assertThat(StateFile.load(file, StateChoice.of("ema")).tensors()).isEqualTo(TWO);
  }

  @ParameterizedTest
  @EnumSource
  void takesPrefixesOff(StateFormat format) {
    Path file = folder.resolve("wrapped");
    StateFile.save(
        file,
        new SavedState(Map.of("module.0.weight", VALUE, "module.1.weight", VALUE), Map.of()),
        format);
    StateChoice choice = StateChoice.MODEL.stripPrefix("module.");
    Set<String> names = Set.of("0.weight", "1.weight");
    assertThat(StateFile.load(file, choice).tensors().keySet()).isEqualTo(names);
    assertThat(StateFile.load(file, StateChoice.of("module")).tensors().keySet()).isEqualTo(names);
    assertThat(StateFile.load(file, StateChoice.of("module").stripPrefix("0.")).tensors().keySet())
        .isEqualTo(Set.of("weight", "1.weight"));
    assertThatThrownBy(() -> StateFile.load(file, StateChoice.MODEL.stripPrefix("net.")))
        .isInstanceOf(StateDictException.class)
        .hasMessageStartingWith(file + ": names must begin with the prefix (got [module.")
        .hasMessageContaining("] without 'net.'");
  }

  /** What a file says of its model it does not say of a part of it. */
  @ParameterizedTest
  @EnumSource
  void aPartHasNoNotesOfTheWhole(StateFormat format) {
    Path file = folder.resolve("noted");
    Map<String, String> notes = Map.of("author", "me");
    StateFile.save(file, new SavedState(Map.of("net.0.weight", VALUE), notes), format);
    assertThat(StateFile.load(file).metadata()).isEqualTo(notes);
    SavedState part = StateFile.load(file, StateChoice.of("net"));
    assertThat(part).isEqualTo(new SavedState(ONE, Map.of()));
  }

  @Test
  void theModelOfACheckpointHasTheCheckpointsNotes() {
    Path file = saved("model", ONE, "ema", TWO, "notes", Map.of("author", "me"));
    for (StateChoice choice : List.of(StateChoice.MODEL, StateChoice.of("model"))) {
      assertThat(StateFile.load(file, choice).metadata()).isEqualTo(Map.of("author", "me"));
    }
    assertThat(StateFile.load(file, StateChoice.of("ema")).metadata()).isEmpty();
  }

  /** Whatever part is meant, a file is sound or not. */
  @Test
  void nothingElseInTheFileIsDamagedEither() throws IOException {
    TensorData last = TensorData.of(new float[] {12345}, Shape.of(1));
    Path file = saved("a", ONE, "b", Map.of("w", last));
    byte[] bytes = Files.readAllBytes(file);
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("\0\u00e4@F");
    bytes[at]++;
    Files.write(file, bytes);
    refused(file, StateChoice.of("a"), "must have its CRC-32");
  }

  @Test
  void refusesAnEntryThatASafeTensorsFileLacks() {
    Path file = folder.resolve("model.safetensors");
    StateFile.save(file, new SavedState(ONE, Map.of()));
    refused(file, StateChoice.of("model"), "under the entry 'model' (got the names 0.weight; ");
    refused(file, StateChoice.of("0.weight"), "(got a tensor of that name; ");
    refused(file, StateChoice.of("0.weight"), "; kindling inspect shows all names)");
  }
}
