package io.kindling.checkpoint.torch;

import io.kindling.checkpoint.python.Unread;
import io.kindling.text.Printable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parts of what a torch file holds, by the way to them: {@code model.state_dict}. */
final class TorchEntries {
  /** How deep and among how many entries states are looked for, and how many are told. */
  private static final int DEPTH = 4;

  private static final int MOST_SEEN = 100_000;
  private static final int MOST_TOLD = 20;

  private final Map<String, Object> states = new LinkedHashMap<>();
  private int seen;

  private final boolean within;

  private TorchEntries(boolean within) {
    this.within = within;
  }

  /**
   * Finds a part.
   *
   * @param entry its keys with dots between them; a key may have dots itself
   */
  static @Nullable Object find(@Nullable Object root, String entry, Place place) {
    Map<String, @Nullable Object> found = Ways.find(root, entry);
    if (found.isEmpty()) {
      found.putAll(under(root, entry));
    }
    if (found.isEmpty()) {
      throw place.error(
          "the file must have the entry " + Printable.quoted(entry),
          names(root).isEmpty() ? Kinds.describe(root) : "the entries " + some(names(root)),
          "the way to one of them, with dots between",
          isState(root)
              ? "leave the entry away for the whole state; kindling inspect shows all entries"
              : "kindling inspect shows all entries");
    }
    if (!Ways.areOne(found)) {
      throw place.error(
          "the entry " + Printable.quoted(entry) + " must lead to one value",
          found.size() + " values: " + some(found.keySet()),
          "the way to one of them, with its keys in quotes",
          "choose it, as with --entry \"" + some(List.of(found.keySet().iterator().next())) + '"');
    }
    return found.values().iterator().next();
  }

  /** What stands first in the ways into a value. */
  private static Collection<?> names(@Nullable Object value) {
    if (value instanceof Unread object && TorchStates.isModule(object)) {
      return Ways.modules(object).stream().flatMap(part -> part.keySet().stream()).toList();
    }
    @Nullable Map<?, ?> parts = Ways.keyed(value);
    return parts == null ? List.of() : parts.keySet();
  }

  /**
   * The values whose keys begin with the end of an entry, without that, in what its beginning leads
   * to: the {@code encoder} of a state with {@code encoder.weight}.
   */
  private static Map<String, @Nullable Object> under(@Nullable Object root, String entry) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    for (int end = -1; end < entry.length(); end = next(entry, end + 1)) {
      String begin = entry.substring(0, Math.max(end, 0));
      Map<String, @Nullable Object> at = new LinkedHashMap<>();
      if (end < 0) {
        at.put("", root);
      } else {
        at.putAll(Ways.find(root, begin));
      }
      String prefix = entry.substring(end + 1) + ".";
      at.forEach(
          (way, value) -> {
            Map<Object, @Nullable Object> part = under(value, prefix, new LinkedHashMap<>());
            if (!part.isEmpty()) {
              all.put(way.isEmpty() ? prefix : way + "." + prefix, part);
            }
          });
    }
    return all;
  }

  private static int next(String entry, int from) {
    int dot = entry.indexOf('.', from);
    return dot < 0 ? entry.length() : dot;
  }

  private static Map<Object, @Nullable Object> under(
      @Nullable Object value, String prefix, Map<Object, @Nullable Object> part) {
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (key, child) -> {
            if (key instanceof String name && name.startsWith(prefix)) {
              part.put(name.substring(prefix.length()), child);
            }
          });
    }
    return part;
  }

  /**
   * The ways to the states in a file: to the dicts of tensors and nothing else, and to modules;
   * where there is none, to those within objects that were not read.
   */
  static Map<String, Object> states(@Nullable Object root) {
    TorchEntries entries = new TorchEntries(false);
    entries.collect("", root, DEPTH);
    if (entries.states.isEmpty()) {
      entries = new TorchEntries(true);
      entries.collect("", root, DEPTH);
    }
    return entries.states;
  }

  private void collect(String prefix, @Nullable Object value, int depth) {
    @Nullable Map<?, ?> parts = value instanceof Unread && !within ? null : Ways.keyed(value);
    if (parts != null && !Kinds.isOptimizer(parts)) {
      Map<Object, String> quoted = Ways.quoted(parts);
      parts.forEach(
          (key, child) -> {
            @Nullable String name = key == null ? null : quoted.get(key);
            collect(prefix, name == null ? String.valueOf(key) : name, child, depth);
          });
    }
  }

  private void collect(String prefix, String key, @Nullable Object child, int depth) {
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
