package io.kindling.checkpoint.torch;

import static io.kindling.checkpoint.torch.HostilePickle.state;
import static io.kindling.checkpoint.torch.HostilePickle.text;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.checkpoint.StateFile;
import io.kindling.checkpoint.python.Unknown;
import io.kindling.checkpoint.python.Unread;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.error.CheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects of classes that Kindling does not know stay unread, and everything else is read. */
final class UnreadTest {
  @TempDir Path folder;

  private Path file(String instructions) throws IOException {
    return Files.write(folder.resolve("model.pt"), HostilePickle.file(instructions));
  }

  private static Unread unread(Map<String, @Nullable Object> tree, String name) {
    return (Unread) requireNonNull(tree.get(name), name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"unread_p2", "unread_p4", "unread_p5"})
  void saysWhatTheFileSaysOfThem(String kind) throws IOException {
    Map<String, @Nullable Object> tree = TorchFile.loadTree(PickledFile.of(kind, folder));
    assertThat(tree.get("w")).isEqualTo(TensorData.full(Shape.of(1), 0));
    assertThat(unread(tree, "args")).hasToString("argparse.Namespace");
    assertThat(unread(tree, "args").state()).isEqualTo(Map.of("lr", 0.1, "name", "x"));
    assertThat(unread(tree, "dict").entries()).isEqualTo(Map.of("a", 1L));
    assertThat(unread(tree, "dict").state()).isEqualTo(Map.of("x", 2L));
    assertThat(unread(tree, "list").elements()).isEqualTo(List.of(1L, 2L));
    assertThat(unread(tree, "enum")).hasToString("http.HTTPStatus.OK");
    assertThat(unread(tree, "path").arguments()).isEqualTo(List.of("/", "a", "b"));
    assertThat(unread(tree, "cls").isReference()).isTrue();
    assertThat(unread(tree, "mod").isReference()).isFalse();
  }

  /** The tensor within one is read as well. */
  @Test
  void anObjectMayBePartOfItself() throws IOException {
    Map<String, @Nullable Object> tree = TorchFile.loadTree(PickledFile.of("unread_p2", folder));
    Unread node = unread(tree, "node");
    Map<?, ?> state = (Map<?, ?>) requireNonNull(node.state());
    assertThat(state.get("self")).isSameAs(node);
    List<?> children = (List<?>) requireNonNull(state.get("children"));
    assertThat(children.get(0)).isSameAs(node);
    assertThat(children.get(1)).isEqualTo(Map.of("up", node));
    assertThat(state.get("w")).isEqualTo(TensorData.full(Shape.of(2), 0));
  }

  /** A storage that is a value itself, whose class Kindling knows only beneath tensors. */
  @Test
  void aStorageBesideAStateIsOne() throws IOException {
    Path file = file(state(HostilePickle.view("K\0", "K\6\u0085", "K\1\u0085")));
    Path beside = folder.resolve("beside.pt");
    Files.write(
        beside,
        HostilePickle.file(
            "}("
                + text("model")
                + state(HostilePickle.view("K\0", "K\6\u0085", "K\1\u0085"))
                + text("raw")
                + HostilePickle.STORAGE
                + "u"));
    assertThat(unread(TorchFile.loadTree(beside), "raw")).hasToString("torch.FloatStorage");
    assertThat(StateFile.load(beside).tensors()).isEqualTo(TorchFile.load(file));
    assertThatThrownBy(() -> TorchFile.load(beside, Unknown.REFUSE))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("torch.FloatStorage");
  }

  @Test
  void allAreNamedAtOnceWithTheirPlaces() throws IOException {
    try (TorchFile file = TorchFile.open(PickledFile.of("unread_p2", folder))) {
      assertThat(file.remarks())
          .containsExactly(
              "not read: __main__.Big (1 place)",
              "not read: __main__.L (1 place)",
              "not read: __main__.Node (4 places)",
              "not read: argparse.Namespace (1 place)",
              "not read: datetime.datetime (1 place)",
              "not read: functools.partial (1 place)",
              "not read: http.HTTPStatus.OK (1 place)",
              "not read: pathlib.PurePosixPath (1 place)",
              "not read: torch.nn.functional.relu (2 places)",
              "not read: torch.nn.modules.activation.ReLU (2 places)");
    }
  }

  @Test
  void aLongNameIsShownByItsBeginning() throws IOException {
    Path file = file(state("cm" + "m".repeat(600) + "\nA\n)R"));
    try (TorchFile open = TorchFile.open(file)) {
      assertThat(open.unread()).isEqualTo(Map.of("m".repeat(500) + "…", 1));
    }
  }

  @Test
  void theStateBesideThemIsReadAndTheStrictWayRefusesIt() throws IOException {
    Path file =
        file(
            "}("
                + text("state_dict")
                + state(HostilePickle.view("K\0", "K\6\u0085", "K\1\u0085"))
                + text("args")
                + "cargparse\nNamespace\n)\u0081u");
    assertThat(StateFile.load(file).tensors()).containsOnlyKeys("weight");
    assertThat(StateFile.remarks(file)).containsExactly("not read: argparse.Namespace (1 place)");
    assertThatThrownBy(() -> TorchFile.load(file, Unknown.REFUSE))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("'argparse Namespace' at byte ")
        .hasMessageContaining("read it with Unknown.KEEP");
  }

  /** An array of objects is made by functions that arrays of numbers need too. */
  @Test
  void theStrictWayRefusesWhatNumpyMakesOfAnythingElse() throws IOException {
    Path file = PickledFile.of("numpy_p2", folder);
    assertThatThrownBy(() -> TorchFile.open(file, Unknown.REFUSE))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("got numpy.dtype, numpy.ndarray; expected");
  }

  @Test
  void areNotWrittenUnlessTheyAreLeftOut() throws IOException {
    Object tree = TorchFile.loadExact(PickledFile.of("unread_p4", folder));
    Path copy = folder.resolve("copy.pt");
    assertThatThrownBy(() -> TorchFile.saveExact(copy, tree))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("an object that was not read cannot be written (got 'argparse.Name")
        .hasMessageContaining("TorchFile.withoutUnread");
    assertThat(copy).doesNotExist();
    TorchFile.saveExact(copy, TorchFile.withoutUnread(tree));
    assertThat(TorchFile.loadTree(copy)).containsOnlyKeys("w");
    Object items = List.of(1L, new Unread.Draft("m", "N").unread());
    assertThat(TorchFile.withoutUnread(items)).isEqualTo(java.util.Arrays.asList(1L, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"module", "module_entry"})
  void theStateOfAWholeModuleIsTakenOutOfIt(String kind) throws IOException {
    Path path = PickledFile.of(kind, folder);
    try (TorchFile file = TorchFile.open(path)) {
      assertThat(file.isModule()).isTrue();
      assertThat(file.modelState().keySet())
          .as("as Python's state_dict() has it")
          .containsExactly(
              "seen",
              "a.weight",
              "a.bias",
              "b.1.weight",
              "b.1.bias",
              "b.1.running_mean",
              "b.1.running_var",
              "b.1.num_batches_tracked",
              "c.weight");
      assertThat(file.remarks())
          .contains("a whole module was pickled: its parameters and buffers are read, and no more");
    }
    Map<String, TensorData> state = StateFile.load(path).tensors();
    assertThat(state.get("c.weight")).isSameAs(state.get("a.weight"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a module in itself | X\\10\\0\\0\\0_modules}X\\1\\0\\0\\0mh\\0su | must have valid names
          no modules         | X\\10\\0\\0\\0_modules}X\\1\\0\\0\\0mK\\1su | must consist of modules
          no tensors         | X\\10\\0\\0\\0_modules}u | state must be tensors
          """)
  void refusesModulesThatAreNone(String what, String modules, String message) throws IOException {
    String weight = what.equals("no tensors") ? "}X\1\0\0\0wK\1s" : "}";
    String state =
        text("_parameters") + weight + text("_buffers") + "}" + modules.translateEscapes();
    Path file = file("cm\nNet\n)\u0081q\0}(" + state + "b");
    assertThatThrownBy(() -> TorchFile.load(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(message);
  }

  /** A name may be made with; what was made may not be called, for that is how code runs. */
  @ParameterizedTest
  @CsvSource({
    "cfunctools\\npartial\\n)R)R, only what a pickle names can be applied",
    "cm\\nMaker\\n)R)R, only what a pickle names can be applied",
    "c__builtin__\\ngetattr\\ncm\\nA\\nX\\6\\0\\0\\0system\\206R)R, only what a pickle names",
    "c__builtin__\\ngetattr\\ncm\\nA\\nX\\13\\0\\0\\0__globals__\\206R, 'm A.__globals__'",
    "c__builtin__\\ngetattr\\ncm\\na\\nX\\2\\0\\0\\0os\\206R, 'm a.os'",
    "c__builtin__\\ngetattr\\nctorch\\nSize\\nX\\1\\0\\0\\0x\\206R, only members of classes",
    "]c__builtin__\\ngetattr\\na, values must be tensors",
    "c__builtin__\\ngetattr\\n, a class or a function",
    "cm\\nA\\n}b, attributes can only be set once",
    "cm\\nA\\n)\\201}b}b, attributes can only be set once",
    "cm\\nA\\nK\\1a, only be appended to a list",
    "cm\\nA\\n}K\\1K\\1s]s, items can only be set in a dict",
  })
  void refusesWhatPythonWouldDoWithThem(String body, String message) throws IOException {
    Path file = file(body.translateEscapes());
    for (Unknown unknown : Unknown.values()) {
      assertThatThrownBy(() -> TorchFile.open(file, unknown))
          .isInstanceOf(CheckpointException.class);
    }
    assertThatThrownBy(() -> TorchFile.open(file)).hasMessageContaining(message);
  }

  @Test
  void namesThatLookLikeOthersAreSpelledOut() throws IOException {
    Path file = file(text("\u00d0\u00bes") + text("system") + "\u0093)R");
    try (TorchFile open = TorchFile.open(file)) {
      assertThat(open.remarks()).containsExactly("not read: \\u043es.system (1 place)");
    }
  }
}
