package io.kindling.checkpoint.pickle;

import io.kindling.checkpoint.python.Bytes;
import io.kindling.checkpoint.python.Complex;
import io.kindling.checkpoint.python.Counter;
import io.kindling.checkpoint.python.DefaultDict;
import io.kindling.checkpoint.python.FrozenSet;
import io.kindling.checkpoint.python.MetaTensor;
import io.kindling.checkpoint.python.NestedTensor;
import io.kindling.checkpoint.python.NumpyArray;
import io.kindling.checkpoint.python.NumpyScalar;
import io.kindling.checkpoint.python.NumpyType;
import io.kindling.checkpoint.python.OrderedDict;
import io.kindling.checkpoint.python.SparseTensor;
import io.kindling.checkpoint.python.TorchConstant;
import io.kindling.checkpoint.python.TorchDevice;
import io.kindling.checkpoint.python.TorchSize;
import io.kindling.checkpoint.stored.StoredTensor;
import io.kindling.core.Tuple;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes the values that Python makes by calling something, as its pickler does in protocol 2. */
final class PythonOutput {
  private static final String MULTIARRAY = "numpy.core.multiarray";

  private final PickleOutput out;
  private final Values values;

  PythonOutput(PickleOutput out, Values values) {
    this.out = out;
    this.values = values;
  }

  /** Writes any value, and the entries of a map that is there already. */
  interface Values {
    void value(@Nullable Object value, int depth);

    void entries(Map<?, ?> map, int depth);
  }

  /** Writes a value if it is one of those, and says whether it is. */
  boolean write(Object value, int depth) {
    if (value instanceof OrderedDict dict) {
      call(value, Global.Function.ORDERED_DICT, depth);
      values.entries(dict, depth);
      if (!dict.attributes().isEmpty()) {
        values.value(new LinkedHashMap<>(dict.attributes()), depth + 1);
        out.op(Opcode.BUILD);
      }
    } else if (value instanceof Counter counter) {
      call(value, Global.Function.COUNTER, depth, new LinkedHashMap<>(counter));
    } else if (value instanceof DefaultDict dict) {
      defaultDict(dict, depth);
    } else if (value instanceof Set<?> set) {
      call(value, Global.Function.SET, depth, new ArrayList<>(set));
    } else if (value instanceof FrozenSet set) {
      call(value, Global.Function.FROZEN_SET, depth, new ArrayList<>(set.items()));
    } else if (value instanceof Bytes bytes) {
      bytes(bytes, depth);
    } else if (value instanceof Complex number) {
      call(value, Global.Function.COMPLEX, depth, number.real(), number.imaginary());
    } else {
      return torch(value, depth) || numpy(value, depth);
    }
    return true;
  }

  private boolean torch(Object value, int depth) {
    if (value instanceof TorchConstant constant) {
      constant(constant, depth);
    } else if (value instanceof TorchDevice device) {
      Tuple named = Tuple.of(device.type());
      Long index = device.index();
      reduce(
          value,
          Global.Function.DEVICE,
          index == null ? named : Tuple.of(device.type(), index),
          depth);
    } else if (value instanceof TorchSize size) {
      call(value, Global.Function.SIZE, depth, new Tuple(new ArrayList<>(size.sizes())));
    } else if (value instanceof MetaTensor tensor) {
      Tuple shape = new Tuple(new ArrayList<>(tensor.shape()));
      Tuple stride = new Tuple(new ArrayList<>(tensor.stride()));
      call(
          value,
          Global.Function.REBUILD_META,
          depth,
          tensor.type(),
          shape,
          stride,
          tensor.requiresGrad());
    } else if (value instanceof SparseTensor tensor) {
      boolean csr = tensor.function().equals(Global.Function.REBUILD_SPARSE_CSR.function());
      Global.Function function =
          csr ? Global.Function.REBUILD_SPARSE_CSR : Global.Function.REBUILD_SPARSE;
      call(value, function, depth, tensor.layout(), tensor.parts());
    } else if (value instanceof NestedTensor tensor) {
      reduce(value, Global.Function.REBUILD_NESTED, tensor.parts(), depth);
    } else {
      return false;
    }
    return true;
  }

  private void constant(TorchConstant constant, int depth) {
    if (TorchConstant.isLayout(constant.name())) {
      call(constant, Global.Function.LAYOUT, depth, constant.toString());
    } else {
      out.global("torch", constant.name());
    }
  }

  private void defaultDict(DefaultDict dict, int depth) {
    @Nullable String factory = dict.factory();
    out.global(Global.Function.DEFAULT_DICT);
    if (factory != null) {
      out.builtin(factory).tuple(1).memoize().op(Opcode.REDUCE).memoize(dict);
    } else {
      out.op(Opcode.EMPTY_TUPLE).op(Opcode.REDUCE).memoize(dict);
    }
    values.entries(dict, depth);
  }

  private void bytes(Bytes bytes, int depth) {
    String latin1 = new String(bytes.toArray(), StandardCharsets.ISO_8859_1);
    if (bytes.isArray()) {
      Tuple content = bytes.size() == 0 ? Tuple.of() : Tuple.of(Bytes.of(bytes.toArray()));
      reduce(bytes, Global.Function.BYTE_ARRAY, content, depth);
    } else if (bytes.size() == 0) {
      call(bytes, Global.Function.BYTES, depth);
    } else {
      call(bytes, Global.Function.ENCODE, depth, latin1, "latin1");
    }
  }

  private boolean numpy(Object value, int depth) {
    if (value instanceof NumpyType type) {
      numpyType(type, depth);
    } else if (value instanceof NumpyScalar scalar) {
      out.global(MULTIARRAY, "scalar");
      reduce(value, Tuple.of(scalar.type(), raw(scalar.type(), scalar.stored())), depth);
    } else if (value instanceof NumpyArray array) {
      out.global(MULTIARRAY, "_reconstruct").global("numpy", "ndarray");
      values.value(Tuple.of(0L), depth + 1);
      values.value(NumpyObjects.NOTHING, depth + 1);
      out.tuple(3).memoize().op(Opcode.REDUCE).memoize(value);
      List<@Nullable Object> sizes = new ArrayList<>();
      for (long size : array.values().shape().sizes()) {
        sizes.add(size);
      }
      Bytes bytes = raw(array.type(), array.values());
      values.value(Tuple.of(1L, new Tuple(sizes), array.type(), false, bytes), depth + 1);
      out.op(Opcode.BUILD);
    } else {
      return false;
    }
    return true;
  }

  private void numpyType(NumpyType type, int depth) {
    out.global("numpy", "dtype");
    reduce(type, Tuple.of(type.code(), false, true), depth);
    values.value(NumpyObjects.typeState(type.order()), depth + 1);
    out.op(Opcode.BUILD);
  }

  private static Bytes raw(NumpyType type, StoredTensor values) {
    byte[] bytes = new byte[values.bytes().remaining()];
    values.bytes().get(bytes);
    return Bytes.of(type.bigEndian() ? NumpyObjects.reversed(bytes, type) : bytes);
  }

  private void call(Object value, Global.Function function, int depth, Object... arguments) {
    reduce(value, function, Tuple.of(arguments), depth);
  }

  private void reduce(Object value, Global.Function function, Tuple arguments, int depth) {
    out.global(function);
    reduce(value, arguments, depth);
  }

  private void reduce(Object value, Tuple arguments, int depth) {
    values.value(arguments, depth + 1);
    out.op(Opcode.REDUCE).memoize(value);
  }
}
