package io.kindling.checkpoint.pickle;

import static io.kindling.checkpoint.pickle.Pickles.body;
import static io.kindling.checkpoint.pickle.Pickles.pickle;
import static io.kindling.checkpoint.pickle.Pickles.plain;
import static io.kindling.checkpoint.pickle.Pickles.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.checkpoint.python.Bytes;
import io.kindling.checkpoint.python.OrderedDict;
import io.kindling.checkpoint.python.TorchSize;
import io.kindling.core.StoredType;
import io.kindling.core.Tuple;
import io.kindling.error.CheckpointException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Pickles of real files become the values that were saved. */
final class PickleReaderTest {
  static Stream<Arguments> files() {
    String lines = new String(Pickles.resource("expected.txt"), StandardCharsets.UTF_8);
    return lines.lines().map(line -> Arguments.of((Object[]) line.split(" ", 2)));
  }

  @ParameterizedTest
  @MethodSource("files")
  void readsWhatPyTorchWrote(String name, String expected) {
    Object root = Pickles.root(pickle(name), PickleDialect.TORCHSCRIPT);
    boolean scripted = name.contains("scripted");
    assertThat(Pickles.dump(scripted ? flatten(root) : root)).isEqualTo(expected);
    if (!(root instanceof ScriptObject)) {
      assertThat(Pickles.dump(plain(pickle(name)))).isEqualTo(expected);
    }
  }

  private static Map<String, Object> flatten(Object root) {
    Map<String, Object> tensors = new LinkedHashMap<>();
    ((ScriptObject) root)
        .attributes()
        .forEach(
            (name, value) -> {
              if (value instanceof TensorReference) {
                tensors.put(name, value);
              } else if (value instanceof ScriptObject) {
                flatten(value).forEach((inner, tensor) -> tensors.put(name + "." + inner, tensor));
              }
            });
    return tensors;
  }

  @Test
  void keepsScalarsAsTheyAre() {
    byte[] pickle = pickle("good/python_scalars");
    Map<Object, Object> expected = new LinkedHashMap<>();
    expected.put("i0", 0L);
    expected.put("i255", 255L);
    expected.put("i256", 256L);
    expected.put("i65535", 65_535L);
    expected.put("i65536", 65_536L);
    expected.put("neg", -1L);
    expected.put("i31", (long) Integer.MAX_VALUE);
    expected.put("i31m", (long) Integer.MIN_VALUE);
    expected.put("i32", 1L << 32);
    expected.put("i63", Long.MAX_VALUE);
    expected.put("i63m", Long.MIN_VALUE);
    expected.put("big", BigInteger.TWO.pow(100));
    expected.put("f", 0.1);
    expected.put("t", true);
    expected.put("f_", false);
    expected.put("n", null);
    expected.put("s", "héllo 世 😀");
    expected.put("e", "");
    expected.put("lst", List.of(1L, 2.5, "x"));
    expected.put("tup", Tuple.of(1L, 2L, 3L, 4L));
    expected.put("t0", Tuple.of());
    expected.put("t1", Tuple.of(1L));
    expected.put("t2", Tuple.of(1L, 2L));
    expected.put("t3", Tuple.of(1L, 2L, 3L));
    expected.put("nested", Map.of("a", Map.of("b", List.of(Map.of()))));
    expected.put(5L, "int key");
    assertThat(plain(pickle)).isEqualTo(expected);
    assertThat(((Map<?, ?>) plain(pickle)).keySet().toArray())
        .isEqualTo(expected.keySet().toArray());
  }

  @Test
  void keepsTheMetadataApart() {
    OrderedDict state = (OrderedDict) plain(pickle("good/linear_1x1"));
    assertThat(state).containsOnlyKeys("weight", "bias");
    assertThat(state.attributes())
        .isEqualTo(Map.of("_metadata", Map.of("", Map.of("version", 1L))));
    assertThat(plain(pickle("good/plain_dict"))).isNotInstanceOf(OrderedDict.class);
  }

  @Test
  void knowsSharedStorages() {
    PickleTree tree = read(pickle("good/shared_storage_views"), PickleDialect.PLAIN);
    StorageReference storage = new StorageReference(StoredType.FLOAT32, "0", "cpu", 12);
    assertThat(tree.storages()).containsExactly(Map.entry("0", storage));
    assertThat(storage.bytes()).isEqualTo(48);
    Map<?, ?> map = (Map<?, ?>) Objects.requireNonNull(tree.root());
    assertThat(map.get("tail"))
        .isEqualTo(new TensorReference(storage, 8, List.of(4L), List.of(1L), false, false));
  }

  @Test
  void knowsParametersAndGradients() {
    TensorReference parameter = Pickles.weight("good/parameter_objects");
    assertThat(parameter.parameter()).isTrue();
    assertThat(parameter.requiresGrad()).isTrue();
    TensorReference tensor = Pickles.weight("good/linear_1x1");
    assertThat(tensor.parameter()).isFalse();
    assertThat(tensor.requiresGrad()).isFalse();
    tensor = Pickles.weight("handmade/requires_grad");
    assertThat(tensor.requiresGrad()).isTrue();
    tensor = Pickles.weight("handmade/loc_cuda");
    assertThat(tensor.storage().location()).startsWith("cuda");
  }

  @Test
  void namesTheClassOfAScriptObject() {
    ScriptObject root =
        (ScriptObject) Pickles.root(pickle("good/scripted_linear_3x2"), PickleDialect.TORCHSCRIPT);
    assertThat(root.type()).isEqualTo("__torch__.torch.nn.modules.linear.Linear");
    assertThat(root.attributes()).containsEntry("training", true);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          good/whole_module_REJECT | 'torch.nn.modules.linear Linear' at byte 2 | model.state_dict()
          good/malicious_os_system_REJECT | 'posix system' at byte | this file would run code
          libtorch-1.13/cpp_linear_3x2 | '__torch__ Module' | this is a TorchScript archive
          """)
  void refusesByNameWithTheRemedy(String name, String got, String remedy) {
    assertThatThrownBy(() -> plain(pickle(name)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith("model.pt: ")
        .hasMessageContaining(got)
        .hasMessageContaining(remedy);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          torch._utils | _rebuild_qtensor | dequantize()
          torch | QInt8Storage | dequantize()
          __main__ | Net | model.state_dict()
          builtins | exec | would run code
          os | system | would run code
          torch | load | would run code
          torch | _utils._rebuild_tensor_v2 | Unknown.KEEP
          torch._utils._rebuild_tensor_v2 | x | Unknown.KEEP
          collections | OrderedDict.fromkeys | Unknown.KEEP
          __torch__ | Module | TorchScript
          torch.jit._pickle | build_intlist | Unknown.KEEP
          """)
  void refusesEveryOtherName(String module, String name, String remedy) {
    assertThatThrownBy(() -> plain(body("c" + module + "\n" + name + "\n0")))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("'" + module + " " + name + "' at byte 2 of data.pkl")
        .hasMessageContaining(remedy);
  }

  @Test
  void readsTypesThatHaveNoStorageClass() {
    String storage =
        "(X\7\0\0\0storagectorch.storage\nUntypedStorage\nX\1\0\0\0" + "0X\0\0\0\0K\6tQ";
    String head = "ctorch._utils\n_rebuild_tensor_v3\n(" + storage + "K\1K\2\u0085K\1\u0085\u0089";
    String hooks = "ccollections\nOrderedDict\n)R";
    assertThat(plain(body(head + hooks + "ctorch\nuint16\ntR")))
        .isEqualTo(
            new TensorReference(
                new StorageReference(StoredType.UINT16, "0", "", 3),
                1,
                List.of(2L),
                List.of(1L),
                false,
                false));
    assertThatThrownBy(() -> plain(body(head + hooks + "ctorch\nuint32\ntR")))
        .hasMessageContaining("a storage must hold whole elements (got 6 bytes of uint32");
  }

  @Test
  void readsASize() {
    assertThat(plain(body("ctorch\nSize\nK\2K\3\u0086\u0085R")))
        .isEqualTo(new TorchSize(List.of(2L, 3L)));
  }

  /** What Python 2 wrote: strings of bytes, entries as a list, objects of old classes. */
  @Test
  void readsWhatPython2Wrote() {
    assertThat(plain(body("U\1aU\1\u00ff\u0086"))).isEqualTo(Tuple.of("a", Bytes.of((byte) 0xff)));
    assertThat(plain(body("ccollections\nOrderedDict\n](](U\1aK\1e](T\1\0\0\0bK\2ee\u0085R")))
        .isInstanceOf(OrderedDict.class)
        .isEqualTo(Map.of("a", 1L, "b", 2L));
  }

  @Test
  void sharesWhatTheFileShares() {
    List<?> list = (List<?>) plain(body("](]q\0h\0e"));
    assertThat(list.get(0)).isSameAs(list.get(1)).isEqualTo(List.of());
  }
}
