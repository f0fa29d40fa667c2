package io.kindling.checkpoint.pickle;

import io.kindling.checkpoint.python.FrozenSet;
import io.kindling.checkpoint.python.NestedTensor;
import io.kindling.checkpoint.python.OrderedDict;
import io.kindling.checkpoint.python.TorchSize;
import io.kindling.core.Tuple;
import io.kindling.error.CheckpointException;
import io.kindling.text.Printable;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The arguments of a call in a pickle, each taken as what it must be. */
public final class Arguments {
  private final PickleInput input;
  private final String function;
  private final List<@Nullable Object> items;

  Arguments(PickleInput input, String function, List<@Nullable Object> items) {
    this.input = input;
    this.function = function;
    this.items = items;
  }

  /** The same arguments, which must be so many. */
  Arguments count(int least, int most) {
    if (items.size() < least || items.size() > most) {
      String expected = least == most ? least + "" : least + " to " + most;
      throw input.error(
          function + " must have its arguments",
          items.size() + " of them",
          expected,
          PickleInput.SAVE_AGAIN);
    }
    return this;
  }

  int size() {
    return items.size();
  }

  @Nullable Object get(int index) {
    return items.get(index);
  }

  /** The error that they are not what the function takes. */
  CheckpointException error(String rule, String got, String expected) {
    return input.error(rule + ", in " + function, got, expected, PickleInput.SAVE_AGAIN);
  }

  <A> A get(int index, Class<A> type, String expected) {
    @Nullable Object item = items.get(index);
    if (!type.isInstance(item)) {
      throw input.error(
          "argument " + (index + 1) + " of " + function + " must be " + expected,
          item == null ? "None" : describe(item),
          expected,
          PickleInput.SAVE_AGAIN);
    }
    return type.cast(item);
  }

  boolean is(int index, Class<?> type) {
    return type.isInstance(items.get(index));
  }

  boolean isNone(int index) {
    return items.get(index) == null;
  }

  /** The whole numbers of a tuple, none of them negative. */
  List<Long> sizes(int index, String expected) {
    List<Long> sizes = new ArrayList<>();
    List<? extends @Nullable Object> given =
        items.get(index) instanceof TorchSize size
            ? size.sizes()
            : get(index, Tuple.class, expected).items();
    input.copies(given.size());
    for (@Nullable Object item : given) {
      if (!(item instanceof Long size) || size < 0) {
        throw input.error(
            "argument " + (index + 1) + " of " + function + " must be " + expected,
            item == null ? "None" : describe(item),
            "whole numbers of 0 or more",
            PickleInput.SAVE_AGAIN);
      }
      sizes.add(size);
    }
    return sizes;
  }

  void requireNone(int index) {
    if (items.get(index) != null) {
      throw input.error(
          "argument " + (index + 1) + " of " + function + " must be None",
          "a conjugate or negative view, or an attribute of a tensor's own",
          "a plain tensor",
          "save tensor.resolve_conj().resolve_neg().clone() instead");
    }
  }

  /** Hooks are functions, which no file can hold; what is written is always an empty map. */
  void requireNoHooks(int index) {
    if (!get(index, OrderedDict.class, "an empty OrderedDict").isEmpty()) {
      throw input.error(
          "a tensor must have no hooks", "some", "an empty OrderedDict", PickleInput.SAVE_AGAIN);
    }
  }

  /** What a value is, in Python's words and without its contents: they may be endless. */
  static String describe(Object value) {
    if (value instanceof String text) {
      return Printable.quoted(text);
    }
    if (value instanceof BigInteger number) {
      return "a whole number of " + number.bitLength() + " bits";
    }
    if (value instanceof Number || value instanceof Boolean) {
      return value.toString();
    }
    if (value instanceof Map) {
      return "a dict";
    }
    if (value instanceof List) {
      return "a list";
    }
    if (value instanceof Set || value instanceof FrozenSet) {
      return "a set";
    }
    if (value instanceof Tuple tuple) {
      return "a tuple of " + tuple.items().size();
    }
    if (value instanceof TensorReference) {
      return "a tensor";
    }
    if (value instanceof NestedTensor) {
      return "a nested tensor";
    }
    if (value instanceof StorageReference
        || value instanceof StorageView
        || value instanceof UntypedStorage) {
      return "a storage without a tensor";
    }
    if (value instanceof ForeignObject object && !object.isName()) {
      return "an object of " + Printable.quoted(object.named().toString());
    }
    if (value instanceof Global || value instanceof ForeignObject) {
      return "a class or a function";
    }
    return value instanceof ScriptObject ? "a TorchScript object" : value.toString();
  }
}
