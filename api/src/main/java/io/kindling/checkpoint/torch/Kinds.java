package io.kindling.checkpoint.torch;

import io.kindling.checkpoint.python.FrozenSet;
import io.kindling.checkpoint.python.MetaTensor;
import io.kindling.checkpoint.python.NestedTensor;
import io.kindling.checkpoint.python.NumpyArray;
import io.kindling.checkpoint.python.SparseTensor;
import io.kindling.checkpoint.python.Unread;
import io.kindling.core.Tuple;
import io.kindling.text.Printable;
import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What kind of value it is that is no state, and what makes one of it. */
final class Kinds {
  private static final int MOST_NAMES = 5;
  private static final String SAVE_STATE = "torch.save(model.state_dict(), path) in Python";

  private Kinds() {}

  /** What kind of value it is, in a few words, with the first names that it has. */
  static String describe(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return isOptimizer(map) ? "an optimizer's state" : dict(map);
    }
    if (value instanceof List<?> list) {
      return sequence("list", list);
    }
    return value instanceof Tuple tuple ? sequence("tuple", tuple.items()) : describeOther(value);
  }

  private static String dict(Map<?, ?> map) {
    String names =
        map.keySet().stream()
            .limit(MOST_NAMES)
            .map(key -> key instanceof String name ? Printable.piece(name) : brief(key))
            .collect(Collectors.joining(", "));
    return map.isEmpty()
        ? "an empty dict"
        : "a dict with " + names + (map.size() > MOST_NAMES ? ", …" : "");
  }

  private static String sequence(String kind, List<?> items) {
    return items.isEmpty()
        ? "an empty " + kind
        : "a " + kind + " of " + items.size() + ", first " + brief(items.get(0));
  }

  /** Of what consists of others, no more than that. */
  private static String brief(@Nullable Object value) {
    if (value instanceof Map || value instanceof List || value instanceof Tuple) {
      return value instanceof Map ? "a dict" : value instanceof List ? "a list" : "a tuple";
    }
    return describeOther(value);
  }

  private static String describeOther(@Nullable Object value) {
    if (value == null) {
      return "None";
    }
    if (value instanceof String text) {
      return "the string '" + Printable.piece(text) + "'";
    }
    if (value instanceof BigInteger number) {
      return "a whole number of " + number.bitLength() + " bits";
    }
    if (value instanceof Boolean truth) {
      return truth ? "True" : "False";
    }
    if (value instanceof Number) {
      return value.toString();
    }
    if (value instanceof TorchTensor) {
      return "a tensor, " + value;
    }
    if (value instanceof Unread object) {
      String kind =
          TorchStates.isModule(object) ? "a whole module, " : "an object that is not read, ";
      return kind + Printable.piece(object.toString());
    }
    if (value instanceof MetaTensor) {
      return "a meta tensor, " + value;
    }
    if (value instanceof SparseTensor) {
      return "a sparse tensor, " + value;
    }
    if (value instanceof NestedTensor) {
      return "a nested tensor, " + value;
    }
    if (value instanceof NumpyArray array) {
      return "an array, " + array.type() + array.values().shape();
    }
    return value instanceof Set || value instanceof FrozenSet ? "a set" : value.toString();
  }

  /** What to do where a value stands for a state or in one. */
  static String remedy(@Nullable Object value) {
    if (holdsMeta(value)) {
      return "it was saved without values: model.to_empty(device='cpu') and load its weights, then "
          + SAVE_STATE;
    }
    if (value instanceof SparseTensor) {
      return "torch.save what its to_dense() returns";
    }
    if (value instanceof NestedTensor) {
      return "torch.save the list that unbind() makes of it, or its to_padded_tensor(0)";
    }
    if (value instanceof NumpyArray) {
      return "torch.save it as torch.from_numpy(array)";
    }
    if (value instanceof TorchTensor) {
      return "give it a name, as torch.save({'weight': tensor}, path) does";
    }
    return value instanceof Map<?, ?> map && isOptimizer(map)
        ? "take the file of the model, which " + SAVE_STATE + " writes"
        : SAVE_STATE;
  }

  private static boolean holdsMeta(@Nullable Object value) {
    AtomicBoolean found = new AtomicBoolean();
    TorchTree.forEach(value, part -> found.compareAndSet(false, part instanceof MetaTensor));
    return found.get();
  }

  /** Whether it is meant as a tensor of a state, but is none as it is. */
  static boolean isAlmostTensor(@Nullable Object value) {
    return value instanceof MetaTensor
        || value instanceof SparseTensor
        || value instanceof NestedTensor
        || value instanceof NumpyArray;
  }

  /** Whether a dict is what an optimizer's {@code state_dict()} returns. */
  static boolean isOptimizer(Map<?, ?> map) {
    return map.containsKey("state") && map.containsKey("param_groups");
  }

  /** Whether tensors are among the items or values. */
  static boolean hasTensors(@Nullable Object value) {
    Collection<?> items =
        value instanceof Map<?, ?> map
            ? map.values()
            : value instanceof List<?> list
                ? list
                : value instanceof Tuple tuple ? tuple.items() : List.of();
    return items.stream().anyMatch(TorchTensor.class::isInstance);
  }
}
