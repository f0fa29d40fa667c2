package io.kindling.checkpoint.pickle;

import io.kindling.checkpoint.python.Bytes;
import io.kindling.checkpoint.python.Complex;
import io.kindling.checkpoint.python.FrozenSet;
import io.kindling.checkpoint.python.TensorKey;
import io.kindling.checkpoint.python.TorchConstant;
import io.kindling.checkpoint.python.TorchDevice;
import io.kindling.checkpoint.python.TorchSize;
import io.kindling.core.Tuple;
import java.math.BigInteger;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Puts keys into dicts and items into sets: only what can be one in Python, each once, and in time
 * that grows with their number, whoever has chosen them.
 */
final class Keys {
  /**
   * How many values a key may consist of, and how many bits a number may have: hashed each time.
   */
  private static final int MOST_PARTS = 64;

  /** From this length on, its texts and bytes count: compared with each key of the same hash. */
  private static final int LONG = 1 << 10;

  private static final int MOST_BITS = 4096;

  /**
   * From this size on, keys are counted by their hash; Java's maps are slow where many share it.
   */
  private static final int LARGE = 1024;

  private static final int CELLS = 4096;
  private static final int MOST_ALIKE = 1024;

  private final PickleInput input;
  private final IdentityHashMap<Object, int[]> counts = new IdentityHashMap<>();
  private final IdentityHashMap<TensorReference, TensorKey> tensors = new IdentityHashMap<>();

  Keys(PickleInput input) {
    this.input = input;
  }

  void put(
      Map<@Nullable Object, @Nullable Object> map, @Nullable Object given, @Nullable Object value) {
    @Nullable Object key = key(given);
    check(key, map, map.size(), map::containsKey);
    map.put(key, value);
  }

  void add(Set<@Nullable Object> set, @Nullable Object given) {
    @Nullable Object item = key(given);
    check(item, set, set.size(), set::contains);
    set.add(item);
  }

  /** A tensor is the same key only if it is the same object. */
  private @Nullable Object key(@Nullable Object given) {
    return given instanceof TensorReference tensor
        ? tensors.computeIfAbsent(tensor, TensorKey::new)
        : given;
  }

  private void check(
      @Nullable Object key, Object collection, int size, Predicate<@Nullable Object> contains) {
    if (parts(key) > MOST_PARTS) {
      throw input.error(
          "keys must be values that do not change",
          key == null ? "None" : Arguments.describe(key),
          "strings, numbers, or tuples of a few",
          PickleInput.SAVE_AGAIN);
    }
    long characters = characters(key);
    input.copies(characters < LONG ? 0 : characters);
    if (contains.test(key) || same(key).stream().anyMatch(contains)) {
      throw input.error(
          "keys must not repeat",
          key == null ? "None" : Arguments.describe(key),
          "each key once",
          PickleInput.SAVE_AGAIN);
    }
    if (size >= LARGE) {
      count(key, collection);
    }
  }

  private void count(@Nullable Object key, Object collection) {
    int hash = key == null ? 0 : key.hashCode();
    int[] cells = counts.computeIfAbsent(collection, added -> new int[CELLS]);
    if (++cells[(hash * 0x9e3779b1) >>> 20] > MOST_ALIKE) {
      throw input.error(
          "keys must differ in their hashes",
          "more than " + MOST_ALIKE + " alike",
          "those of a state",
          PickleInput.SAVE_AGAIN);
    }
  }

  /** Of how many values a key consists; beyond the most where it cannot be one. */
  private static int parts(@Nullable Object key) {
    if (key instanceof Tuple tuple) {
      return parts(tuple.items());
    }
    if (key instanceof FrozenSet set) {
      return parts(set.items());
    }
    if (key instanceof TorchSize size) {
      return size.sizes().size();
    }
    boolean plain = key == null || key instanceof String || key instanceof Long;
    boolean number = key instanceof Double || key instanceof Boolean || key instanceof Complex;
    boolean named = key instanceof ForeignObject || key == Global.Function.TENSOR;
    boolean tensor = key instanceof TensorKey;
    boolean torch = key instanceof TorchDevice || key instanceof TorchConstant;
    boolean bytes = key instanceof Bytes value && !value.isArray();
    boolean large = key instanceof BigInteger value && value.bitLength() <= MOST_BITS;
    return plain || number || named || torch || bytes || large || tensor ? 1 : MOST_PARTS + 1;
  }

  private static int parts(Collection<?> items) {
    int parts = 1;
    for (Object item : items) {
      if (parts <= MOST_PARTS) {
        parts += parts(item);
      }
    }
    return parts;
  }

  private static long characters(@Nullable Object key) {
    if (key instanceof Tuple tuple) {
      return tuple.items().stream().mapToLong(Keys::characters).sum();
    }
    if (key instanceof FrozenSet set) {
      return set.items().stream().mapToLong(Keys::characters).sum();
    }
    return key instanceof String text
        ? text.length()
        : key instanceof Bytes bytes ? bytes.size() : 0;
  }

  /** The other keys that are the same to Python: {@code True}, {@code 1} and {@code 1.0}. */
  private static List<Object> same(@Nullable Object key) {
    if (key instanceof Long number) {
      Object decimal = (double) number;
      return number == 0 || number == 1
          ? List.of(decimal, number == 1)
          : (long) (double) number == number ? List.of(decimal) : List.of();
    }
    if (key instanceof Boolean truth) {
      return truth ? List.of(1L, 1.0) : List.of(0L, 0.0, -0.0);
    }
    if (key instanceof Double decimal && (long) (double) decimal == decimal) {
      long number = (long) (double) decimal;
      return number == 0
          ? List.of(0L, false, decimal.equals(0.0) ? -0.0 : 0.0)
          : number == 1 ? List.of(1L, true) : List.of(number);
    }
    return List.of();
  }
}
