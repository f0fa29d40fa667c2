package io.kindling.parity;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.checkpoint.StateFile;
import io.kindling.checkpoint.stored.SavedState;
import io.kindling.checkpoint.stored.StoredTensor;
import io.kindling.checkpoint.torch.TorchFile;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.core.TorchRandom;
import io.kindling.train.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Python's own PyTorch reads what is written here, and what it writes is read here: every bit. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PythonFilesTest {
  private static final String SCRIPT = "files.py";
  private static final String LIBTORCH = "libtorch";

  /** What LibTorch's own torch::save wrote. */
  private static final String LIBTORCH_SCRIPT = " script by libtorch";

  static final List<String> OURS = OwnFiles.NAMES;
  static final List<String> PYTHONS = List.of("types", "views", "checkpoint", "tied", "many");

  /** As {@code files.py} has them. */
  private static final List<String> MODULES =
      List.of(
          "linear(3, 1)",
          "embedding(5, 3)",
          "sequential(column_embedding(columns=1, num_embeddings=4, embedding_dim=3), linear(5, 2))",
          "layer_norm(4)",
          "batch_norm_1d(4)",
          "sequential(linear(4, 8), batch_norm_1d(8), relu(), layer_norm(8), linear(8, 2))");

  private static final Map<String, Backend> BACKENDS =
      Map.of("cpu", Backends.open("cpu"), "libtorch", Backends.open("libtorch"));

  @TempDir private static Path folder;

  private final Map<String, List<String>> written = new HashMap<>();
  private final List<String> jobs = new ArrayList<>();

  static Stream<Arguments> modulesAndBackends() {
    return MODULES.stream()
        .flatMap(spec -> Stream.of("cpu", "libtorch").map(name -> Arguments.of(spec, name)));
  }

  /** All that Python has to do, in two goes: it takes seconds to start. */
  @BeforeAll
  void exchange() throws Exception {
    Python python = Python.in(folder);
    Files.createDirectory(folder.resolve("python"));
    python.script(
        SCRIPT, PYTHONS.stream().map(name -> "write\t" + name + "\t" + pythons(name)).toList());
    for (String name : PYTHONS) {
      TorchFile.save(ours(name + " again"), RawTree.read(pythons(name)));
      job("read", ours(name + " again"));
    }
    for (String name : OURS) {
      save(name, OwnFiles.of(name));
      job(name.equals("checkpoint") ? "read" : "state", ours(name));
    }
    save("tied module", OwnFiles.of("tied"));
    job("module", "tied", ours("tied module"));
    for (Arguments arguments : modulesAndBackends().toList()) {
      module((String) arguments.get()[0], (String) arguments.get()[1]);
    }
    for (String name : BACKENDS.keySet()) {
      Path last = OwnFiles.train(backend(name), ours("trained on " + name));
      Files.move(last, ours("trained on " + name));
      job("resume", ours("trained on " + name));
    }
    save("layout", OwnFiles.of("tied"));
    job("layout", ours("layout"), pythons("layout"));
    python.script(SCRIPT, jobs);
  }

  private void job(Object... words) {
    jobs.add(Stream.of(words).map(Object::toString).collect(Collectors.joining("\t")));
  }

  private void save(String name, Map<String, ?> values) {
    TorchFile.save(ours(name), values);
    written.put(name, Description.of(values));
  }

  private void module(String spec, String backend) {
    Map<String, TensorData> state = OwnFiles.state(backend(backend), spec);
    save(spec + backend, state);
    job("module", spec, ours(spec + backend));
    TorchFile.saveForCpp(ours(spec + backend + " script"), state);
    job("script", ours(spec + backend + " script"));
    if (backend.equals(LIBTORCH)) {
      SavedState saved = new SavedState(state, Map.of("note", "a text"));
      StateFile.save(ours(spec + LIBTORCH_SCRIPT), saved, backend(backend));
      job("script", ours(spec + LIBTORCH_SCRIPT));
    }
  }

  private static Backend backend(String name) {
    return Objects.requireNonNull(BACKENDS.get(name), name);
  }

  private static Path ours(String name) {
    return folder.resolve("ours " + name.replaceAll("[(), ]+", "_") + ".pt");
  }

  private static Path pythons(String name) {
    return folder.resolve("python").resolve(ours(name).getFileName());
  }

  /** What Python has said of a file. */
  private static List<String> said(Path file) throws IOException {
    return Files.readAllLines(Path.of(file + ".txt"));
  }

  private List<String> written(String name) {
    return Objects.requireNonNull(written.get(name), name);
  }

  @ParameterizedTest
  @MethodSource("modulesAndBackends")
  void pythonsModuleTakesTheState(String spec, String backend) throws IOException {
    assertThat(said(ours(spec + backend))).isEqualTo(written(spec + backend));
  }

  @Test
  void theClassThatIsShownIsTheOneThatTakesTheState() throws IOException {
    String script = Files.readString(folder.resolve(SCRIPT));
    String shown = script.substring(script.indexOf("class Col"), script.indexOf("MODULES = "));
    assertThat(Path.of("../../docs/checkpoints.md")).content().contains(shown.strip());
  }

  @ParameterizedTest
  @MethodSource("modulesAndBackends")
  void torchScriptLoadsTheState(String spec, String backend) throws IOException {
    Map<String, TensorData> sorted = new TreeMap<>(OwnFiles.state(backend(backend), spec));
    assertThat(said(ours(spec + backend + " script"))).isEqualTo(Description.of(sorted));
    if (backend.equals(LIBTORCH)) {
      assertThat(said(ours(spec + LIBTORCH_SCRIPT))).isEqualTo(Description.of(sorted));
    }
  }

  @ParameterizedTest
  @FieldSource("OURS")
  void pythonReadsEveryTypeAndValue(String name) throws IOException {
    assertThat(said(ours(name))).isEqualTo(written(name));
  }

  @Test
  void tiedWeightsAreOneInPythonsModule() throws IOException {
    List<String> said = said(ours("tied module"));
    assertThat(said).isEqualTo(written("tied module"));
    assertThat(said.get(3)).isEqualTo(said.get(1).replace("0.weight", "1.weight"));
  }

  @ParameterizedTest
  @FieldSource("PYTHONS")
  void readsWhatPythonWrites(String name) throws IOException {
    assertThat(Description.of(RawTree.read(pythons(name)))).isEqualTo(said(pythons(name)));
  }

  @ParameterizedTest
  @FieldSource("PYTHONS")
  void convertsWhatPythonWritesAsPythonDoes(String name) throws IOException {
    assertThat(Description.of(TorchFile.loadTree(pythons(name))))
        .isEqualTo(said(Path.of(pythons(name) + ".converted")));
  }

  @ParameterizedTest
  @FieldSource("PYTHONS")
  void pythonReadsAgainWhatItWroteAndKindlingRead(String name) throws IOException {
    assertThat(said(ours(name + " again"))).isEqualTo(said(pythons(name)));
  }

  /** Record by record, the pickle's bytes among them; Python 1.13 has no record of byte order. */
  @Test
  void theArchiveIsLaidOutAsPythonsIs() throws IOException {
    List<String> ours = new ArrayList<>(said(ours("layout")));
    assertThat(ours.removeIf(record -> record.contains("/byteorder'"))).isTrue();
    assertThat(ours).isEqualTo(said(pythons("layout")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "libtorch"})
  void pythonGoesOnFromATrainersCheckpoint(String backend) throws IOException {
    Path file = ours("trained on " + backend);
    Checkpoint checkpoint = Checkpoint.load(file);
    Map<String, @Nullable Object> expected = new LinkedHashMap<>();
    expected.put("model", checkpoint.model());
    expected.put("optimizer", checkpoint.optimizer());
    expected.put("random", random(file).rand(Shape.of(5)));
    expected.put("epoch", checkpoint.epoch());
    expected.put("step", checkpoint.step());
    assertThat(said(file)).isEqualTo(Description.of(expected));
  }

  /** The random numbers that a checkpoint goes on with. */
  private static TorchRandom random(Path file) throws IOException {
    StoredTensor state = (StoredTensor) Objects.requireNonNull(RawTree.read(file).get("random"));
    TorchRandom random = new TorchRandom();
    byte[] bytes = new byte[random.state().length];
    state.bytes().get(bytes);
    random.state(bytes);
    return random;
  }
}
