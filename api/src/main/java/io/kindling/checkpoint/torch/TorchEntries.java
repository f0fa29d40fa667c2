package io.kindling.checkpoint.torch;

import static java.util.Objects.requireNonNull;

import io.kindling.checkpoint.python.Unread;
import io.kindling.core.Tuple;
import io.kindling.text.Printable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The parts of what a torch file holds, by the way to them: {@code model.state_dict}. */
final class TorchEntries {
  /** How deep and among how many entries states are looked for, and how many are told. */
  private static final int DEPTH = 4;

  private static final int MOST_SEEN = 100_000;
  private static final int MOST_TOLD = 20;
  private static final Object NONE = new Object();

  private final Map<String, Object> states = new LinkedHashMap<>();
  private int seen;

  private TorchEntries() {}

  /**
   * Finds a part.
   *
   * @param entry its keys with dots between them; a key may have dots itself
   */
  static @Nullable Object find(@Nullable Object root, String entry, Place place) {
    @Nullable Object found = find(root, entry);
    if (found == NONE) {
      throw place.error(
          "the file must have the entry " + Printable.quoted(entry),
          names(root).isEmpty() ? Kinds.describe(root) : "the entries " + some(names(root)),
          "the way to one of them, with dots between",
          "kindling inspect shows all entries");
    }
    return found;
  }

  private static @Nullable Object find(@Nullable Object value, String entry) {
    for (int dot = entry.indexOf('.'); ; dot = entry.indexOf('.', dot + 1)) {
      String key = dot < 0 ? entry : entry.substring(0, dot);
      @Nullable Object child = child(value, key);
      if (child != NONE) {
        @Nullable Object found = dot < 0 ? child : find(child, entry.substring(dot + 1));
        if (found != NONE) {
          return found;
        }
      }
      if (dot < 0) {
        return value instanceof Map<?, ?> map ? under(map, entry + ".") : NONE;
      }
    }
  }

  private static @Nullable Object child(@Nullable Object value, String key) {
    @Nullable Integer index = key.matches("0|[1-9][0-9]{0,8}") ? Integer.valueOf(key) : null;
    if (value instanceof Map<?, ?> map) {
      if (map.containsKey(key)) {
        return map.get(key);
      }
      @Nullable Long number = index == null ? null : Long.valueOf(index);
      return number != null && map.containsKey(number) ? map.get(number) : NONE;
    }
    if (value instanceof Unread object) {
      return attribute(object, key);
    }
    @Nullable List<?> items = items(value);
    return items != null && index != null && index < items.size() ? items.get(index) : NONE;
  }

  /** What is called so in a module that was pickled, as Python has it: its part or its own. */
  private static @Nullable Object attribute(Unread object, String key) {
    for (Map<?, ?> attributes : attributes(object)) {
      if (attributes.containsKey(key)) {
        return attributes.get(key);
      }
    }
    return NONE;
  }

  private static List<Map<?, ?>> attributes(Unread object) {
    List<Map<?, ?>> attributes = new ArrayList<>();
    if (object.state() instanceof Map<?, ?> state) {
      if (TorchStates.isModule(object)) {
        for (String parts : List.of("_modules", "_parameters", "_buffers")) {
          attributes.add((Map<?, ?>) requireNonNull(state.get(parts)));
        }
      }
      attributes.add(state);
    }
    return attributes;
  }

  private static @Nullable List<?> items(@Nullable Object value) {
    return value instanceof List<?> list
        ? list
        : value instanceof Tuple tuple ? tuple.items() : null;
  }

  /** What stands first in the ways into a value. */
  private static Collection<?> names(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.keySet();
    }
    if (value instanceof Unread object && TorchStates.isModule(object)) {
      return attributes(object).stream().limit(3).flatMap(part -> part.keySet().stream()).toList();
    }
    @Nullable List<?> items = items(value);
    return items == null ? List.of() : IntStream.range(0, items.size()).boxed().toList();
  }

  /** The values whose keys begin so, without that; none where there are none. */
  private static Object under(Map<?, ?> map, String prefix) {
    Map<Object, @Nullable Object> part = new LinkedHashMap<>();
    map.forEach(
        (key, value) -> {
          if (key instanceof String name && name.startsWith(prefix)) {
            part.put(name.substring(prefix.length()), value);
          }
        });
    return part.isEmpty() ? NONE : part;
  }

  /** The ways to the states in a file: to the dicts of tensors and nothing else, and to modules. */
  static Map<String, Object> states(@Nullable Object root) {
    TorchEntries entries = new TorchEntries();
    entries.collect("", root, DEPTH);
    return entries.states;
  }

  private void collect(String prefix, @Nullable Object value, int depth) {
    if (value instanceof Map<?, ?> map && !Kinds.isOptimizer(map)) {
      map.forEach((key, child) -> collect(prefix, key, child, depth));
    }
    @Nullable List<?> items = items(value);
    for (int i = 0; items != null && i < items.size(); i++) {
      collect(prefix, i, items.get(i), depth);
    }
  }

  private void collect(String prefix, @Nullable Object key, @Nullable Object child, int depth) {
    if (++seen > MOST_SEEN || states.size() > MOST_TOLD) {
      return;
    }
    if (child != null && (isState(child) || TorchStates.isModule(child))) {
      states.put(prefix + key, child);
    } else if (depth > 1) {
      collect(prefix + key + ".", child, depth - 1);
    }
  }

  /** Whether it is a dict of tensors with names. */
  static boolean isState(@Nullable Object value) {
    return value instanceof Map<?, ?> map
        && !map.isEmpty()
        && hasNames(map)
        && map.values().stream().allMatch(TorchTensor.class::isInstance);
  }

  /** Whether it is a dict whose keys are strings. */
  static boolean hasNames(@Nullable Object value) {
    return value instanceof Map<?, ?> map
        && map.keySet().stream().allMatch(String.class::isInstance);
  }

  /** Some ways, fit for a message. */
  static String some(Collection<?> ways) {
    List<String> shown = new ArrayList<>();
    for (Object key : ways) {
      if (shown.size() == MOST_TOLD) {
        shown.add("…");
        break;
      }
      shown.add(Printable.piece(String.valueOf(key)));
    }
    return String.join(", ", shown);
  }
}
