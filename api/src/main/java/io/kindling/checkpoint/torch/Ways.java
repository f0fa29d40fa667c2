package io.kindling.checkpoint.torch;

import static java.util.Objects.requireNonNull;

import io.kindling.checkpoint.python.Unread;
import io.kindling.core.Tuple;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The ways to the parts of a file, as {@code --entry} takes them: keys with dots between. A key may
 * have dots itself. Where that could mean two things, {@code 'a.b'} in quotes is the one key of
 * that text, and {@code [0]} the number.
 */
public final class Ways {
  private static final String INDEX = "0|[1-9][0-9]{0,8}";

  private Ways() {}

  /**
   * The keys of a dict that are not said by their text alone: it could lead elsewhere too.
   *
   * @param map the dict
   * @return how they are written, by the key
   */
  public static Map<Object, String> quoted(Map<?, ?> map) {
    Set<Object> unclear = new HashSet<>();
    for (Object key : map.keySet()) {
      if (key instanceof String name) {
        @Nullable Long number = name.matches(INDEX) ? Long.valueOf(name) : null;
        if (name.isEmpty()) {
          unclear.add(name);
        } else if (number != null && map.containsKey(number)) {
          unclear.addAll(List.of(name, number));
        }
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
          String begin = name.substring(0, dot);
          if (map.containsKey(begin)) {
            unclear.addAll(List.of(name, begin));
          }
        }
      }
    }
    Map<Object, String> quoted = new LinkedHashMap<>();
    unclear.forEach(key -> quoted.put(key, exact(key)));
    return quoted;
  }

  private static String exact(@Nullable Object key) {
    return key instanceof String ? "'" + key + "'" : "[" + key + "]";
  }

  /**
   * What stands in an object that was not read, by the names that lead there: what it is as a dict,
   * its attributes, its named arguments, and by their number what it is as a list, or else its
   * arguments. Of a whole module, its parts are attributes too, as in Python.
   *
   * @param object the object
   * @return the parts by their keys
   */
  public static Map<Object, @Nullable Object> parts(Unread object) {
    Map<Object, @Nullable Object> parts = new LinkedHashMap<>();
    List<Map<?, ?>> all = new ArrayList<>(modules(object));
    all.add(object.entries());
    if (object.state() instanceof Map<?, ?> attributes) {
      all.add(attributes);
    }
    all.add(object.keywords());
    for (Map<?, ?> some : all) {
      some.forEach(
          (key, value) -> {
            if (key != null && !parts.containsKey(key)) {
              parts.put(key, value);
            }
          });
    }
    List<?> items = object.elements().isEmpty() ? object.arguments() : object.elements();
    for (int i = 0; i < items.size(); i++) {
      parts.putIfAbsent((long) i, items.get(i));
    }
    return parts;
  }

  /**
   * The {@link #parts} of an object to be shown: of a whole module, neither its modules and tensors
   * nor what PyTorch keeps in it for itself.
   *
   * @param object the object
   * @return those parts by their keys
   */
  public static Map<Object, @Nullable Object> own(Unread object) {
    Map<Object, @Nullable Object> own = parts(object);
    List<Map<?, ?>> modules = modules(object);
    modules.forEach(part -> own.keySet().removeAll(part.keySet()));
    if (!modules.isEmpty()) {
      own.entrySet()
          .removeIf(
              part ->
                  String.valueOf(part.getKey()).startsWith("_")
                      && (keyed(part.getValue()) != null || part.getValue() instanceof Set));
    }
    return own;
  }

  /** What a whole module consists of; nothing of another object. */
  static List<Map<?, ?>> modules(Unread object) {
    List<Map<?, ?>> parts = new ArrayList<>();
    if (TorchStates.isModule(object) && object.state() instanceof Map<?, ?> state) {
      for (String name : List.of("_modules", "_parameters", "_buffers")) {
        parts.add((Map<?, ?>) requireNonNull(state.get(name)));
      }
    }
    return parts;
  }

  /** The parts of a dict, list, tuple or object by their keys; null of any other value. */
  static @Nullable Map<?, ?> keyed(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    if (value instanceof Unread object) {
      return parts(object);
    }
    @Nullable List<?> items =
        value instanceof List<?> list ? list : value instanceof Tuple tuple ? tuple.items() : null;
    if (items == null) {
      return null;
    }
    Map<Object, @Nullable Object> keyed = new LinkedHashMap<>();
    IntStream.range(0, items.size()).forEach(i -> keyed.put((long) i, items.get(i)));
    return keyed;
  }

  /** Every value that an entry leads to, by the way there with each key as it is exactly. */
  static Map<String, @Nullable Object> find(@Nullable Object root, String entry) {
    Map<String, @Nullable Object> found = new LinkedHashMap<>();
    find("", root, entry, found);
    return found;
  }

  /** Whether all of them are one value. */
  static boolean areOne(Map<String, @Nullable Object> found) {
    @Nullable Object first = found.values().iterator().next();
    return found.values().stream().allMatch(value -> value == first);
  }

  private static void find(
      String way, @Nullable Object value, String entry, Map<String, @Nullable Object> found) {
    @Nullable Map<?, ?> parts = keyed(value);
    if (parts == null) {
      return;
    }
    for (int dot = end(entry, 0); ; dot = end(entry, dot + 1)) {
      String text = entry.substring(0, dot);
      for (Object key : keys(text)) {
        if (parts.containsKey(key)) {
          @Nullable Object part = parts.get(key);
          if (dot == entry.length()) {
            found.put(way + exact(key), part);
          } else {
            find(way + exact(key) + ".", part, entry.substring(dot + 1), found);
          }
        }
      }
      if (dot == entry.length()) {
        return;
      }
    }
  }

  private static int end(String entry, int from) {
    int dot = entry.indexOf('.', from);
    return dot < 0 ? entry.length() : dot;
  }

  /** The keys that a text can stand for. */
  private static Set<Object> keys(String text) {
    Set<Object> keys = new HashSet<>(Set.of(text));
    if (text.matches(INDEX)) {
      keys.add(Long.valueOf(text));
    }
    int last = text.length() - 1;
    if (last > 0 && text.charAt(0) == '\'' && text.charAt(last) == '\'') {
      keys.add(text.substring(1, last));
    }
    if (last > 0 && text.charAt(0) == '[' && text.charAt(last) == ']') {
      String number = text.substring(1, last);
      if (number.matches(INDEX)) {
        keys.add(Long.valueOf(number));
      }
    }
    return keys;
  }
}
