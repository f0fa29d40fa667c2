package io.kindling.checkpoint.pickle;

import static io.kindling.checkpoint.pickle.Pickles.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.checkpoint.stored.ModuleTree;
import io.kindling.core.StoredType;
import io.kindling.error.CheckpointException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dotted names become the modules that C++ asks for. */
final class ScriptModuleWriterTest {
  private static Map<String, TensorReference> tensors(String... names) {
    Map<String, TensorReference> tensors = new LinkedHashMap<>();
    for (String name : names) {
      tensors.put(name, tensor(tensors.size(), 2L));
    }
    return tensors;
  }

  private static WrittenModule write(Collection<String> modules, String... names) {
    return ScriptModuleWriter.write(
        ModuleTree.of("f.pt", tensors(names), tensor -> tensor.storage().dtype(), modules), "f.pt");
  }

  private static ScriptObject read(WrittenModule module) {
    Object root =
        PickleReader.read(
                module.pickle().bytes(), "f", PickleDialect.TORCHSCRIPT, PickleLimits.DEFAULT)
            .root();
    return (ScriptObject) Objects.requireNonNull(root);
  }

  /** C++ has a storage class for every type, and no other way to say one. */
  @Test
  void saysTheNewerTypesAsCppDoes() {
    StorageReference storage = new StorageReference(StoredType.UINT16, "0", "cpu", 2);
    TensorReference tensor =
        new TensorReference(storage, 0, List.of(2L), List.of(1L), false, false);
    WrittenModule module =
        ScriptModuleWriter.write(
            ModuleTree.of("f.pt", Map.of("w", tensor), from -> StoredType.UINT16, List.of()),
            "f.pt");
    String pickle = StandardCharsets.ISO_8859_1.decode(module.pickle().bytes()).toString();
    assertThat(pickle)
        .contains("_rebuild_tensor_v2\n", "torch\nUInt16Storage\n")
        .doesNotContain("_rebuild_tensor_v3");
  }

  /** Two tensors of one storage would be two weights to C++, each trained for itself. */
  @Test
  void writesATiedWeightOnce() {
    TensorReference tied = tensor(0, 2L);
    Map<String, TensorReference> state = new LinkedHashMap<>();
    state.put("a.weight", tied);
    state.put("b.weight", tied);
    WrittenModule module =
        ScriptModuleWriter.write(
            ModuleTree.of("f.pt", state, tensor -> tensor.storage().dtype(), List.of()), "f.pt");
    Map<String, Object> read = read(module).attributes();
    assertThat(weight(read, "a")).isSameAs(weight(read, "b"));
  }

  private static Object weight(Map<String, Object> modules, String name) {
    ScriptObject module = (ScriptObject) Objects.requireNonNull(modules.get(name));
    return Objects.requireNonNull(module.attributes().get("weight"));
  }

  @Test
  void fillsTheGapsOfASequence() {
    WrittenModule module = write(List.of("3", "net.act"), "2.weight", "0.running_mean", "0.weight");
    assertThat(Pickles.dump(read(module)))
        .isEqualTo(
            "{'0': {'weight': T, 'running_mean': T}, '1': {}, '2': {'weight': T}, '3': {},"
                    .replace("T", "<float32 [2] [1] 0 2>")
                + " 'net': {'act': {}}}");
    assertThat(module.code())
        .isEqualTo(
            """
            class Module(Module):
              __parameters__ = []
              __buffers__ = []
              __annotations__ = []
              __annotations__["0"] = __torch__.M0
              __annotations__["1"] = __torch__.M1
              __annotations__["2"] = __torch__.M2
              __annotations__["3"] = __torch__.M3
              __annotations__["net"] = __torch__.M4
            class M0(Module):
              __parameters__ = ["weight", ]
              __buffers__ = ["running_mean", ]
              __annotations__ = []
              __annotations__["weight"] = Tensor
              __annotations__["running_mean"] = Tensor
            class M1(Module):
              __parameters__ = []
              __buffers__ = []
              __annotations__ = []
            class M2(Module):
              __parameters__ = ["weight", ]
              __buffers__ = []
              __annotations__ = []
              __annotations__["weight"] = Tensor
            class M3(Module):
              __parameters__ = []
              __buffers__ = []
              __annotations__ = []
            class M4(Module):
              __parameters__ = []
              __buffers__ = []
              __annotations__ = []
              __annotations__["act"] = __torch__.M5
            class M5(Module):
              __parameters__ = []
              __buffers__ = []
              __annotations__ = []
            """);
  }

  @Test
  void saysWhichTensorsWantGradients() {
    WrittenModule module = write(List.of(), "running_mean", "weight");
    ScriptObject root = read(module);
    assertThat(root.type()).isEqualTo("__torch__.Module");
    assertThat(root.attributes().values())
        .extracting(tensor -> ((TensorReference) tensor).requiresGrad())
        .containsExactly(true, false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".a", "a.", "a..b", "a b", "a\"] = os #", "a\\", "ä", "a\nb", "a.\u0000"})
  void refusesNamesThatWouldNotBeNames(String name) {
    assertThatThrownBy(() -> write(List.of(), name))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith("f.pt: a name must be one that C++ can load")
        .hasMessageEndingWith("; rename it, or write .pt or .safetensors, which take any name)");
  }

  @Test
  void refusesANameThatIsATensorAndAModule() {
    assertThatThrownBy(() -> write(List.of(), "a", "a.b"))
        .hasMessageContaining("a name must be a tensor's or a module's (got 'a.b'");
    assertThatThrownBy(() -> write(List.of(), "a.b", "a"))
        .hasMessageContaining("a name must be a tensor's or a module's (got 'a'");
  }

  @Test
  void refusesToFillGapsWithoutEnd() {
    assertThatThrownBy(() -> write(List.of(), "9999.a", "x.9999.a"))
        .hasMessageContaining("more than 10000");
  }

  @Test
  void refusesADepthWithoutEnd() {
    String name = "a.".repeat(64) + "b";
    assertThatThrownBy(() -> write(List.of(), name)).hasMessageContaining("at most 64 parts");
  }
}
