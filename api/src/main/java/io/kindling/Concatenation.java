package io.kindling;

import io.kindling.core.DType;
import io.kindling.core.Shape;
import io.kindling.error.DTypeException;
import io.kindling.error.ShapeException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks tensors that are to be put one after the other, and does it. */
final class Concatenation {
  private static final String NAME = "cat";

  private Concatenation() {}

  static Tensor of(List<Tensor> tensors, int dim) {
    if (tensors.isEmpty()) {
      throw new ShapeException(
          NAME, "there must be at least one tensor", "none", "at least one", null);
    }
    Tensor first = tensors.get(0);
    first.checkOpen(NAME);
    int index = first.shape.index(NAME, dim);
    long size = 0;
    boolean history = false;
    for (Tensor tensor : tensors) {
      check(first, tensor, index);
      size += tensor.shape.size(index);
      history |= tensor.recordsHistory();
    }
    List<Object> handles = tensors.stream().map(tensor -> tensor.handle).toList();
    Object result = first.backend.operations().cat(handles, index);
    Shape shape = first.shape.withSize(index, size);
    if (first.dtype == DType.FLOAT32) {
      return Tensor.computed(first.backend, result, shape, first.device, history).from(first);
    }
    Tensor integers = Tensor.leaf(first.backend, result, shape, first.dtype, first.device);
    integers.range = range(tensors);
    return integers;
  }

  /** What is known of all the integers, if something is known of each tensor's. */
  private static @Nullable IndexRange range(List<Tensor> tensors) {
    IndexRange all = tensors.get(0).range;
    for (Tensor tensor : tensors) {
      IndexRange range = tensor.range;
      all = all == null || range == null ? null : all.and(range);
    }
    return all;
  }

  private static void check(Tensor first, Tensor tensor, int dim) {
    tensor.checkOpen(NAME);
    tensor.checkOn(NAME, first.backend, first.device);
    if (tensor.dtype != first.dtype) {
      throw new DTypeException(
          NAME,
          "all tensors must be of one type",
          tensor.dtype + " after " + first.dtype,
          first.dtype.toString(),
          null);
    }
    Shape shape = tensor.shape;
    if (shape.rank() != first.shape.rank()
        || !shape.withSize(dim, 0).equals(first.shape.withSize(dim, 0))) {
      throw new ShapeException(
          NAME,
          "shapes may differ in dimension " + dim + " only",
          "shapes " + first.shape + " and " + shape,
          "sizes that are equal elsewhere",
          null);
    }
  }
}
