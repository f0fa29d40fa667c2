package io.kindling.checkpoint.torch;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.checkpoint.stored.StoredTensor;
import io.kindling.checkpoint.zip.ByteSource;
import io.kindling.checkpoint.zip.TorchArchive;
import io.kindling.checkpoint.zip.ZipLimits;
import io.kindling.checkpoint.zip.ZipRecord;
import io.kindling.core.Shape;
import io.kindling.core.StoredType;
import io.kindling.core.TensorData;
import io.kindling.core.Tuple;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is saved comes back: values, sharing, types, shapes. */
final class TorchFileTest {
  private static final TensorData MATRIX =
      TensorData.of(new float[] {1, -2, Float.NaN, -0.0f}, Shape.of(2, 2));

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("model.pt");
  }

  private static TorchTensor tensor(TorchFile file, String name) {
    return requireNonNull(file.stateDict().get(name));
  }

  private Map<String, @Nullable Object> saved(Map<String, ?> values) {
    TorchFile.save(file(), values);
    return TorchFile.loadTree(file());
  }

  /** A map in which null is a value. */
  private static Map<Object, @Nullable Object> map(@Nullable Object... keysAndValues) {
    Map<Object, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }

  @Test
  void bringsBackAWholeCheckpoint() {
    Map<String, Object> checkpoint = new LinkedHashMap<>();
    checkpoint.put("model", map("0.weight", MATRIX, "", TensorData.full(Shape.scalar(), 2)));
    checkpoint.put("state", map(0L, map("step", 3L), -1L, map(), Long.MAX_VALUE, map(7L, "x")));
    checkpoint.put("groups", List.of(map("lr", 0.1, "foreach", null, "params", List.of(0L, 1L))));
    checkpoint.put("betas", Tuple.of(0.9, 0.999));
    checkpoint.put("tuples", List.of(Tuple.of(), Tuple.of(1L), Tuple.of(1L, Tuple.of(), null, 4L)));
    checkpoint.put("text", "héllo\n\u0000 世界 😀");
    checkpoint.put("whole", List.of(0L, 255L, 256L, 65536L, -1L, 1L << 31, Long.MIN_VALUE));
    checkpoint.put("flags", List.of(true, false));
    checkpoint.put("empty", List.of());
    checkpoint.put("nothing", null);
    assertThat(saved(checkpoint)).isEqualTo(checkpoint);
    assertThat(saved(checkpoint).keySet()).containsExactlyElementsOf(checkpoint.keySet());
  }

  @Test
  void bringsBackEveryDouble() {
    List<Object> doubles =
        List.of(
            -0.0,
            Double.NaN,
            Double.NEGATIVE_INFINITY,
            Double.POSITIVE_INFINITY,
            Double.MIN_VALUE,
            Double.MAX_VALUE,
            0.1);
    assertThat(saved(Map.of("doubles", doubles))).isEqualTo(Map.of("doubles", doubles));
  }

  @Test
  void widensJavasSmallerNumbers() {
    Map<String, Object> small = Map.of("int", 5, "float", 0.5f, "map", Map.of(3, "three"));
    assertThat(saved(small)).isEqualTo(Map.of("int", 5L, "float", 0.5, "map", Map.of(3L, "three")));
  }

  static Stream<Shape> shapes() {
    return Stream.of(
        Shape.scalar(),
        Shape.of(1),
        Shape.of(0),
        Shape.of(0, 3),
        Shape.of(3, 0, 2),
        Shape.of(2, 3, 1, 4),
        Shape.of(1, 1, 1),
        Shape.of(70_000)); // more than one piece
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void bringsBackEveryShape(Shape shape) {
    int numel = (int) shape.numel();
    float[] floats = new float[numel];
    long[] longs = new long[numel];
    for (int i = 0; i < numel; i++) {
      floats[i] = i + 0.25f;
      longs[i] = (1L << 62) - i;
    }
    Map<String, TensorData> state =
        Map.of("floats", TensorData.of(floats, shape), "longs", TensorData.of(longs, shape));
    TorchFile.save(file(), state);
    assertThat(TorchFile.load(file())).isEqualTo(state);
  }

  @ParameterizedTest
  @EnumSource(StoredType.class)
  void bringsBackEveryTypeByteForByte(StoredType type) throws IOException {
    byte[] bytes = new byte[6 * type.bytes()];
    if (type == StoredType.BOOL) {
      bytes[1] = 1;
    } else {
      new Random(0).nextBytes(bytes);
    }
    Map<String, StoredTensor> state =
        Map.of(
            "values", StoredTensor.of(type, Shape.of(2, 3), bytes),
            "none", StoredTensor.of(type, Shape.of(0, 3), new byte[0]),
            "one", StoredTensor.of(type, Shape.scalar(), Arrays.copyOf(bytes, type.bytes())));
    TorchFile.save(file(), state);
    try (TorchFile open = TorchFile.open(file())) {
      for (Map.Entry<String, StoredTensor> entry : state.entrySet()) {
        TorchTensor tensor = tensor(open, entry.getKey());
        StoredTensor raw = open.readRaw(tensor);
        assertThat(raw.type()).isEqualTo(type);
        assertThat(raw.shape()).isEqualTo(entry.getValue().shape());
        assertThat(raw.bytes()).isEqualTo(entry.getValue().bytes());
        if (type.becomes().isPresent()) {
          assertThat(open.read(tensor)).isEqualTo(entry.getValue().toTensorData());
        }
      }
    }
  }

  @Test
  void storesATiedTensorOnceAndTiesItAgain() throws IOException {
    TensorData equal = TensorData.of(MATRIX.toFloatArray(), MATRIX.shape());
    Map<String, Object> loaded =
        saved(named("encoder", MATRIX, "decoder", MATRIX, "equal", equal, "list", List.of(MATRIX)));
    assertThat(loaded.get("encoder")).isEqualTo(MATRIX).isSameAs(loaded.get("decoder"));
    assertThat(((List<?>) requireNonNull(loaded.get("list"))).get(0))
        .isSameAs(loaded.get("encoder"));
    assertThat(loaded.get("equal")).isEqualTo(MATRIX).isNotSameAs(loaded.get("encoder"));
    assertThat(records()).containsExactly("data.pkl", "byteorder", "data/0", "data/1", "version");
  }

  private static Map<String, Object> named(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    map(keysAndValues).forEach((key, value) -> map.put((String) key, value));
    return map;
  }

  private List<String> records() throws IOException {
    TorchArchive archive =
        TorchArchive.of(
            "model.pt",
            ByteSource.of(ByteBuffer.wrap(Files.readAllBytes(file()))),
            ZipLimits.DEFAULT);
    return archive.records().stream().map(ZipRecord::name).toList();
  }

  @Test
  void keepsSharedCollectionsShared() {
    List<Object> list = new ArrayList<>(List.of(1L));
    Map<String, Object> loaded = saved(named("a", list, "b", list, "c", new ArrayList<>(list)));
    assertThat(loaded.get("a")).isEqualTo(list).isSameAs(loaded.get("b"));
    assertThat(loaded.get("c")).isEqualTo(list).isNotSameAs(loaded.get("a"));
  }

  @Test
  void writesForCppWhatItFlattensAgain() throws IOException {
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("0.weight", MATRIX);
    state.put("0.bias", TensorData.full(Shape.of(2), 3));
    state.put("2.inner.weight", MATRIX);
    state.put("2.running_mean", TensorData.full(Shape.of(0), 3));
    state.put("2.num_batches_tracked", TensorData.of(new long[] {9}, Shape.scalar()));
    TorchFile.saveForCpp(file(), state, List.of("3"));
    assertThat(TorchFile.load(file())).isEqualTo(state);
    try (TorchFile open = TorchFile.open(file())) {
      assertThat(open.isScript()).isTrue();
      assertThat(((Map<?, ?>) requireNonNull(open.root())).keySet()).hasToString("[0, 1, 2, 3]");
      assertThat(tensor(open, "0.weight").requiresGrad()).isTrue();
      assertThat(tensor(open, "0.weight").storage())
          .isEqualTo(tensor(open, "2.inner.weight").storage());
      assertThat(tensor(open, "2.running_mean").requiresGrad()).isFalse();
    }
  }

  @Test
  void readsItsTensorsOneByOneWhileOpen() throws IOException {
    Map<String, Object> state =
        named("a", MATRIX, "b", MATRIX, "c", TensorData.full(Shape.of(3), 1));
    TorchFile.save(file(), state);
    try (TorchFile open = TorchFile.open(file())) {
      assertThat(open.stateDict().keySet()).containsExactlyElementsOf(state.keySet());
      for (int i = 0; i < 2; i++) {
        for (Map.Entry<String, TorchTensor> entry : open.stateDict().entrySet()) {
          assertThat(open.read(entry.getValue())).isEqualTo(state.get(entry.getKey()));
          assertThat(open.readRaw(entry.getValue()).toTensorData())
              .isEqualTo(state.get(entry.getKey()));
        }
      }
    }
  }
}
