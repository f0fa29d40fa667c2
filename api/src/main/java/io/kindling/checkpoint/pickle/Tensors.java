package io.kindling.checkpoint.pickle;

import java.util.List;

/** Tensors as their arguments describe them, none of which reaches out of its storage. */
final class Tensors {
  private final PickleInput input;
  private final Storages storages;

  Tensors(PickleInput input, Storages storages) {
    this.input = input;
    this.storages = storages;
  }

  /** {@code (storage, offset, size, stride, requires_grad, hooks[, None])}. */
  TensorReference version2(Arguments arguments) {
    arguments.count(6, 7);
    if (arguments.size() == 7) {
      arguments.requireNone(6);
    }
    return tensor(arguments, StorageView.of(arguments));
  }

  /** {@code (storage, offset, size, stride, requires_grad, hooks, dtype[, None])}. */
  TensorReference version3(Arguments arguments) {
    arguments.count(7, 8);
    if (arguments.size() == 8) {
      arguments.requireNone(7);
    }
    UntypedStorage storage = arguments.get(0, UntypedStorage.class, "an untyped storage");
    Global.DataType dtype = arguments.get(6, Global.DataType.class, "a dtype");
    return tensor(arguments, StorageView.whole(storages.typed(storage, dtype.type())));
  }

  /** {@code (tensor, requires_grad, hooks)}. */
  TensorReference parameter(Arguments arguments) {
    arguments.count(3, 3).requireNoHooks(2);
    TensorReference data = arguments.get(0, TensorReference.class, "a tensor");
    boolean requiresGrad = arguments.get(1, Boolean.class, "a truth value");
    return new TensorReference(
        data.storage(), data.offset(), data.shape(), data.stride(), requiresGrad, true);
  }

  private TensorReference tensor(Arguments arguments, StorageView view) {
    long offset = arguments.get(1, Long.class, "the offset");
    List<Long> shape = arguments.sizes(2, "the shape, a tuple");
    List<Long> stride = arguments.sizes(3, "the strides, a tuple");
    boolean requiresGrad = arguments.get(4, Boolean.class, "a truth value");
    arguments.requireNoHooks(5);
    int most = input.limits().rank();
    if (offset < 0 || shape.size() != stride.size() || shape.size() > most) {
      throw input.error(
          "a tensor must have an offset, and a stride for each size",
          "offset " + offset + ", " + shape.size() + " sizes, " + stride.size() + " strides",
          "an offset of 0 or more, and as many strides as sizes, at most " + most,
          PickleInput.SAVE_AGAIN);
    }
    checkBounds(view, offset, shape, stride);
    return new TensorReference(
        view.storage(), view.offset() + offset, shape, stride, requiresGrad, false);
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
              + storage.storage().key(),
          "save tensor.clone() instead of a view");
    }
  }
}
