package io.kindling;

import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.error.ShapeException;
import io.kindling.ops.Layout;
import java.nio.LongBuffer;
import java.util.Arrays;

/** What moves a tensor's elements: checked here, done by the engine. */
sealed interface TensorLayout extends Layout<Tensor> permits Tensor {
  @Override
  default Tensor transpose() {
    Tensor a = Operand.floats(this, "transpose");
    Shape shape = a.shape;
    if (shape.rank() != 2) {
      throw new ShapeException("transpose", "only a matrix", "shape " + shape, "[n, m]", null);
    }
    Shape result = Shape.of(shape.size(1), shape.size(0));
    return a.computed(a.operations().transpose(a.handle), result);
  }

  @Override
  default Tensor reshape(long... sizes) {
    Tensor a = (Tensor) this;
    a.checkOpen("reshape");
    Shape result = Reshape.resolve(a.shape, sizes);
    return a.computed(a.operations().reshape(a.handle, result), result);
  }

  @Override
  default Tensor narrow(int dim, long start, long length) {
    Tensor a = (Tensor) this;
    a.checkOpen("narrow");
    int index = a.shape.index("narrow", dim);
    long size = a.shape.size(index);
    if (start < 0 || length < 0 || start > size - length) {
      throw new ShapeException(
          "narrow",
          "the range must lie in dimension " + dim,
          "start " + start + ", length " + length,
          "a range in 0 … " + size,
          null);
    }
    Object part = a.operations().narrow(a.handle, index, start, length);
    return a.computed(part, a.shape.withSize(index, length));
  }

  @Override
  default Tensor indexSelect(int dim, Tensor indices) {
    Tensor a = (Tensor) this;
    a.checkOpen("indexSelect");
    int index = a.shape.index("indexSelect", dim);
    indices.checkIntegers("indexSelect");
    indices.checkOn("indexSelect", a.backend, a.device);
    if (indices.shape.rank() != 1) {
      throw new ShapeException(
          "indexSelect", "indices must be 1-D", "shape " + indices.shape, "[n]", null);
    }
    indices.checkIndices("indexSelect", "an index", a.shape.size(index));
    Object picked = a.operations().indexSelect(a.handle, index, indices.handle);
    return a.computed(picked, a.shape.withSize(index, indices.shape.numel()));
  }

  /** Made from the values: no engine has integers to compare with. */
  @Override
  default Tensor oneHot(long classes) {
    Tensor a = (Tensor) this;
    a.checkIntegers("oneHot");
    long[] sizes = Arrays.copyOf(a.shape.sizes(), a.shape.rank() + 1);
    sizes[sizes.length - 1] = classes;
    Shape shape = Shape.of(sizes);
    float[] rows = new float[Math.toIntExact(shape.numel())];
    LongBuffer indices = a.data().longs();
    for (int row = 0; indices.hasRemaining(); row++) {
      long index = indices.get();
      if (index >= 0 && index < classes) {
        rows[Math.toIntExact(row * classes + index)] = 1;
      }
    }
    return a.constant(TensorData.of(rows, shape));
  }
}
