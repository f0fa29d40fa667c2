package io.kindling.checkpoint.pickle;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The instructions of a pickle, written so that Python and C++ take them: C++ knows neither {@code
 * SETITEM} nor {@code APPEND}, and of {@code LONG1} only that of 8 bytes. Strings and names are
 * written once and then referred to, as Python does.
 */
final class PickleOutput {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Map<String, Integer> texts = new HashMap<>();
  private final Map<String, Integer> globals = new HashMap<>();
  private final IdentityHashMap<Object, Integer> objects = new IdentityHashMap<>();
  private int memoized;

  ByteBuffer toBytes() {
    return ByteBuffer.wrap(bytes.toByteArray()).asReadOnlyBuffer();
  }

  PickleOutput op(Opcode opcode) {
    bytes.write(opcode.code());
    return this;
  }

  PickleOutput protocol() {
    op(Opcode.PROTO);
    bytes.write(2);
    return this;
  }

  PickleOutput number(long value) {
    if (value >= 0 && value <= 0xff) {
      op(Opcode.BININT1);
      return littleEndian(value, 1);
    }
    if (value >= 0 && value <= 0xffff) {
      op(Opcode.BININT2);
      return littleEndian(value, 2);
    }
    if (value == (int) value) {
      op(Opcode.BININT);
      return littleEndian(value, Integer.BYTES);
    }
    op(Opcode.LONG1);
    bytes.write(Long.BYTES);
    return littleEndian(value, Long.BYTES);
  }

  /** A number of any size, in as few bytes as it needs. */
  PickleOutput number(BigInteger value) {
    byte[] bigEndian = value.toByteArray();
    if (bigEndian.length <= 0xff) {
      op(Opcode.LONG1).littleEndian(bigEndian.length, 1);
    } else {
      op(Opcode.LONG4).littleEndian(bigEndian.length, Integer.BYTES);
    }
    for (int i = bigEndian.length - 1; i >= 0; i--) {
      bytes.write(bigEndian[i]);
    }
    return this;
  }

  PickleOutput number(double value) {
    op(Opcode.BINFLOAT);
    return littleEndian(Long.reverseBytes(Double.doubleToRawLongBits(value)), Double.BYTES);
  }

  PickleOutput flag(boolean value) {
    return op(value ? Opcode.NEWTRUE : Opcode.NEWFALSE);
  }

  PickleOutput text(String value) {
    @Nullable Integer known = texts.get(value);
    if (known != null) {
      return refer(known);
    }
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    op(Opcode.BINUNICODE).littleEndian(utf8.length, Integer.BYTES);
    bytes.writeBytes(utf8);
    texts.put(value, nextIndex());
    return this;
  }

  PickleOutput global(String module, String name) {
    String line = module + "\n" + name + "\n";
    @Nullable Integer known = globals.get(line);
    if (known != null) {
      return refer(known);
    }
    op(Opcode.GLOBAL);
    bytes.writeBytes(line.getBytes(StandardCharsets.US_ASCII));
    globals.put(line, nextIndex());
    return this;
  }

  /** A name of ours, by the module that both Python 2 and 3 know it by. */
  PickleOutput global(Global.Function function) {
    return function.module().equals("builtins")
        ? builtin(function.function())
        : global(function.module(), function.function());
  }

  PickleOutput builtin(String name) {
    return global("__builtin__", name);
  }

  /** Makes a tuple of the last values; of more than three, a mark must stand before them. */
  PickleOutput tuple(int size) {
    return op(
        switch (size) {
          case 0 -> Opcode.EMPTY_TUPLE;
          case 1 -> Opcode.TUPLE1;
          case 2 -> Opcode.TUPLE2;
          case 3 -> Opcode.TUPLE3;
          default -> Opcode.TUPLE;
        });
  }

  /** Refers to an object that was written before; false where it was not. */
  boolean recall(Object object) {
    @Nullable Integer known = objects.get(object);
    if (known != null) {
      refer(known);
    }
    return known != null;
  }

  /** Numbers what was just written, so that it can be referred to. */
  PickleOutput memoize(Object object) {
    objects.put(object, nextIndex());
    return this;
  }

  /** Numbers what was just written, only because Python does. */
  PickleOutput memoize() {
    nextIndex();
    return this;
  }

  private PickleOutput refer(int index) {
    return index <= 0xff
        ? op(Opcode.BINGET).littleEndian(index, 1)
        : op(Opcode.LONG_BINGET).littleEndian(index, Integer.BYTES);
  }

  private int nextIndex() {
    int index = memoized++;
    if (index <= 0xff) {
      op(Opcode.BINPUT).littleEndian(index, 1);
    } else {
      op(Opcode.LONG_BINPUT).littleEndian(index, Integer.BYTES);
    }
    return index;
  }

  private PickleOutput littleEndian(long value, int count) {
    for (int i = 0; i < count; i++) {
      bytes.write((int) (value >>> (8 * i)));
    }
    return this;
  }
}
