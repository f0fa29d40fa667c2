package io.kindling.checkpoint.pickle;

import static io.kindling.checkpoint.pickle.Global.Function.REBUILD_FROM_CPU;
import static io.kindling.checkpoint.pickle.Global.Function.REBUILD_FROM_TYPE;

import io.kindling.checkpoint.python.MetaTensor;
import io.kindling.checkpoint.python.NestedTensor;
import io.kindling.checkpoint.python.SparseTensor;
import io.kindling.checkpoint.python.TorchConstant;
import io.kindling.checkpoint.python.TorchSize;
import io.kindling.core.StoredType;
import io.kindling.core.Tuple;
import io.kindling.text.Printable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tensors as their arguments describe them, none of which reaches out of its storage. */
final class Tensors {
  private final PickleInput input;
  private final Storages storages;

  Tensors(PickleInput input, Storages storages) {
    this.input = input;
    this.storages = storages;
  }

  /** {@code (storage, offset, size, stride)}. */
  TensorReference version1(Arguments arguments) {
    arguments.count(4, 4);
    return tensor(arguments, StorageView.of(arguments), false);
  }

  /** {@code (storage, offset, size, stride, requires_grad, hooks[, None])}. */
  TensorReference version2(Arguments arguments) {
    arguments.count(6, 7);
    if (arguments.size() == 7) {
      arguments.requireNone(6);
    }
    return hooked(arguments, StorageView.of(arguments));
  }

  /** {@code (storage, offset, size, stride, requires_grad, hooks, dtype[, None])}. */
  TensorReference version3(Arguments arguments) {
    arguments.count(7, 8);
    if (arguments.size() == 8) {
      arguments.requireNone(7);
    }
    UntypedStorage storage = arguments.get(0, UntypedStorage.class, "an untyped storage");
    StoredType dtype =
        arguments
            .get(6, TorchConstant.class, "a dtype")
            .type()
            .orElseThrow(
                () -> arguments.error("a tensor's dtype must be known", "another", "float32 …"));
    return hooked(arguments, StorageView.whole(storages.typed(storage, dtype)));
  }

  private TensorReference hooked(Arguments arguments, StorageView storage) {
    arguments.requireNoHooks(5);
    return tensor(arguments, storage, arguments.get(4, Boolean.class, "a truth value"));
  }

  /** {@code (tensor, requires_grad, hooks[, state])}. */
  TensorReference parameter(Arguments arguments) {
    arguments.requireNoHooks(2);
    TensorReference data = arguments.get(0, TensorReference.class, "a tensor");
    boolean requiresGrad = arguments.get(1, Boolean.class, "a truth value");
    return data.as(requiresGrad, true, data.attributes());
  }

  /** {@code (tensor[, requires_grad])}. */
  TensorReference newParameter(Arguments arguments) {
    TensorReference data = arguments.count(1, 2).get(0, TensorReference.class, "a tensor");
    boolean frozen = arguments.size() == 2 && !arguments.get(1, Boolean.class, "a truth value");
    return data.as(!frozen, true, data.attributes());
  }

  /**
   * {@code (tensor, dtype, device, requires_grad)}: all tensors go to memory anyway. One that would
   * be turned into another type, which no file of PyTorch's has, stays unread.
   */
  Object fromCpu(Tuple tuple, Arguments arguments) {
    TensorReference data = arguments.count(4, 4).get(0, TensorReference.class, "a tensor");
    boolean requiresGrad = arguments.get(3, Boolean.class, "a truth value");
    TorchConstant dtype = arguments.get(1, TorchConstant.class, "a dtype");
    return dtype.type().equals(Optional.of(data.storage().dtype()))
        ? data.as(requiresGrad, false, data.attributes())
        : new ForeignObject(
            new ForeignObject.Name(REBUILD_FROM_CPU.module(), REBUILD_FROM_CPU.function()),
            tuple,
            Map.of());
  }

  /** {@code (function, type, (arguments), state)}: with attributes, or of a class of its own. */
  @Nullable Object fromType(Arguments arguments, Functions.Caller caller) {
    Tuple own = arguments.count(4, 4).get(2, Tuple.class, "arguments, a tuple");
    @Nullable Object made = caller.call(maker(arguments), own);
    if (arguments.get(1) instanceof ForeignObject type && type.isName()) {
      ForeignObject object = new ForeignObject(type.named(), Tuple.of(made), Map.of());
      object.build(arguments.get(3));
      return object;
    }
    if (made instanceof ForeignObject object) {
      object.build(arguments.get(3));
      return object;
    }
    Global.Function type = arguments.get(1, Global.Function.class, "a class of tensors");
    boolean plain = type == Global.Function.TENSOR || type == Global.Function.PARAMETER;
    if (!plain || !(made instanceof TensorReference tensor)) {
      throw arguments.error("a tensor's class must be one", type.function(), "torch.Tensor");
    }
    return withState(tensor, arguments.get(3));
  }

  /** What makes the tensor; of classes such as {@code DTensor}, a function of their own. */
  private static Object maker(Arguments arguments) {
    if (arguments.get(0) instanceof ForeignObject function && function.isName()) {
      return function;
    }
    Global.Function function = arguments.get(0, Global.Function.class, "a function");
    if (!function.function().startsWith("_rebuild") || function == REBUILD_FROM_TYPE) {
      throw arguments.error("a tensor must be made of its parts", function.function(), "_rebuild…");
    }
    return function;
  }

  /** A tensor on which somebody has put attributes. */
  TensorReference withState(TensorReference tensor, @Nullable Object state) {
    if (state == null) {
      return tensor;
    }
    input.copies(state instanceof Map<?, ?> attributes ? attributes.size() : 0);
    boolean named =
        state instanceof Map<?, ?> map && map.keySet().stream().allMatch(String.class::isInstance);
    if (!named || !tensor.attributes().isEmpty()) {
      throw input.error(
          "a tensor's attributes must have names",
          Arguments.describe(state),
          "a dict with strings as keys",
          "save a clone of the tensor");
    }
    return tensor.as(tensor.requiresGrad(), tensor.parameter(), (Map<?, ?>) state);
  }

  /** {@code (layout, (indices, …, values, size[, coalesced]))}. */
  SparseTensor sparse(Global.Function function, Arguments arguments) {
    TorchConstant layout = arguments.count(2, 2).get(0, TorchConstant.class, "a layout");
    Tuple parts = arguments.get(1, Tuple.class, "its parts, a tuple");
    long tensors = parts.items().stream().filter(TensorReference.class::isInstance).count();
    long sizes = parts.items().stream().filter(TorchSize.class::isInstance).count();
    long truths = parts.items().stream().filter(Boolean.class::isInstance).count();
    long needed = layout.name().equals("sparse_coo") ? 2 : 3;
    boolean whole = tensors == needed && sizes == 1 && truths <= 1;
    if (!layout.name().startsWith("sparse_")
        || !whole
        || tensors + sizes + truths != parts.items().size()) {
      throw arguments.error(
          "a sparse tensor must have its parts",
          tensors + " tensors and " + sizes + " sizes for " + layout.name(),
          needed + " tensors and a size");
    }
    return new SparseTensor(function.function(), layout, parts);
  }

  /** {@code (buffer, sizes, strides, offsets)}. */
  NestedTensor nested(Arguments arguments) {
    arguments.count(4, 4);
    List<Long> buffer = arguments.get(0, TensorReference.class, "a tensor").shape();
    List<Long> sizes = whole(arguments, 1);
    List<Long> strides = whole(arguments, 2);
    List<Long> offsets = whole(arguments, 3);
    if (buffer.size() != 1
        || sizes.isEmpty()
        || !strides.equals(sizes)
        || !offsets.equals(sizes.subList(0, 1))) {
      throw arguments.error(
          "a nested tensor must have its parts",
          String.format(
              "shapes %s, sizes %s, strides %s, offsets %s", buffer, sizes, strides, offsets),
          "a buffer, and as many sizes, strides and offsets");
    }
    return new NestedTensor(
        Tuple.of(arguments.get(0), arguments.get(1), arguments.get(2), arguments.get(3)));
  }

  /** The shape of a tensor of whole numbers. */
  private static List<Long> whole(Arguments arguments, int index) {
    TensorReference tensor = arguments.get(index, TensorReference.class, "a tensor");
    StoredType type = tensor.storage().dtype();
    if (type != StoredType.INT64) {
      throw arguments.error("sizes must be whole numbers", type.torchName(), "int64");
    }
    return tensor.shape();
  }

  /** {@code (dtype, size, stride, requires_grad)}. */
  MetaTensor meta(Arguments arguments) {
    TorchConstant type = arguments.count(4, 4).get(0, TorchConstant.class, "a dtype");
    List<Long> shape = arguments.sizes(1, "the shape, a tuple");
    List<Long> stride = arguments.sizes(2, "the strides, a tuple");
    boolean requiresGrad = arguments.get(3, Boolean.class, "a truth value");
    checkRank(0, shape, stride);
    return new MetaTensor(type, shape, stride, requiresGrad);
  }

  private TensorReference tensor(Arguments arguments, StorageView storage, boolean requiresGrad) {
    long offset = arguments.get(1, Long.class, "the offset");
    List<Long> shape = arguments.sizes(2, "the shape, a tuple");
    List<Long> stride = arguments.sizes(3, "the strides, a tuple");
    checkRank(offset, shape, stride);
    checkBounds(storage, offset, shape, stride);
    return new TensorReference(
        storage.storage(), storage.offset() + offset, shape, stride, requiresGrad, false);
  }

  private void checkRank(long offset, List<Long> shape, List<Long> stride) {
    int most = input.limits().rank();
    if (offset < 0 || shape.size() != stride.size() || shape.size() > most) {
      throw input.error(
          "a tensor must have an offset, and a stride for each size",
          "offset " + offset + ", " + shape.size() + " sizes, " + stride.size() + " strides",
          "an offset of 0 or more, and as many strides as sizes, at most " + most,
          PickleInput.SAVE_AGAIN);
    }
  }

  private void checkBounds(StorageView storage, long offset, List<Long> shape, List<Long> stride) {
    if (shape.contains(0L)) {
      return; // it has no element that could lie outside
    }
    long numel = 1;
    long last = offset;
    try {
      for (int i = 0; i < shape.size(); i++) {
        numel = Math.multiplyExact(numel, shape.get(i));
        last = Math.addExact(last, Math.multiplyExact(shape.get(i) - 1, stride.get(i)));
      }
    } catch (ArithmeticException e) {
      numel = Long.MAX_VALUE;
      last = Long.MAX_VALUE;
    }
    long most = Math.max(storage.numel(), input.limits().expanded());
    if (last >= storage.numel() || numel > most) {
      throw input.error(
          "a tensor must lie in its storage and not be far larger than it",
          "shape " + shape + " with strides " + stride + " from element " + offset,
          "at most "
              + most
              + " elements, all among the "
              + storage.numel()
              + " of storage "
              + Printable.piece(storage.storage().key()),
          "save tensor.clone() instead of a view");
    }
  }
}
