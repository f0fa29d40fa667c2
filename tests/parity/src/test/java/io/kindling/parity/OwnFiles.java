package io.kindling.parity;

import static io.kindling.Specs.adam;
import static io.kindling.Specs.mse;

import io.kindling.Backend;
import io.kindling.Module;
import io.kindling.Scope;
import io.kindling.checkpoint.stored.StoredTensor;
import io.kindling.core.Shape;
import io.kindling.core.StoredType;
import io.kindling.core.TensorData;
import io.kindling.core.TorchRandom;
import io.kindling.core.Tuple;
import io.kindling.data.Dataset;
import io.kindling.nn.ModuleSpec;
import io.kindling.train.CheckpointFiles;
import io.kindling.train.Trainer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Kindling writes for Python. */
final class OwnFiles {
  /** What {@link #types}, {@link #checkpoint} and {@link #tied} are called. */
  static final List<String> NAMES = List.of("types", "checkpoint", "tied");

  private OwnFiles() {}

  static Map<String, ?> of(String name) {
    return switch (name) {
      case "types" -> types();
      case "checkpoint" -> checkpoint();
      default -> tied();
    };
  }

  /** Every type that has a storage of its own: a few numbers, one, and none. */
  private static Map<String, ?> types() {
    Map<String, StoredTensor> values = new LinkedHashMap<>();
    for (StoredType type : StoredType.values()) {
      if (type.storageClass() != null) {
        for (Shape shape : List.of(Shape.of(3, 2), Shape.of(), Shape.of(0, 2 + values.size()))) {
          byte[] bytes = new byte[(int) shape.numel() * type.bytes()];
          for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (type == StoredType.BOOL ? i % 2 : 37 * i + 91);
          }
          values.put(type.torchName() + shape, StoredTensor.of(type, shape, bytes));
        }
      }
    }
    return values;
  }

  /** Every kind of value. */
  private static Map<String, ?> checkpoint() {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("model", tied());
    tree.put("epoch", 10);
    tree.put("none", null);
    tree.put("truths", Arrays.asList(true, false, null));
    tree.put("floats", Tuple.of(0.0, -0.0, 0.1, -1e300, Double.POSITIVE_INFINITY, Double.NaN));
    tree.put(
        "integers",
        List.of(0, 255, 256, 65535, 65536, -1, 1L << 31, Long.MAX_VALUE, Long.MIN_VALUE));
    tree.put("texts", List.of("", "größe", "日本 🔥", "x".repeat(300)));
    tree.put("numbered", Map.of(1L, Map.of(2L, "keys that are numbers")));
    tree.put("empty", List.of(Map.of(), List.of(), Tuple.of()));
    tree.put(
        "tuples", Tuple.of(Tuple.of(1), Tuple.of(1, 2), Tuple.of(1, 2, 3), Tuple.of(List.of())));
    return tree;
  }

  /** Two layers of one weight. */
  private static Map<String, TensorData> tied() {
    TorchRandom random = new TorchRandom(3);
    TensorData weight = random.rand(Shape.of(3, 3));
    Map<String, TensorData> state = new LinkedHashMap<>();
    state.put("0.weight", weight);
    state.put("0.bias", random.rand(Shape.of(3)));
    state.put("1.weight", weight);
    state.put("1.bias", random.rand(Shape.of(3)));
    return state;
  }

  /** A module's state, whose running averages have seen something. */
  static Map<String, TensorData> state(Backend backend, String spec) {
    try (Scope scope = backend.scope()) {
      Module module = backend.module(ModuleSpec.parse(spec), new TorchRandom(5));
      if (spec.contains("batch_norm")) {
        module.forward(backend.tensor(new TorchRandom(6).rand(Shape.of(7, 4))));
      }
      return module.stateDict();
    }
  }

  /** Trains a little, and returns the last of the checkpoints. */
  static Path train(Backend backend, Path series) {
    try (Scope scope = backend.scope()) {
      backend.manualSeed(7);
      Module model =
          backend.module(
              ModuleSpec.parse(
                  "sequential(linear(2, 3), batch_norm_1d(3), tanh(), dropout(0.5), linear(3, 1))"));
      float[] x = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
      float[] y = {1, 0, 1, 0, 2, 3};
      new Trainer(model, backend.loss(mse()), backend.optimizer(adam(0.01), model.parameters()))
          .batchSize(3)
          .shuffle(backend.random())
          .checkpointEvery(3, series)
          .train(Dataset.of(x, 2, y, 1), 4);
    }
    return CheckpointFiles.newest(series).orElseThrow();
  }
}
