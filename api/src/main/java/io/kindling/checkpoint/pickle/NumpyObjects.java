package io.kindling.checkpoint.pickle;

import io.kindling.checkpoint.python.Bytes;
import io.kindling.checkpoint.python.NumpyArray;
import io.kindling.checkpoint.python.NumpyScalar;
import io.kindling.checkpoint.python.NumpyType;
import io.kindling.checkpoint.stored.StoredTensor;
import io.kindling.core.Shape;
import io.kindling.core.StoredType;
import io.kindling.core.Tuple;
import io.kindling.error.ShapeException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds NumPy's numbers, arrays and types of numbers among objects of other classes. Arrays of
 * anything else, such as of objects or texts, are not among them; nor is what NumPy would not have
 * written, for what else would that be.
 *
 * <p>Source: {@code array_reduce}, {@code array_reduce_ex_picklebuffer} and {@code
 * arraydescr_reduce} in NumPy's {@code methods.c} and {@code descriptor.c}.
 */
public final class NumpyObjects {
  /** What an array is made with before it has a state, {@code b'b'}. */
  static final Bytes NOTHING = Bytes.of((byte) 'b');

  private static final ForeignObject NDARRAY =
      new ForeignObject(new ForeignObject.Name("numpy", "ndarray"));

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
    boolean built = object.name().equals("dtype") || object.name().equals("_reconstruct");
    if (arguments == null
        || !object.module().startsWith("numpy")
        || !isPlain(object)
        || built != (object.state() != null)) {
      return null;
    }
    String name = object.module().replace("numpy._core", "numpy.core") + " " + object.name();
    Optional<?> found =
        switch (name) {
          case "numpy dtype" -> type(object);
          case "numpy.core.multiarray scalar" -> scalar(arguments.items());
          case "numpy.core.multiarray _reconstruct" -> array(arguments, object.state());
          case "numpy.core.numeric _frombuffer" -> buffer(arguments.items());
          default -> Optional.empty();
        };
    return found.isPresent() ? found.get() : null;
  }

  /** {@return the class of the array that it is, be it of numbers or of anything else; or null} */
  public static @Nullable ForeignObject arrayClass(ForeignObject object) {
    Tuple arguments = object.arguments();
    if (arguments == null || !object.module().startsWith("numpy.")) {
      return null;
    }
    return switch (object.name()) {
      case "_reconstruct" ->
          !arguments.items().isEmpty()
                  && arguments.items().get(0) instanceof ForeignObject type
                  && type.isName()
              ? type
              : null;
      case "_frombuffer" -> NDARRAY;
      default -> null;
    };
  }

  private static boolean isPlain(ForeignObject object) {
    return object.keywords().isEmpty() && object.entries().isEmpty() && object.elements().isEmpty();
  }

  /** {@code dtype('f8', False, True)}, which NumPy for Python 2 wrote with 0 and 1. */
  private static Optional<NumpyType> type(@Nullable Object value) {
    if (!(value instanceof ForeignObject object)
        || !object.is("numpy", "dtype")
        || !isPlain(object)
        || !(object.state() instanceof Tuple state)
        || state.items().size() < 2
        || !(state.items().get(1) instanceof String order)
        || !state.equals(typeState(order))) {
      return Optional.empty();
    }
    List<@Nullable Object> arguments =
        object.arguments() == null ? List.of() : object.arguments().items();
    boolean usual =
        arguments.size() == 3
            && (Boolean.FALSE.equals(arguments.get(1)) || Long.valueOf(0).equals(arguments.get(1)))
            && (Boolean.TRUE.equals(arguments.get(2)) || Long.valueOf(1).equals(arguments.get(2)));
    return usual ? NumpyType.of(arguments.get(0), order) : Optional.empty();
  }

  /**
   * The state of every type of numbers: version, order of bytes; no parts, names and fields; no
   * size and alignment of its own, no flags. Versions above 3 have metadata.
   */
  static Tuple typeState(String order) {
    return Tuple.of(3L, order, null, null, null, -1L, -1L, 0L);
  }

  private Optional<NumpyScalar> scalar(List<@Nullable Object> arguments) {
    Optional<NumpyType> type = arguments.size() == 2 ? type(arguments.get(0)) : Optional.empty();
    return type.flatMap(
        found ->
            values(found, Shape.of(), arguments.get(1), false)
                .map(value -> new NumpyScalar(found, value)));
  }

  /**
   * {@code _reconstruct(ndarray, (0,), b'b')} with the state {@code (1, shape, dtype, is_fortran,
   * bytes)}; subclasses, such as a {@code matrix}, are no arrays like others.
   */
  private Optional<NumpyArray> array(Tuple arguments, @Nullable Object state) {
    boolean plain =
        arguments.items().size() == 3
            && arguments.items().get(0) instanceof ForeignObject type
            && type.isName()
            && type.is("numpy", "ndarray")
            && Tuple.of(0L).equals(arguments.items().get(1))
            && (NOTHING.equals(arguments.items().get(2)) || "b".equals(arguments.items().get(2)));
    return plain
            && state instanceof Tuple tuple
            && tuple.items().size() == 5
            && Long.valueOf(1).equals(tuple.items().get(0))
            && tuple.items().get(3) instanceof Boolean fortran
        ? array(tuple.items().get(2), tuple.items().get(1), tuple.items().get(4), fortran)
        : Optional.empty();
  }

  /** {@code _frombuffer(bytes, dtype, shape, order)}, as protocol 5 has it. */
  private Optional<NumpyArray> buffer(List<@Nullable Object> arguments) {
    return arguments.size() == 4
            && arguments.get(3) instanceof String order
            && (order.equals("C") || order.equals("F"))
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
    int size =
        bytes instanceof Bytes given
            ? given.size()
            : bytes instanceof String text ? text.length() : -1;
    if (size < 0 || size % width != 0 || size / width != shape.numel() || size > left) {
      return Optional.empty();
    }
    left -= size;
    byte[] values =
        bytes instanceof Bytes given
            ? given.toArray()
            : String.valueOf(bytes).getBytes(StandardCharsets.UTF_8);
    if (values.length != size) {
      return Optional.empty(); // Python 2 has bytes as texts; those above 127 would be others
    }
    if (type.type() == StoredType.BOOL) {
      for (int i = 0; i < values.length; i++) {
        values[i] = (byte) (values[i] == 0 ? 0 : 1); // to NumPy, all but 0 is true
      }
    }
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
