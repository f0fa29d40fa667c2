package io.kindling.checkpoint.torch;

import io.kindling.checkpoint.python.Unread;
import io.kindling.text.Printable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the state of a model among what a torch file holds. */
final class TorchStates {
  /** What people call the model's state in a checkpoint that holds more. */
  private static final List<String> MODELS =
      List.of("model", "model_state_dict", "state_dict", "model_state");

  private TorchStates() {}

  /** Whether a value is a whole module that was pickled, of whichever class. */
  static boolean isModule(@Nullable Object value) {
    return value instanceof Unread object
        && object.state() instanceof Map<?, ?> state
        && state.get("_parameters") instanceof Map<?, ?>
        && state.get("_buffers") instanceof Map<?, ?>
        && state.get("_modules") instanceof Map<?, ?>;
  }

  /**
   * The entries of a dict whose keys are strings.
   *
   * @param remedy what to do if it is something else
   */
  static Map<String, @Nullable Object> entries(@Nullable Object root, Place place, String remedy) {
    if (!(root instanceof Map<?, ?> map)) {
      throw place.error(
          place.subject() + " must hold a dict",
          Kinds.describe(root),
          "a dict with strings as keys",
          remedy);
    }
    Map<String, @Nullable Object> entries = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!(entry.getKey() instanceof String key)) {
        throw place.error(
            "the keys of the dict must be strings",
            Kinds.describe(entry.getKey()) + ", in " + Kinds.describe(root),
            "strings",
            remedy);
      }
      entries.put(key, entry.getValue());
    }
    return entries;
  }

  /** A state dict: names and tensors; or those of a whole module. */
  static Map<String, TorchTensor> plain(@Nullable Object root, Place place) {
    if (root instanceof Unread module && isModule(module)) {
      return Flattening.pickled(module, place, true);
    }
    Map<String, TorchTensor> state = new LinkedHashMap<>();
    entries(root, place, remedy(root, place))
        .forEach(
            (name, value) -> {
              if (!(value instanceof TorchTensor tensor)) {
                throw place.error(
                    "a state dict must hold tensors",
                    Printable.quoted(name)
                        + ", "
                        + Kinds.describe(value)
                        + ", in "
                        + Kinds.describe(root),
                    "tensors only",
                    Kinds.isAlmostTensor(value) ? Kinds.remedy(value) : remedy(root, place));
              }
              state.put(name, tensor);
            });
    return state;
  }

  private static String remedy(@Nullable Object root, Place place) {
    if (Kinds.hasTensors(root)) {
      return TorchEntries.hasNames(root)
          ? "torch.save a dict of its tensors alone"
          : "give each tensor a name, as torch.save({'weight': tensor}, path) does";
    }
    if (root instanceof TorchTensor && place.entry() != null) {
      return "choose the dict that the tensor is in";
    }
    return model(root) == null && TorchEntries.states(root).isEmpty()
        ? Kinds.remedy(root)
        : "choose the state in it, with --entry or StateChoice; in Java TorchFile.loadTree reads all";
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
    Map<String, Object> states = Kinds.hasTensors(root) ? Map.of() : TorchEntries.states(root);
    if (states.size() > 1) {
      throw place.error(
          place.subject() + " must hold one model's state, or it must be said which is meant",
          "the states " + TorchEntries.some(states.keySet()),
          "one of them",
          String.format(
              "choose it, as with --entry %1$s or StateChoice.of(\"%1$s\")",
              place.way(states.keySet().iterator().next())));
    }
    return plain(states.isEmpty() ? root : states.values().iterator().next(), place);
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
    return Flattening.script(entries(root, place, Kinds.remedy(root)), place);
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
}
