package io.kindling.parity;

import io.kindling.checkpoint.stored.StoredTensor;
import io.kindling.checkpoint.torch.TorchFile;
import io.kindling.checkpoint.torch.TorchTensor;
import io.kindling.core.Tuple;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads a whole torch file with its tensors as they are; the same view of a storage once. */
final class RawTree {
  private final TorchFile file;
  private final Map<List<Object>, StoredTensor> views = new HashMap<>();

  private RawTree(TorchFile file) {
    this.file = file;
  }

  static Map<String, @Nullable Object> read(Path path) throws IOException {
    try (TorchFile file = TorchFile.open(path)) {
      Map<String, @Nullable Object> values = new LinkedHashMap<>();
      RawTree tree = new RawTree(file);
      for (Map.Entry<?, ?> entry : ((Map<?, ?>) Objects.requireNonNull(file.root())).entrySet()) {
        values.put((String) entry.getKey(), tree.copy(entry.getValue()));
      }
      return values;
    }
  }

  private @Nullable Object copy(@Nullable Object value) throws IOException {
    if (value instanceof Map<?, ?> map) {
      Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        copy.put(entry.getKey(), copy(entry.getValue()));
      }
      return copy;
    }
    if (value instanceof List<?> list) {
      return items(list);
    }
    if (value instanceof Tuple tuple) {
      return new Tuple(items(tuple.items()));
    }
    return value instanceof TorchTensor tensor ? tensor(tensor) : value;
  }

  private List<@Nullable Object> items(List<?> items) throws IOException {
    List<@Nullable Object> copy = new ArrayList<>();
    for (Object item : items) {
      copy.add(copy(item));
    }
    return copy;
  }

  private StoredTensor tensor(TorchTensor tensor) throws IOException {
    List<Object> view =
        List.of(tensor.storage(), tensor.storageOffset(), tensor.shape(), tensor.stride());
    StoredTensor known = views.get(view);
    if (known == null) {
      known = file.readRaw(tensor);
      views.put(view, known);
    }
    return known;
  }
}
