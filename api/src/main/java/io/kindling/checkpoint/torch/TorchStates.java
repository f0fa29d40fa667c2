package io.kindling.checkpoint.torch;

import static java.util.Objects.requireNonNull;

import io.kindling.checkpoint.python.FrozenSet;
import io.kindling.checkpoint.python.MetaTensor;
import io.kindling.checkpoint.python.NestedTensor;
import io.kindling.checkpoint.python.SparseTensor;
import io.kindling.checkpoint.python.Unread;
import io.kindling.core.Tuple;
import io.kindling.error.CheckpointException;
import io.kindling.text.Printable;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the state of a model among what a torch file holds. */
final class TorchStates {
  /** What people call the model's state in a checkpoint that holds more. */
  private static final List<String> MODELS =
      List.of("model", "model_state_dict", "state_dict", "model_state");

  private TorchStates() {}

  /** Makes the error that the file's values are not what they must be. */
  interface Place {
    CheckpointException error(String rule, String got, String expected, @Nullable String nextStep);
  }

  /** Whether a value is a whole module that was pickled, of whichever class. */
  static boolean isModule(@Nullable Object value) {
    return value instanceof Unread object
        && object.state() instanceof Map<?, ?> state
        && state.get("_parameters") instanceof Map<?, ?>
        && state.get("_buffers") instanceof Map<?, ?>
        && state.get("_modules") instanceof Map<?, ?>;
  }

  /** The entries of a dict whose keys are strings. */
  static Map<String, @Nullable Object> entries(@Nullable Object root, Place place) {
    if (!(root instanceof Map<?, ?> map)) {
      throw place.error(
          "the file must hold a dict", describe(root), "a dict with strings as keys", null);
    }
    Map<String, @Nullable Object> entries = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!(entry.getKey() instanceof String key)) {
        throw place.error(
            "the keys of the dict must be strings", describe(entry.getKey()), "strings", null);
      }
      entries.put(key, entry.getValue());
    }
    return entries;
  }

  /** A state dict: names and tensors; or those of a whole module. */
  static Map<String, TorchTensor> plain(@Nullable Object root, Place place) {
    if (root instanceof Unread module && isModule(module)) {
      Flattening flattening = new Flattening(place);
      flattening.pickled("", module);
      return flattening.state;
    }
    Map<String, @Nullable Object> entries = entries(root, place);
    Map<String, TorchTensor> state = new LinkedHashMap<>();
    entries.forEach(
        (name, value) -> {
          if (!(value instanceof TorchTensor tensor)) {
            throw place.error(
                "a state dict must hold tensors",
                "'" + Printable.piece(name) + "', " + describe(value),
                "tensors only",
                remedy(value, entries));
          }
          state.put(name, tensor);
        });
    return state;
  }

  private static String remedy(@Nullable Object value, Map<String, @Nullable Object> entries) {
    if (value instanceof NestedTensor) {
      return "torch.save the list that unbind() makes of it, or its to_padded_tensor(0)";
    }
    if (value instanceof SparseTensor) {
      return "torch.save its to_dense()";
    }
    if (hasTensors(entries)) {
      return "torch.save a dict of its tensors alone";
    }
    return model(entries) == null && TorchEntries.states(entries).isEmpty()
        ? "torch.save the model's state_dict()"
        : "read it as a checkpoint, with TorchFile.loadTree or StateFile.load";
  }

  /**
   * The state of the model in a file: the file itself, what has one of the usual names, or the only
   * one that there is.
   */
  static Map<String, TorchTensor> ofModel(@Nullable Object root, Place place) {
    if (TorchEntries.isState(root) || isModule(root)) {
      return plain(root, place);
    }
    @Nullable Object model = model(root);
    if (model != null) {
      return ofModel(model, place);
    }
    Map<String, Object> states = hasTensors(root) ? Map.of() : TorchEntries.states(root);
    if (states.size() > 1) {
      String first = Printable.piece(states.keySet().iterator().next());
      throw place.error(
          "the file must hold one model's state, or it must be said which is meant",
          "the states " + TorchEntries.some(states),
          "one of them",
          String.format("choose it, as with --entry %1$s or StateChoice.of(\"%1$s\")", first));
    }
    return plain(states.isEmpty() ? root : states.values().iterator().next(), place);
  }

  private static boolean hasTensors(@Nullable Object value) {
    return value instanceof Map<?, ?> map
        && map.values().stream().anyMatch(TorchTensor.class::isInstance);
  }

  /** The entry of a checkpoint that is the model's state; null where there is none. */
  static @Nullable Object model(@Nullable Object checkpoint) {
    if (checkpoint instanceof Map<?, ?> map) {
      for (String name : MODELS) {
        Object model = map.get(name);
        if (model instanceof Map<?, ?> || isModule(model)) {
          return model;
        }
      }
    }
    return null;
  }

  /** The tensors of modules within modules, under dotted names; what is no tensor is left out. */
  static Map<String, TorchTensor> flat(@Nullable Object root, Place place) {
    Flattening flattening = new Flattening(place);
    flattening.module("", entries(root, place));
    return flattening.state;
  }

  /** Goes through modules, which may be shared: how many names that makes is bounded. */
  private static final class Flattening {
    private static final int MOST_NAMES = 100_000;
    private static final int LONGEST_NAME = 4096;
    private static final int MOST_CHARACTERS = 8 << 20;

    final Map<String, TorchTensor> state = new LinkedHashMap<>();
    private final Place place;
    private int names;
    private long characters;

    Flattening(Place place) {
      this.place = place;
    }

    void module(String prefix, Map<?, ?> values) {
      for (Map.Entry<?, ?> entry : values.entrySet()) {
        if (entry.getValue() instanceof Map<?, ?> module) {
          module(name(prefix, entry.getKey()) + ".", module);
        } else if (entry.getValue() instanceof TorchTensor tensor) {
          put(name(prefix, entry.getKey()), tensor);
        }
      }
    }

    /** What {@code state_dict()} of a module would give, in its order. */
    void pickled(String prefix, Unread module) {
      Map<?, ?> parts = (Map<?, ?>) requireNonNull(module.state());
      tensors(prefix, parts.get("_parameters"), Set.of());
      Object hidden = parts.get("_non_persistent_buffers_set");
      tensors(prefix, parts.get("_buffers"), hidden instanceof Set<?> set ? set : Set.of());
      for (Map.Entry<?, ?> part : ((Map<?, ?>) requireNonNull(parts.get("_modules"))).entrySet()) {
        String name = name(prefix, String.valueOf(part.getKey()));
        if (part.getValue() instanceof Unread inner && isModule(inner)) {
          pickled(name + ".", inner);
        } else if (part.getValue() != null) {
          throw unusable("a module must consist of modules", name, part.getValue());
        }
      }
    }

    private void tensors(String prefix, @Nullable Object values, Set<?> hidden) {
      for (Map.Entry<?, ?> entry : ((Map<?, ?>) requireNonNull(values)).entrySet()) {
        String name = name(prefix, String.valueOf(entry.getKey()));
        if (entry.getValue() instanceof TorchTensor tensor) {
          if (!hidden.contains(entry.getKey())) {
            put(name, tensor);
          }
        } else if (entry.getValue() != null) {
          throw unusable("a module's state must be tensors", name, entry.getValue());
        }
      }
    }

    private CheckpointException unusable(String rule, String name, Object value) {
      return place.error(
          rule,
          Printable.quoted(name) + ", " + describe(value),
          "a module as PyTorch pickles it",
          "torch.save the model's state_dict()");
    }

    private void put(String name, TorchTensor tensor) {
      if (state.put(name, tensor) != null) {
        throw place.error(
            "each tensor must have a name of its own",
            Printable.quoted(name) + " twice",
            "different names",
            null);
      }
    }

    private String name(String prefix, Object key) {
      String own = key.toString();
      int length = prefix.length() + own.length();
      names++;
      characters += length;
      if (names > MOST_NAMES || length > LONGEST_NAME || characters > MOST_CHARACTERS) {
        throw place.error(
            "modules and tensors must have valid names",
            names + " names of " + characters + " characters, this one of " + length,
            "at most " + MOST_NAMES + " of " + MOST_CHARACTERS + ", each of " + LONGEST_NAME,
            null);
      }
      return prefix + own;
    }
  }

  /** Every tensor among some values, those of a shared part once. */
  static List<TorchTensor> tensors(@Nullable Object root) {
    List<TorchTensor> tensors = new ArrayList<>();
    TorchTree.forEach(
        root,
        value -> {
          if (value instanceof TorchTensor tensor) {
            tensors.add(tensor);
          }
        });
    return tensors;
  }

  /** What kind of value it is, in a few words. */
  static String describe(@Nullable Object value) {
    if (value == null) {
      return "None";
    }
    if (value instanceof String text) {
      return "the string '" + Printable.piece(text) + "'";
    }
    if (value instanceof BigInteger number) {
      return "a whole number of " + number.bitLength() + " bits";
    }
    if (value instanceof Number || value instanceof Boolean) {
      return value.toString();
    }
    if (value instanceof TorchTensor) {
      return "a tensor, " + value;
    }
    if (value instanceof Unread object) {
      return "an object that is not read, " + Printable.piece(object.toString());
    }
    if (value instanceof SparseTensor
        || value instanceof NestedTensor
        || value instanceof MetaTensor) {
      return "a tensor without values of its own, " + value;
    }
    if (value instanceof Map || value instanceof List || value instanceof Tuple) {
      return value instanceof Map ? "a dict" : value instanceof List ? "a list" : "a tuple";
    }
    return value instanceof Set || value instanceof FrozenSet ? "a set" : value.toString();
  }
}
