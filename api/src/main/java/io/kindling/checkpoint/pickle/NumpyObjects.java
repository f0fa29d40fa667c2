package io.kindling.checkpoint.pickle;

import io.kindling.checkpoint.python.Bytes;
import io.kindling.checkpoint.python.NumpyArray;
import io.kindling.checkpoint.python.NumpyScalar;
import io.kindling.checkpoint.python.NumpyType;
import io.kindling.checkpoint.stored.StoredTensor;
import io.kindling.core.Shape;
import io.kindling.core.Tuple;
import io.kindling.error.ShapeException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds NumPy's numbers, arrays and types of numbers among objects of other classes. Arrays of
 * anything else, such as of objects or texts, are not among them.
 *
 * <p>Source: {@code array_reduce}, {@code array_reduce_ex_picklebuffer} and {@code
 * arraydescr_reduce} in NumPy's {@code methods.c} and {@code descriptor.c}.
 */
public final class NumpyObjects {
  private long left;

  /**
   * Makes one for one pickle.
   *
   * @param pickleBytes how long it is: all arrays in it together are not longer, unless some share
   *     what only one of them has; then the rest stay unread
   */
  public NumpyObjects(int pickleBytes) {
    left = pickleBytes;
  }

  /**
   * {@return a {@link NumpyScalar}, {@link NumpyArray} or {@link NumpyType}; null where it is none}
   *
   * @param object what a pickle says of an object
   */
  public @Nullable Object find(ForeignObject object) {
    Tuple arguments = object.arguments();
    if (arguments == null || !object.module().startsWith("numpy") || !isPlain(object)) {
      return null;
    }
    String name = object.module().replace("numpy._core", "numpy.core") + " " + object.name();
    Optional<?> found =
        switch (name) {
          case "numpy dtype" -> type(object);
          case "numpy.core.multiarray scalar" -> scalar(arguments.items());
          case "numpy.core.multiarray _reconstruct" -> array(object.state());
          case "numpy.core.numeric _frombuffer" -> buffer(arguments.items());
          default -> Optional.empty();
        };
    return found.isPresent() ? found.get() : null;
  }

  /** {@return whether it is an array, be it of numbers or of anything else} */
  public static boolean isArray(ForeignObject object) {
    boolean numpy = object.module().startsWith("numpy.") && object.arguments() != null;
    return numpy && (object.name().equals("_reconstruct") || object.name().equals("_frombuffer"));
  }

  private static boolean isPlain(ForeignObject object) {
    return object.keywords().isEmpty() && object.entries().isEmpty() && object.elements().isEmpty();
  }

  /** {@code dtype('f8', False, True)}, with the state {@code (3, '<', None, None, None, …)}. */
  private static Optional<NumpyType> type(@Nullable Object value) {
    if (!(value instanceof ForeignObject object)
        || !object.is("numpy", "dtype")
        || !isPlain(object)
        || !(object.state() instanceof Tuple state)
        || state.items().size() < 5) {
      return Optional.empty();
    }
    Tuple arguments = object.arguments();
    boolean number = state.items().subList(2, 5).stream().allMatch(item -> item == null);
    return number && arguments != null && arguments.items().size() == 3
        ? NumpyType.of(arguments.items().get(0), state.items().get(1))
        : Optional.empty();
  }

  private Optional<NumpyScalar> scalar(List<@Nullable Object> arguments) {
    Optional<NumpyType> type = arguments.size() == 2 ? type(arguments.get(0)) : Optional.empty();
    return type.flatMap(
        found ->
            values(found, Shape.of(), arguments.get(1), false)
                .map(value -> new NumpyScalar(found, value)));
  }

  /** The state {@code (version, shape, dtype, is_fortran, bytes)}. */
  private Optional<NumpyArray> array(@Nullable Object state) {
    return state instanceof Tuple tuple
            && tuple.items().size() == 5
            && tuple.items().get(3) instanceof Boolean fortran
        ? array(tuple.items().get(2), tuple.items().get(1), tuple.items().get(4), fortran)
        : Optional.empty();
  }

  /** {@code _frombuffer(bytes, dtype, shape, order)}, as protocol 5 has it. */
  private Optional<NumpyArray> buffer(List<@Nullable Object> arguments) {
    return arguments.size() == 4 && arguments.get(3) instanceof String order
        ? array(arguments.get(1), arguments.get(2), arguments.get(0), order.equals("F"))
        : Optional.empty();
  }

  private Optional<NumpyArray> array(
      @Nullable Object dtype, @Nullable Object sizes, @Nullable Object bytes, boolean fortran) {
    Optional<Shape> shape = shape(sizes);
    return type(dtype)
        .flatMap(
            type ->
                shape
                    .flatMap(found -> values(type, found, bytes, fortran))
                    .map(values -> new NumpyArray(type, values)));
  }

  private static Optional<Shape> shape(@Nullable Object sizes) {
    if (!(sizes instanceof Tuple tuple)
        || tuple.items().size() > PickleLimits.DEFAULT.rank()
        || !tuple.items().stream().allMatch(size -> size instanceof Long l && l >= 0)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Shape.of(tuple.items().stream().mapToLong(Long.class::cast).toArray()));
    } catch (ShapeException e) {
      return Optional.empty();
    }
  }

  private Optional<StoredTensor> values(
      NumpyType type, Shape shape, @Nullable Object bytes, boolean fortran) {
    int width = type.type().bytes();
    if (!(bytes instanceof Bytes given)
        || given.size() % width != 0
        || given.size() / width != shape.numel()
        || given.size() > left) {
      return Optional.empty();
    }
    left -= given.size();
    byte[] values = given.toArray();
    byte[] littleEndian = type.bigEndian() ? reversed(values, type) : values;
    byte[] rows = fortran ? rows(littleEndian, shape, width) : littleEndian;
    return Optional.of(new StoredTensor(type.type(), shape, rows));
  }

  /** The same numbers in the other order of bytes. */
  static byte[] reversed(byte[] values, NumpyType type) {
    int width = type.code().startsWith("c") ? type.type().bytes() / 2 : type.type().bytes();
    byte[] reversed = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      int start = i / width * width;
      reversed[start + width - 1 - (i - start)] = values[i];
    }
    return reversed;
  }

  /** Puts what stands column by column into rows: the last size counts fastest. */
  private static byte[] rows(byte[] columns, Shape shape, int width) {
    long[] sizes = shape.sizes();
    long[] index = new long[sizes.length];
    byte[] rows = new byte[columns.length];
    for (int at = 0; at < rows.length; at += width) {
      long from = 0;
      for (int i = sizes.length - 1; i >= 0; i--) {
        from = from * sizes[i] + index[i];
      }
      System.arraycopy(columns, (int) from * width, rows, at, width);
      for (int i = sizes.length - 1; i >= 0 && ++index[i] == sizes[i]; i--) {
        index[i] = 0;
      }
    }
    return rows;
  }
}
