package io.kindling.checkpoint.torch;

import io.kindling.checkpoint.pickle.ScriptObject;
import io.kindling.checkpoint.pickle.TensorReference;
import io.kindling.core.Shape;
import io.kindling.core.Tuple;
import io.kindling.error.ShapeException;
import io.kindling.file.FileErrors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Copies a tree of values and puts others in some of their places. What is shared is copied once,
 * so a copy is no larger than the tree; how deep it goes has been checked.
 */
final class TorchTree {
  private final Leaf leaf;
  private final IdentityHashMap<Object, Object> copies = new IdentityHashMap<>();

  private TorchTree(Leaf leaf) {
    this.leaf = leaf;
  }

  /** What takes the place of a value that is no map, list or tuple. */
  interface Leaf {
    Object replace(Object value) throws IOException;
  }

  static @Nullable Object copy(@Nullable Object root, Leaf leaf) throws IOException {
    return new TorchTree(leaf).copy(root);
  }

  /** Shows each value that is no map, list or tuple to somebody; what is shared, once. */
  static void forEach(@Nullable Object root, Consumer<Object> seen) {
    try {
      copy(
          root,
          value -> {
            seen.accept(value);
            return value;
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e); // the consumer throws none
    }
  }

  /** What a pickle holds, as users see it: modules are maps, and tensors have a {@link Shape}. */
  static @Nullable Object of(@Nullable Object root, FileErrors errors) throws IOException {
    return copy(
        root, value -> value instanceof TensorReference tensor ? tensor(tensor, errors) : value);
  }

  private static TorchTensor tensor(TensorReference reference, FileErrors errors) {
    try {
      long[] sizes = reference.shape().stream().mapToLong(Long::longValue).toArray();
      return new TorchTensor(reference, Shape.of(sizes));
    } catch (ShapeException e) {
      throw errors.at(
          0, "a tensor must have a valid shape", reference.shape() + "", "fewer elements");
    }
  }

  private @Nullable Object copy(@Nullable Object value) throws IOException {
    if (value == null) {
      return null;
    }
    if (value instanceof Number || value instanceof Boolean || value instanceof String) {
      return leaf.replace(value); // there may be millions, and nobody asks whether they are shared
    }
    Object known = copies.get(value);
    if (known != null) {
      return known;
    }
    Object copy;
    if (value instanceof ScriptObject object) {
      copy = map(object.attributes());
    } else if (value instanceof Map<?, ?> map) {
      copy = map(map);
    } else if (value instanceof List<?> list) {
      copy = list(list);
    } else if (value instanceof Tuple tuple) {
      copy = new Tuple(list(tuple.items()));
    } else {
      copy = leaf.replace(value);
    }
    copies.put(value, copy);
    return copy;
  }

  private Map<Object, @Nullable Object> map(Map<?, ?> map) throws IOException {
    Map<Object, @Nullable Object> copy = new LinkedHashMap<>(2 * map.size());
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      copy.put(entry.getKey(), copy(entry.getValue()));
    }
    return copy;
  }

  private List<@Nullable Object> list(List<?> list) throws IOException {
    List<@Nullable Object> copy = new ArrayList<>(list.size());
    for (Object item : list) {
      copy.add(copy(item));
    }
    return copy;
  }
}
