package io.kindling.checkpoint.torch;

import static java.util.Objects.requireNonNull;

import io.kindling.checkpoint.python.Unread;
import io.kindling.text.Printable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives the tensors of modules within modules dotted names. Modules may be shared: how many names
 * that makes is bounded.
 */
final class Flattening {
  private static final int MOST_NAMES = 100_000;
  private static final int LONGEST_NAME = 4096;
  private static final int MOST_CHARACTERS = 8 << 20;

  private final Map<String, TorchTensor> state = new LinkedHashMap<>();
  private final Place place;
  private final boolean strict;
  private int names;
  private long characters;

  private Flattening(Place place, boolean strict) {
    this.place = place;
    this.strict = strict;
  }

  /** The tensors of a script's modules; what is no tensor is left out. */
  static Map<String, TorchTensor> script(Map<?, ?> root, Place place) {
    Flattening flattening = new Flattening(place, true);
    flattening.module("", root);
    return flattening.state;
  }

  /**
   * What {@code state_dict()} of a whole module would give, in its order.
   *
   * @param strict whether what is neither a module nor a tensor is refused, or left out
   */
  static Map<String, TorchTensor> pickled(Unread module, Place place, boolean strict) {
    Flattening flattening = new Flattening(place, strict);
    flattening.pickled("", module);
    return flattening.state;
  }

  private void module(String prefix, Map<?, ?> values) {
    for (Map.Entry<?, ?> entry : values.entrySet()) {
      if (entry.getValue() instanceof Map<?, ?> module) {
        module(name(prefix, entry.getKey()) + ".", module);
      } else if (entry.getValue() instanceof TorchTensor tensor) {
        put(name(prefix, entry.getKey()), tensor);
      }
    }
  }

  private void pickled(String prefix, Unread module) {
    Map<?, ?> parts = (Map<?, ?>) requireNonNull(module.state());
    tensors(prefix, parts.get("_parameters"), Set.of());
    Object hidden = parts.get("_non_persistent_buffers_set");
    tensors(prefix, parts.get("_buffers"), hidden instanceof Set<?> set ? set : Set.of());
    for (Map.Entry<?, ?> part : ((Map<?, ?>) requireNonNull(parts.get("_modules"))).entrySet()) {
      String name = name(prefix, String.valueOf(part.getKey()));
      if (part.getValue() instanceof Unread inner && TorchStates.isModule(inner)) {
        pickled(name + ".", inner);
      } else {
        leaveOut("a module must consist of modules", name, part.getValue());
      }
    }
  }

  private void tensors(String prefix, @Nullable Object values, Set<?> hidden) {
    for (Map.Entry<?, ?> entry : ((Map<?, ?>) requireNonNull(values)).entrySet()) {
      String name = name(prefix, String.valueOf(entry.getKey()));
      if (!(entry.getValue() instanceof TorchTensor tensor)) {
        leaveOut("a module's state must be tensors", name, entry.getValue());
      } else if (!hidden.contains(entry.getKey())) {
        put(name, tensor);
      }
    }
  }

  private void leaveOut(String rule, String name, @Nullable Object value) {
    if (strict && value != null) {
      throw place.error(
          rule,
          Printable.quoted(name) + ", " + Kinds.describe(value),
          "a module as PyTorch pickles it",
          Kinds.remedy(value));
    }
  }

  private void put(String name, TorchTensor tensor) {
    if (state.put(name, tensor) != null && strict) {
      throw place.error(
          "each tensor must have a name of its own",
          Printable.quoted(name) + " twice",
          "different names",
          "rename one of them and save the file again");
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
          "save the parts of the model in files of their own");
    }
    return prefix + own;
  }
}
