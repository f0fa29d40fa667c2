package io.kindling.train.resume;

import io.kindling.checkpoint.stored.StoredTensor;
import io.kindling.core.TensorData;
import io.kindling.error.CheckpointException;
import io.kindling.text.Printable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a dict in a checkpoint. A file may say anything, so each is checked as it is read,
 * and an error names the file and the entry.
 */
final class Entries {

  private final String file;
  private final String place;
  private final Map<?, ?> dict;

  /**
   * The entries of a whole checkpoint.
   *
   * @param file where it is from, as errors name it
   * @param tree its dict
   */
  Entries(String file, Map<?, ?> tree) {
    this(file, "", tree);
  }

  private Entries(String file, String place, Map<?, ?> dict) {
    this.file = file;
    this.place = place;
    this.dict = dict;
  }

  /** The error that an entry is not what it must be. */
  CheckpointException error(String name, @Nullable Object value, String expected) {
    return new CheckpointException(
        file,
        "the entry " + Printable.piece(place + name) + " must be as in a checkpoint",
        describe(value),
        expected,
        "take an undamaged copy of the file or an earlier checkpoint");
  }

  static String describe(@Nullable Object value) {
    if (value == null) {
      return "none";
    }
    if (value instanceof String text) {
      return Printable.quoted(text);
    }
    if (value instanceof Number || value instanceof Boolean) {
      return Printable.piece(value.toString());
    }
    if (value instanceof TensorData || value instanceof StoredTensor) {
      return "a tensor " + value;
    }
    if (value instanceof Map<?, ?>) {
      return "a dict";
    }
    return value instanceof List<?> ? "a list" : "something else";
  }

  /** Whether there is such an entry, and not None. */
  boolean has(String name) {
    return dict.get(name) != null;
  }

  /** An entry that its reader checks, with {@link #error}; null where it is not there or None. */
  @Nullable Object value(String name) {
    return dict.get(name);
  }

  long whole(String name, long least) {
    if (dict.get(name) instanceof Long value && value >= least) {
      return value;
    }
    throw error(name, dict.get(name), "a whole number, " + least + " or more");
  }

  int integer(String name, int least) {
    long value = whole(name, least);
    if (value > Integer.MAX_VALUE) {
      throw error(name, value, "at most " + Integer.MAX_VALUE);
    }
    return (int) value;
  }

  double number(String name) {
    Object value = dict.get(name);
    if (value instanceof Double || value instanceof Long) {
      return ((Number) value).doubleValue();
    }
    throw error(name, value, "a number");
  }

  Entries dict(String name) {
    if (dict.get(name) instanceof Map<?, ?> inner) {
      return new Entries(file, place + name + ".", inner);
    }
    throw error(name, dict.get(name), "a dict");
  }

  /** A tensor of so many doubles. */
  double[] column(String name, int length) {
    double[] numbers = DoubleColumn.numbers(dict.get(name), length);
    if (numbers == null) {
      throw error(
          name, dict.get(name), "a tensor float64[" + length + "], one number for each epoch");
    }
    return numbers;
  }

  /** All entries, which must be tensors of so many doubles. */
  Map<String, double[]> columns(int length) {
    Map<String, double[]> columns = new LinkedHashMap<>();
    names().forEach(name -> columns.put(name, column(name, length)));
    return columns;
  }

  /** What the optimizer checks itself: only the names of the first level are looked at here. */
  Map<String, Object> tree(String name) {
    return dict(name).all(Object.class, "a value");
  }

  Map<String, TensorData> tensors(String name) {
    return dict(name).all(TensorData.class, "a tensor of float32 or int64");
  }

  Map<String, String> texts(String name) {
    return dict(name).all(String.class, "a text");
  }

  /** All entries, which must be numbers. */
  Map<String, Double> numbers() {
    Map<String, Double> numbers = new LinkedHashMap<>();
    all(Number.class, "a number").keySet().forEach(name -> numbers.put(name, number(name)));
    return numbers;
  }

  /** All entries, which must be texts, numbers, truth values or None. */
  Map<String, @Nullable Object> plain() {
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    for (String name : names()) {
      Object value = dict.get(name);
      if (value instanceof Map<?, ?> || value instanceof List<?> || value instanceof TensorData) {
        throw error(name, value, "a text, a number, a truth value or none");
      }
      plain.put(name, value);
    }
    return plain;
  }

  private <V> Map<String, V> all(Class<V> type, String expected) {
    Map<String, V> all = new LinkedHashMap<>();
    for (String name : names()) {
      Object value = dict.get(name);
      if (!type.isInstance(value)) {
        throw error(name, value, expected);
      }
      all.put(name, type.cast(value));
    }
    return all;
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    for (Object name : dict.keySet()) {
      if (!(name instanceof String text)) {
        throw error(describe(name), name, "a name that is a text");
      }
      names.add(text);
    }
    return names;
  }
}
