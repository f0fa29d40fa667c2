package io.kindling.checkpoint.pickle;

import static io.kindling.checkpoint.pickle.Pickles.pickle;
import static io.kindling.checkpoint.pickle.Pickles.plain;
import static io.kindling.checkpoint.pickle.Pickles.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.core.StoredType;
import io.kindling.core.Tuple;
import io.kindling.error.CheckpointException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is what Python would write, as far as C++ can read that, and reads back. */
final class PickleWriterTest {
  private static byte[] write(@Nullable Object root) {
    ByteBuffer bytes = PickleWriter.write(root, "model.pt", value -> null).bytes();
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    return copy;
  }

  private static String text(byte[] pickle) {
    return new String(pickle, StandardCharsets.ISO_8859_1);
  }

  @Test
  void writesTheBytesThatPythonWrites() {
    byte[] python = pickle("good/plain_dict");
    assertThat(write(plain(python))).isEqualTo(python);
  }

  static Stream<String> files() {
    String lines = new String(Pickles.resource("expected.txt"), StandardCharsets.UTF_8);
    return lines
        .lines()
        .map(line -> line.split(" ", 2)[0])
        .filter(name -> !name.matches(".*(cpp_[^p]|cpp210|script|/ts_).*"));
  }

  @ParameterizedTest
  @MethodSource("files")
  void writesAgainWhatWasRead(String name) {
    Object root = plain(pickle(name));
    Object again = plain(write(root));
    assertThat(Pickles.dump(again)).isEqualTo(Pickles.dump(root));
    assertThat(write(again)).isEqualTo(write(root));
  }

  static Stream<Arguments> scalars() {
    return Stream.of(
        Arguments.of(0, "K\0"),
        Arguments.of(255L, "K\u00ff"),
        Arguments.of(256L, "M\0\1"),
        Arguments.of(65_535, "M\u00ff\u00ff"),
        Arguments.of(65_536, "J\0\0\1\0"),
        Arguments.of(-1, "J\u00ff\u00ff\u00ff\u00ff"),
        Arguments.of(1L << 31, "\u008a\b\0\0\0\u0080\0\0\0\0"),
        Arguments.of(Long.MIN_VALUE, "\u008a\b\0\0\0\0\0\0\0\u0080"),
        Arguments.of(1.0, "G?\u00f0\0\0\0\0\0\0"),
        Arguments.of(1.0f, "G?\u00f0\0\0\0\0\0\0"),
        Arguments.of(true, "\u0088"),
        Arguments.of(false, "\u0089"),
        Arguments.of(null, "N"),
        Arguments.of("é", "X\2\0\0\0\u00c3\u00a9q\0"),
        Arguments.of(Map.of(), "}q\0"),
        Arguments.of(List.of(), "]q\0"),
        Arguments.of(List.of(1), "]q\0(K\1e"),
        Arguments.of(Map.of(1, 2), "}q\0(K\1K\2u"),
        Arguments.of(Tuple.of(), ")"),
        Arguments.of(Tuple.of(1, 2, 3), "K\1K\2K\3\u0087q\0"),
        Arguments.of(Tuple.of(1, 2, 3, 4), "(K\1K\2K\3K\4tq\0"));
  }

  @ParameterizedTest
  @MethodSource("scalars")
  void writesEachValueOneWay(@Nullable Object value, String expected) {
    assertThat(text(write(value))).isEqualTo("\u0080\2" + expected + ".");
  }

  @Test
  void writesWhatIsSharedOnce() {
    List<Object> shared = List.of("lr", "lr");
    assertThat(text(write(List.of(shared, shared))))
        .isEqualTo("\u0080\2]q\0(]q\1(X\2\0\0\0lrq\2h\2eh\1e.");
  }

  @Test
  void numbersStoragesInOrderOfUse() {
    TensorReference first = tensor(7, 2L);
    TensorReference second = tensor(3, 2L, 3L);
    WrittenPickle written =
        PickleWriter.write(List.of(first, second, first, tensor(7, 2L)), "f", value -> null);
    assertThat(written.storages()).containsExactly(first.storage(), second.storage());
    PickleTree tree =
        PickleReader.read(written.bytes(), "f", PickleDialect.PLAIN, PickleLimits.DEFAULT);
    assertThat(tree.storages().keySet()).containsExactly("0", "1");
    assertThat(tree.root())
        .isEqualTo(List.of(tensor(0, 2L), tensor(1, 2L, 3L), tensor(0, 2L), tensor(0, 2L)));
  }

  @Test
  void writesLongCollectionsInBatches() {
    List<Object> list = new ArrayList<>();
    Map<Object, Object> map = new LinkedHashMap<>();
    for (long i = 0; i < 2500; i++) {
      list.add(i);
      map.put("key " + i, i);
    }
    byte[] pickle = write(Tuple.of(list, map));
    assertThat(plain(pickle)).isEqualTo(Tuple.of(list, map));
    assertThat(text(write(list)).chars().filter(c -> c == '(').count()).isGreaterThanOrEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UINT16", "FLOAT8_E5M2", "FLOAT32", "COMPLEX128"})
  void writesEveryType(StoredType type) {
    StorageReference storage = new StorageReference(type, "0", "cpu", 6);
    TensorReference tensor =
        new TensorReference(storage, 2, List.of(2L, 2L), List.of(2L, 1L), true, false);
    assertThat(plain(write(tensor))).isEqualTo(tensor);
  }

  static Stream<Arguments> sinceTorch2() {
    String storage = "(X\7\0\0\0storagectorch\nFloatStorage\nX\1\0\0\0" + "0X\3\0\0\0cpuK\2tQ";
    String hooks = "ccollections\nOrderedDict\n)R";
    String parts = "(" + storage + "K\0K\2\u0085K\1\u0085\u0089" + hooks + "t";
    String tensor = "ctorch._utils\n_rebuild_tensor_v2\n" + parts + "R";
    String state = "}X\3\0\0\0fooK\1s";
    String longs = tensor.replace("FloatStorage\nX\1\0\0\0" + "0", "LongStorage\nX\1\0\0\0" + "1");
    String layout = "ctorch.serialization\n_get_layout\nX\20\0\0\0torch.sparse_coo\u0085R";
    String size = "ctorch\nSize\nK\2\u0085\u0085R";
    return Stream.of(
        Arguments.of(
            "ctorch._tensor\n_rebuild_from_type_v2\n(ctorch._utils\n_rebuild_tensor_v2\nctorch\nTensor\n"
                + parts
                + state
                + "tR"),
        Arguments.of(
            "ctorch._utils\n_rebuild_parameter_with_state\n("
                + tensor
                + "\u0088"
                + hooks
                + state
                + "tR"),
        Arguments.of("ctorch._utils\n_rebuild_parameter\n" + tensor + "\u0089" + hooks + "\u0087R"),
        Arguments.of(
            "ctorch._utils\n_rebuild_sparse_tensor\n"
                + layout
                + "("
                + tensor
                + tensor
                + size
                + "\u0088t\u0086R"),
        Arguments.of(
            "ctorch._utils\n_rebuild_nested_tensor\n(" + tensor + longs + longs + longs + "tR"),
        Arguments.of("ctorch\nuint16\n"),
        Arguments.of("ctorch\nchannels_last\n"),
        Arguments.of("ctorch\nfloat8_e4m3fn\n"));
  }

  /** The same instructions again, but for those that number values and refer to them. */
  @ParameterizedTest
  @MethodSource
  void sinceTorch2(String instructions) {
    byte[] python = Pickles.body(instructions);
    byte[] written = write(plain(python));
    assertThat(plain(written)).isEqualTo(plain(python));
    List<String> names = instructions.lines().filter(line -> line.startsWith("_")).toList();
    names.forEach(name -> assertThat(text(written)).contains(name));
    assertThat(write(plain(written))).isEqualTo(written);
  }

  /** What NumPy 2 calls its modules is what NumPy 1 reads as well. */
  @Test
  void readsNumpysNewNames() {
    String bytes = "c_codecs\nencode\nX\1\0\0\0\1X\6\0\0\0latin1\u0086R";
    String type =
        "cnumpy\ndtype\nX\2\0\0\0b1\u0089\u0088\u0087R(K\3X\1\0\0\0|NNNJ\377\377\377\377J\377\377\377\377K\0tb";
    ForeignObject scalar =
        (ForeignObject)
            plain(Pickles.body("cnumpy._core.multiarray\nscalar\n" + type + bytes + "\u0086R"));
    assertThat(new NumpyObjects(100).find(scalar)).hasToString("True");
    assertThat(new NumpyObjects(0).find(scalar)).as("more than there are bytes").isNull();
  }

  @Test
  void refusesWhatCouldNotBeRead() {
    List<Object> circle = new ArrayList<>();
    circle.add(Tuple.of(1, circle));
    Object deep = List.of();
    for (int i = 0; i < 1_000_000; i++) {
      deep = Tuple.of(deep);
    }
    Map<Object, Object> twice = new LinkedHashMap<>();
    twice.put(1, 1);
    twice.put(1L, 1);
    assertRefused(Map.of("a", new Thread()), "a checkpoint can hold data only (got a Thread");
    assertRefused(List.of(circle), "a value must not contain itself (got a circle through a list");
    assertRefused(deep, "collections must not be nested too deeply (got a depth of 201");
    assertRefused(Map.of(List.of(), 1), "keys must be values that do not change (got a list");
    assertRefused(twice, "keys must not repeat");
    assertRefused("x".repeat((16 << 20) + 1), "a string must not be too long");
    assertRefused("\ud800", "strings must be Unicode");
  }

  private static void assertRefused(Object value, String message) {
    assertThatThrownBy(() -> write(value))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith("model.pt: ")
        .hasMessageContaining(message);
  }
}
