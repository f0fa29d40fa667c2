package io.kindling.checkpoint.pickle;

import io.kindling.checkpoint.python.TensorKey;
import io.kindling.checkpoint.python.Unknown;
import io.kindling.checkpoint.python.Unread;
import io.kindling.core.Tuple;
import io.kindling.error.CheckpointException;
import io.kindling.text.Printable;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes values as Python's {@code torch.load(weights_only=True)} and C++ {@code
 * torch::pickle_load} read them: a map is a plain {@code dict}, unless it is one of {@code
 * io.kindling.checkpoint.python}, and every tensor is on the CPU. The same values give the same
 * bytes, those that Python's own pickler gives as far as C++ reads them.
 *
 * <p>Two tensors share a storage if their {@link StorageReference}s are equal; {@link
 * StorageReference#location()} is not written.
 */
public final class PickleWriter {
  private static final int BATCH = 1000;

  private final String file;
  private final TensorSource source;
  private final PickleOutput out = new PickleOutput();
  private final TensorOutput tensors = new TensorOutput(out, false);
  private final PythonOutput python = new PythonOutput(out, new Values());

  private PickleWriter(String file, TensorSource source) {
    this.file = file;
    this.source = source;
  }

  /** Knows which values are tensors, so that the caller's tree need not be copied. */
  @FunctionalInterface
  public interface TensorSource {
    /**
     * {@return where a value's elements are if it is a tensor, else null}
     *
     * @param value a value of the tree
     */
    @Nullable TensorReference reference(Object value);
  }

  /**
   * Writes a pickle.
   *
   * @param root maps, lists, {@link Tuple}s, sets, strings, whole numbers of any size, {@code
   *     Double}s, {@code Float}s, {@code Boolean}s, null, {@link TensorReference}s, and what {@code
   *     io.kindling.checkpoint.python} has but for {@link Unread}; what is the same object twice is
   *     written once
   * @param file the file's name, for messages
   * @param source knows what else is a tensor
   * @return the pickle and the storages that must go beside it
   * @throws CheckpointException if there is something else among the values, or so much that it
   *     could not be read again
   */
  public static WrittenPickle write(@Nullable Object root, String file, TensorSource source) {
    PickleWriter writer = new PickleWriter(file, source);
    writer.out.protocol();
    writer.value(root, 0);
    writer.out.op(Opcode.STOP);
    WrittenPickle written = new WrittenPickle(writer.out.toBytes(), writer.tensors.storages());
    // nothing leaves that would be refused on its way back
    PickleReader.read(
        written.bytes(), file, PickleDialect.PLAIN, PickleLimits.DEFAULT, Unknown.KEEP);
    return written;
  }

  private void value(@Nullable Object value, int depth) {
    if (depth > PickleLimits.DEFAULT.depth()) {
      throw error(
          "collections must not be nested too deeply",
          "a depth of " + depth,
          "a flatter structure");
    }
    if (value == null) {
      out.op(Opcode.NONE);
    } else if (value instanceof String text) {
      out.text(unicode(text));
    } else if (value instanceof Boolean flag) {
      out.flag(flag);
    } else if (value instanceof Double || value instanceof Float) {
      out.number(((Number) value).doubleValue());
    } else if (value instanceof Long || value instanceof Integer) {
      out.number(((Number) value).longValue());
    } else if (value instanceof BigInteger number) {
      out.number(number);
    } else if (!out.recall(value)) {
      container(value, depth);
    }
  }

  /** What {@link PythonOutput} needs of this. */
  private final class Values implements PythonOutput.Values {
    @Override
    public void value(@Nullable Object value, int depth) {
      PickleWriter.this.value(value, depth);
    }

    @Override
    public void entries(Map<?, ?> map, int depth) {
      PickleWriter.this.map(map, depth);
    }
  }

  private void container(Object value, int depth) {
    TensorReference tensor =
        value instanceof TensorReference given ? given : source.reference(value);
    if (tensor != null) {
      tensors.write(tensor, attributes -> value(attributes, depth + 1));
      out.memoize(value);
    } else if (value instanceof TensorKey key) {
      value(key.tensor(), depth);
    } else if (python.write(value, depth)) {
      return;
    } else if (value instanceof Map<?, ?> map) {
      out.op(Opcode.EMPTY_DICT).memoize(value);
      map(map, depth);
    } else if (value instanceof List<?> list) {
      out.op(Opcode.EMPTY_LIST).memoize(value);
      list(list, depth);
    } else if (value instanceof Tuple tuple) {
      tuple(tuple, depth);
    } else if (value instanceof Unread unread) {
      throw new CheckpointException(
          file,
          "an object that was not read cannot be written",
          Printable.quoted(unread.toString()),
          "values and tensors",
          "leave such objects out with TorchFile.withoutUnread");
    } else {
      String type = value.getClass().getSimpleName();
      throw error("a checkpoint can hold data only", "a " + type, "maps, lists, numbers, tensors");
    }
  }

  private void map(Map<?, ?> map, int depth) {
    Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
    while (entries.hasNext()) {
      out.op(Opcode.MARK);
      for (int i = 0; i < BATCH && entries.hasNext(); i++) {
        Map.Entry<?, ?> entry = entries.next();
        value(entry.getKey(), depth + 1);
        value(entry.getValue(), depth + 1);
      }
      out.op(Opcode.SETITEMS);
    }
  }

  private void list(List<?> list, int depth) {
    Iterator<?> items = list.iterator();
    while (items.hasNext()) {
      out.op(Opcode.MARK);
      for (int i = 0; i < BATCH && items.hasNext(); i++) {
        value(items.next(), depth + 1);
      }
      out.op(Opcode.APPENDS);
    }
  }

  private void tuple(Tuple tuple, int depth) {
    List<@Nullable Object> items = tuple.items();
    if (items.size() > 3) {
      out.op(Opcode.MARK);
    }
    items.forEach(item -> value(item, depth + 1));
    out.tuple(items.size());
    if (!items.isEmpty()) {
      out.memoize(tuple);
    }
  }

  /** Half a character would silently become a question mark. */
  private String unicode(String text) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw error("strings must be Unicode", "half a character in one", "whole characters");
    }
    return text;
  }

  private CheckpointException error(String rule, String got, String expected) {
    return new CheckpointException(file, rule, got, expected, null);
  }
}
