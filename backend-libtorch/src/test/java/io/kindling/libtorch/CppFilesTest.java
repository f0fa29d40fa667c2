package io.kindling.libtorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.Backends;
import io.kindling.checkpoint.torch.TorchFile;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.core.TorchRandom;
import io.kindling.core.Tuple;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BatchNorm1dImpl;
import org.bytedeco.pytorch.BatchNormOptions;
import org.bytedeco.pytorch.ByteVector;
import org.bytedeco.pytorch.GenericDict;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.InputArchive;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.OutputArchive;
import org.bytedeco.pytorch.ReLUImpl;
import org.bytedeco.pytorch.SequentialImpl;
import org.bytedeco.pytorch.StringTensorDict;
import org.bytedeco.pytorch.TanhImpl;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** C++ reads what Kindling writes, and the other way round. Only files of our own go to C++. */
final class CppFilesTest {
  private final PointerScope scope = new PointerScope();

  @TempDir Path folder;

  /** Which loads LibTorch. */
  @BeforeAll
  static void load() {
    Backends.open("libtorch").close();
  }

  @AfterEach
  void free() {
    scope.close();
  }

  private static TensorData random(int seed, long... sizes) {
    return new TorchRandom(seed).rand(Shape.of(sizes));
  }

  private static Map<String, TensorData> linear(String prefix, int in, int out) {
    Map<String, TensorData> state = new LinkedHashMap<>();
    state.put(prefix + "weight", random(in, out, in));
    state.put(prefix + "bias", random(out, out));
    return state;
  }

  private static Map<String, TensorData> batchNorm(String prefix, int features) {
    Map<String, TensorData> state = new LinkedHashMap<>();
    state.put(prefix + "weight", random(1, features));
    state.put(prefix + "bias", random(2, features));
    state.put(prefix + "running_mean", random(3, features));
    state.put(prefix + "running_var", random(4, features));
    state.put(prefix + "num_batches_tracked", TensorData.of(new long[] {41}, Shape.of()));
    return state;
  }

  /** A layer, its averages, an activation between layers, and one at the end. */
  private static Map<String, TensorData> several() {
    Map<String, TensorData> state = linear("0.", 3, 4);
    state.putAll(batchNorm("1.", 4));
    state.putAll(linear("3.", 4, 2));
    return state;
  }

  private static SequentialImpl severalInCpp() {
    SequentialImpl module = new SequentialImpl();
    module.push_back(new LinearImpl(3, 4));
    module.push_back(new BatchNorm1dImpl(new BatchNormOptions(4)));
    module.push_back(new ReLUImpl());
    module.push_back(new LinearImpl(4, 2));
    module.push_back(new TanhImpl());
    return module;
  }

  private Path save(Map<String, TensorData> state, Collection<String> modules) {
    Path file = folder.resolve("model.pt");
    TorchFile.saveForCpp(file, state, modules);
    return file;
  }

  /** What {@code torch::load} does. */
  private static void load(Module module, Path file) {
    InputArchive archive = new InputArchive();
    archive.load_from(file.toString());
    module.load(archive);
  }

  /** What {@code torch::save} does. */
  private Path save(Module module) {
    Path file = folder.resolve("cpp.pt");
    OutputArchive archive = new OutputArchive();
    module.save(archive);
    archive.save_to(file.toString());
    return file;
  }

  private static Map<String, TensorData> state(Module module) {
    Map<String, TensorData> state = new HashMap<>();
    for (StringTensorDict part : List.of(module.named_parameters(), module.named_buffers())) {
      for (long i = 0; i < part.size(); i++) {
        state.put(part.get(i).key().getString(), CppValues.of(part.get(i).value()));
      }
    }
    return state;
  }

  @Test
  void cppLoadsALayer() {
    Module module = new LinearImpl(3, 2);
    load(module, save(linear("", 3, 2), List.of()));
    assertThat(state(module)).isEqualTo(linear("", 3, 2));
  }

  @Test
  void cppLoadsRunningAverages() {
    Module module = new BatchNorm1dImpl(new BatchNormOptions(4));
    load(module, save(batchNorm("", 4), List.of()));
    assertThat(state(module)).isEqualTo(batchNorm("", 4));
  }

  @Test
  void cppLoadsASequenceWithActivationsBetweenAndAtTheEnd() {
    Module module = severalInCpp();
    load(module, save(several(), List.of("4")));
    assertThat(state(module)).isEqualTo(several());
  }

  @Test
  void cppMissesAnActivationAtTheEndThatIsNotNamed() {
    Module module = severalInCpp();
    Path file = save(several(), List.of());
    assertThatThrownBy(() -> load(module, file))
        .hasMessageContaining("No such serialized submodule: '4'");
  }

  @Test
  void readsWhatCppSaves() {
    for (Module module :
        List.of(
            new LinearImpl(3, 2), new BatchNorm1dImpl(new BatchNormOptions(4)), severalInCpp())) {
      assertThat(TorchFile.load(save(module))).isEqualTo(state(module));
    }
  }

  /** Every kind of value that C++ has too. */
  private static Map<String, @Nullable Object> checkpoint() {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("model", several());
    tree.put(
        "optimizer", Map.of("state", Map.of(0L, Map.of("step", random(5))), "groups", List.of()));
    tree.put("integers", List.of(0L, 255L, 65536L, -1L, Long.MAX_VALUE, Long.MIN_VALUE));
    tree.put("mixed", Tuple.of(0.1, true, "größe", Tuple.of(), Tuple.of(false, -1e300)));
    tree.put("none", null);
    return tree;
  }

  private IValue unpickled(Map<String, ?> values) throws Exception {
    Path file = folder.resolve("checkpoint.pt");
    TorchFile.save(file, values);
    return torch.pickle_load(new ByteVector(Files.readAllBytes(file)));
  }

  @Test
  void cppUnpicklesACheckpoint() throws Exception {
    assertThat(CppValues.of(unpickled(checkpoint()))).isEqualTo(checkpoint());
  }

  @Test
  void readsWhatCppPickles() throws Exception {
    Path file = folder.resolve("pickled.pt");
    Files.write(file, torch.pickle_save(unpickled(checkpoint())).get());
    assertThat(TorchFile.loadTree(file)).isEqualTo(checkpoint());
  }

  @Test
  void tiedWeightsAreOneInCpp() throws Exception {
    TensorData weight = random(1, 3, 3);
    GenericDict state = unpickled(Map.of("a", weight, "b", weight)).toGenericDict();
    Tensor a = state.at(new IValue("a")).toTensor();
    Tensor b = state.at(new IValue("b")).toTensor();
    a.zero_();
    assertThat(CppValues.of(b)).isEqualTo(TensorData.full(Shape.of(3, 3), 0));
  }
}
