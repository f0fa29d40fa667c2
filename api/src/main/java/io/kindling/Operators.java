package io.kindling;

import io.kindling.core.DType;
import io.kindling.core.Device;
import io.kindling.core.Extremum;
import io.kindling.core.Shape;
import io.kindling.error.BackendException;
import io.kindling.error.DTypeException;
import io.kindling.error.DeviceException;
import io.kindling.error.ShapeException;
import io.kindling.error.SpecException;
import io.kindling.spi.Comparison;
import io.kindling.spi.TensorOperations;
import java.nio.LongBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a {@link Tensor} can compute; a class of its own only because there is so much of it. */
abstract sealed class Operators extends Owned permits Tensor {
  final Object handle;
  final Shape shape;
  final DType dtype;
  Device device;
  boolean requiresGrad;

  /** What is known of integers; null where nobody knows. */
  @Nullable IndexRange range;

  Operators(Backend backend, Object handle, Shape shape, DType dtype, Device device) {
    super(backend);
    this.handle = handle;
    this.shape = shape;
    this.dtype = dtype;
    this.device = device;
  }

  /**
   * {@code this + other}.
   *
   * @param other a tensor that broadcasts with this one
   * @return the sum
   * @throws ShapeException if the shapes do not broadcast
   */
  public Tensor add(Tensor other) {
    Shape result = broadcast("add", other);
    return computed(backend.operations().add(handle, other.handle), result, other);
  }

  /**
   * {@code this + other}.
   *
   * @param other a number, rounded to float32
   * @return the sum
   */
  public Tensor add(double other) {
    return computed(floats("add").add(handle, other), shape);
  }

  /**
   * {@code this − other}.
   *
   * @param other a tensor that broadcasts with this one
   * @return the difference
   * @throws ShapeException if the shapes do not broadcast
   */
  public Tensor sub(Tensor other) {
    Shape result = broadcast("sub", other);
    return computed(backend.operations().sub(handle, other.handle), result, other);
  }

  /**
   * {@code this − other}.
   *
   * @param other a number, rounded to float32
   * @return the difference
   */
  public Tensor sub(double other) {
    return computed(floats("sub").add(handle, -other), shape);
  }

  /**
   * {@code this · other}, element by element.
   *
   * @param other a tensor that broadcasts with this one
   * @return the product
   * @throws ShapeException if the shapes do not broadcast
   */
  public Tensor mul(Tensor other) {
    Shape result = broadcast("mul", other);
    return computed(backend.operations().mul(handle, other.handle), result, other);
  }

  /**
   * {@code this · other}.
   *
   * @param other a number, rounded to float32
   * @return the product
   */
  public Tensor mul(double other) {
    return computed(floats("mul").mul(handle, other), shape);
  }

  /**
   * {@code this / other}, element by element.
   *
   * @param other a tensor that broadcasts with this one
   * @return the quotient
   * @throws ShapeException if the shapes do not broadcast
   */
  public Tensor div(Tensor other) {
    Shape result = broadcast("div", other);
    return computed(backend.operations().div(handle, other.handle), result, other);
  }

  /**
   * {@code this / other}.
   *
   * @param other a number, rounded to float32
   * @return the quotient
   */
  public Tensor div(double other) {
    return computed(floats("div").div(handle, other), shape);
  }

  /** {@return {@code −this}} */
  public Tensor neg() {
    return computed(floats("neg").neg(handle), shape);
  }

  /**
   * The matrix product.
   *
   * @param other a matrix {@code [k, m]}, this being {@code [n, k]}
   * @return the product, {@code [n, m]}
   * @throws ShapeException if one of the two is not a matrix or the inner sizes differ
   */
  public Tensor matmul(Tensor other) {
    checkWith("matmul", other);
    if (shape.rank() != 2 || other.shape.rank() != 2 || shape.size(1) != other.shape.size(0)) {
      throw new ShapeException(
          "matmul",
          "two matrices must match inside",
          "shapes " + shape + " and " + other.shape,
          "[n, k] and [k, m]",
          null);
    }
    Shape result = Shape.of(shape.size(0), other.shape.size(1));
    return computed(backend.operations().matmul(handle, other.handle), result, other);
  }

  /**
   * The transpose of a matrix.
   *
   * @return {@code [m, n]}, this being {@code [n, m]}
   * @throws ShapeException if this is not a matrix
   */
  public Tensor transpose() {
    TensorOperations<Object> operations = floats("transpose");
    if (shape.rank() != 2) {
      throw new ShapeException("transpose", "only a matrix", "shape " + shape, "[n, m]", null);
    }
    return computed(operations.transpose(handle), Shape.of(shape.size(1), shape.size(0)));
  }

  /**
   * The same values, row by row, in another shape. Integers too.
   *
   * @param sizes the new sizes; one of them may be −1 and is then worked out
   * @return the tensor of that shape
   * @throws ShapeException if the new shape has not as many elements
   */
  public Tensor reshape(long... sizes) {
    checkOpen("reshape");
    Shape result = Reshape.resolve(shape, sizes);
    return computed(backend.operations().reshape(handle, result), result);
  }

  /**
   * A range of one dimension. Integers too.
   *
   * @param dim the dimension, from 0; negative counts from the last
   * @param start the first index of the range
   * @param length how many indices
   * @return the part
   * @throws ShapeException if there is no such dimension or no such range in it
   */
  public Tensor narrow(int dim, long start, long length) {
    checkOpen("narrow");
    int index = shape.index("narrow", dim);
    long size = shape.size(index);
    if (start < 0 || length < 0 || start > size - length) {
      throw new ShapeException(
          "narrow",
          "the range must lie in dimension " + dim,
          "start " + start + ", length " + length,
          "a range in 0 … " + size,
          null);
    }
    Object part = backend.operations().narrow(handle, index, start, length);
    return computed(part, shape.withSize(index, length));
  }

  /** {@return the sum of all elements, a scalar; 0 if there is none} */
  public Tensor sum() {
    return computed(floats("sum").sum(handle), Shape.scalar());
  }

  /** {@return the mean of all elements, a scalar; NaN if there is none} */
  public Tensor mean() {
    return computed(floats("mean").mean(handle), Shape.scalar());
  }

  /** {@return {@code eᵃ} for each element a} */
  public Tensor exp() {
    return computed(floats("exp").exp(handle), shape);
  }

  /** {@return the natural logarithm of each element: NaN below 0, −∞ at 0} */
  public Tensor log() {
    return computed(floats("log").log(handle), shape);
  }

  /** {@return the square root of each element: NaN below 0} */
  public Tensor sqrt() {
    return computed(floats("sqrt").sqrt(handle), shape);
  }

  /** {@return the absolute value of each element; its derivative at 0 is 0} */
  public Tensor abs() {
    return computed(floats("abs").abs(handle), shape);
  }

  /** {@return {@code max(a, 0)} for each element a; its derivative at 0 is 0} */
  public Tensor relu() {
    return computed(floats("relu").relu(handle), shape);
  }

  /** {@return {@code 1 / (1 + e⁻ᵃ)} for each element a} */
  public Tensor sigmoid() {
    return computed(floats("sigmoid").sigmoid(handle), shape);
  }

  /** {@return the hyperbolic tangent of each element} */
  public Tensor tanh() {
    return computed(floats("tanh").tanh(handle), shape);
  }

  /**
   * {@code thisᵇ}, element by element.
   *
   * @param exponent b
   * @return the power; its derivative is 0 where b is
   */
  public Tensor pow(double exponent) {
    return computed(floats("pow").pow(handle, exponent), shape);
  }

  /**
   * {@code thisᵇ}, element by element.
   *
   * @param exponent b, a tensor that broadcasts with this one
   * @return the power; towards this one its derivative is 0 where b is, towards b it is 0 where
   *     this is 0 and b is not negative
   * @throws ShapeException if the shapes do not broadcast
   */
  public Tensor pow(Tensor exponent) {
    Shape result = broadcast("pow", exponent);
    return computed(backend.operations().pow(handle, exponent.handle), result, exponent);
  }

  /**
   * {@code min(max(a, low), high)} for each element a; NaN stays.
   *
   * @param low the lower bound; −∞ for none
   * @param high the upper bound; +∞ for none
   * @return the bounded values; the derivative is 1 where low ≤ a ≤ high, else 0
   * @throws SpecException if a bound is NaN or the lower is above the upper
   */
  public Tensor clamp(double low, double high) {
    TensorOperations<Object> operations = floats("clamp");
    if (!(low <= high)) {
      throw new SpecException(
          "clamp",
          "the lower bound must not be above the upper",
          low + " and " + high,
          "low ≤ high",
          null);
    }
    return computed(operations.clamp(handle, low, high), shape);
  }

  /**
   * The shares {@code eᵃ / Σ eᵃ} along a dimension.
   *
   * @param dim the dimension, from 0; negative counts from the last
   * @return numbers from 0 to 1 that add up to 1 along the dimension
   * @throws ShapeException if there is no such dimension
   */
  public Tensor softmax(int dim) {
    TensorOperations<Object> operations = floats("softmax");
    return computed(operations.softmax(handle, shape.index("softmax", dim)), shape);
  }

  /**
   * {@code a − ln Σ eᵃ} along a dimension: the logarithm of {@link #softmax}, but exact where that
   * is close to 0.
   *
   * @param dim the dimension, from 0; negative counts from the last
   * @return the logarithms
   * @throws ShapeException if there is no such dimension
   */
  public Tensor logSoftmax(int dim) {
    TensorOperations<Object> operations = floats("logSoftmax");
    return computed(operations.logSoftmax(handle, shape.index("logSoftmax", dim)), shape);
  }

  /**
   * The sums along a dimension, which goes.
   *
   * @param dim the dimension, from 0; negative counts from the last
   * @return the sums; 0 where there is nothing to add
   * @throws ShapeException if there is no such dimension
   */
  public Tensor sum(int dim) {
    return sum(dim, false);
  }

  /**
   * The sums along a dimension.
   *
   * @param dim the dimension, from 0; negative counts from the last
   * @param keep whether the dimension stays, with size 1
   * @return the sums; 0 where there is nothing to add
   * @throws ShapeException if there is no such dimension
   */
  public Tensor sum(int dim, boolean keep) {
    TensorOperations<Object> operations = floats("sum");
    int index = shape.index("sum", dim);
    return computed(operations.sum(handle, index, keep), shape.reduced(index, keep));
  }

  /**
   * The means along a dimension, which goes.
   *
   * @param dim the dimension, from 0; negative counts from the last
   * @return the means; NaN where there is nothing to average
   * @throws ShapeException if there is no such dimension
   */
  public Tensor mean(int dim) {
    return mean(dim, false);
  }

  /**
   * The means along a dimension.
   *
   * @param dim the dimension, from 0; negative counts from the last
   * @param keep whether the dimension stays, with size 1
   * @return the means; NaN where there is nothing to average
   * @throws ShapeException if there is no such dimension
   */
  public Tensor mean(int dim, boolean keep) {
    TensorOperations<Object> operations = floats("mean");
    int index = shape.index("mean", dim);
    return computed(operations.mean(handle, index, keep), shape.reduced(index, keep));
  }

  /**
   * The greatest values along a dimension, which goes; NaN counts as greatest.
   *
   * @param dim the dimension, from 0; negative counts from the last
   * @return the values, and where they are
   * @throws ShapeException if there is no such dimension or it is empty
   */
  public Extremum<Tensor> max(int dim) {
    return max(dim, false);
  }

  /**
   * The greatest values along a dimension; NaN counts as greatest. A gradient goes to the one
   * element that {@code indices} names.
   *
   * @param dim the dimension, from 0; negative counts from the last
   * @param keep whether the dimension stays, with size 1
   * @return the values, and where they are
   * @throws ShapeException if there is no such dimension or it is empty
   */
  public Extremum<Tensor> max(int dim, boolean keep) {
    int index = filled("max", dim);
    return extremum(backend.operations().max(handle, index, keep), index, keep);
  }

  /**
   * The least values along a dimension, which goes; NaN counts as least.
   *
   * @param dim the dimension, from 0; negative counts from the last
   * @return the values, and where they are
   * @throws ShapeException if there is no such dimension or it is empty
   */
  public Extremum<Tensor> min(int dim) {
    return min(dim, false);
  }

  /**
   * The least values along a dimension; NaN counts as least. A gradient goes to the one element
   * that {@code indices} names.
   *
   * @param dim the dimension, from 0; negative counts from the last
   * @param keep whether the dimension stays, with size 1
   * @return the values, and where they are
   * @throws ShapeException if there is no such dimension or it is empty
   */
  public Extremum<Tensor> min(int dim, boolean keep) {
    int index = filled("min", dim);
    return extremum(backend.operations().min(handle, index, keep), index, keep);
  }

  private int filled(String operation, int dim) {
    checkFloats(operation);
    int index = shape.index(operation, dim);
    if (shape.size(index) == 0) {
      throw new ShapeException(
          operation,
          "the dimension must not be empty",
          "shape " + shape,
          "a size of 1 or more",
          null);
    }
    return index;
  }

  private Extremum<Tensor> extremum(Extremum<Object> found, int dim, boolean keep) {
    Shape resultShape = shape.reduced(dim, keep);
    Tensor indices = Tensor.leaf(backend, found.indices(), resultShape, DType.INT64, device);
    indices.range = new IndexRange(0, shape.size(dim) - 1);
    return new Extremum<>(computed(found.values(), resultShape), indices);
  }

  /**
   * Tensors one after the other along a dimension. Integers too.
   *
   * @param tensors the tensors, at least one; their shapes may differ in that dimension only
   * @param dim the dimension, from 0; negative counts from the last
   * @return the tensor that has them all
   * @throws ShapeException if the shapes differ elsewhere
   */
  public static Tensor cat(List<Tensor> tensors, int dim) {
    return Concatenation.of(tensors, dim);
  }

  /**
   * Picks slices along a dimension. Of integers too.
   *
   * @param dim the dimension, from 0; negative counts from the last
   * @param indices int64, of one dimension: which slices, in which order; the same one may come
   *     more than once, and then gets all its gradients
   * @return the slices
   * @throws ShapeException if there is no such dimension, no such index in it, or indices has not
   *     one dimension
   * @throws DTypeException if indices are not integers
   */
  public Tensor indexSelect(int dim, Tensor indices) {
    checkOpen("indexSelect");
    int index = shape.index("indexSelect", dim);
    indices.checkIntegers("indexSelect");
    indices.checkOn("indexSelect", backend, device);
    if (indices.shape.rank() != 1) {
      throw new ShapeException(
          "indexSelect", "indices must be 1-D", "shape " + indices.shape, "[n]", null);
    }
    indices.checkIndices("indexSelect", "an index", shape.size(index));
    Object picked = backend.operations().indexSelect(handle, index, indices.handle);
    return computed(picked, shape.withSize(index, indices.shape.numel()));
  }

  /**
   * Where {@code this > other}. No gradient goes through.
   *
   * @param other a tensor that broadcasts with this one
   * @return 1 where an element is greater than the other, else 0, and 0 where a NaN takes part
   * @throws ShapeException if the shapes do not broadcast
   */
  public Tensor gt(Tensor other) {
    return mask("gt", Comparison.GREATER, other);
  }

  /**
   * Where {@code this > other}. No gradient goes through.
   *
   * @param other a number, rounded to float32
   * @return 1 where an element is greater than it, else 0, and 0 where a NaN takes part
   */
  public Tensor gt(double other) {
    return mask(floats("gt").compare(Comparison.GREATER, handle, other), shape);
  }

  /**
   * Where {@code this ≥ other}. No gradient goes through.
   *
   * @param other a tensor that broadcasts with this one
   * @return 1 where an element is at least the other, else 0, and 0 where a NaN takes part
   * @throws ShapeException if the shapes do not broadcast
   */
  public Tensor ge(Tensor other) {
    return mask("ge", Comparison.GREATER_EQUAL, other);
  }

  /**
   * Where {@code this ≥ other}. No gradient goes through.
   *
   * @param other a number, rounded to float32
   * @return 1 where an element is at least it, else 0, and 0 where a NaN takes part
   */
  public Tensor ge(double other) {
    return mask(floats("ge").compare(Comparison.GREATER_EQUAL, handle, other), shape);
  }

  /**
   * Where {@code this < other}. No gradient goes through.
   *
   * @param other a tensor that broadcasts with this one
   * @return 1 where an element is less than the other, else 0, and 0 where a NaN takes part
   * @throws ShapeException if the shapes do not broadcast
   */
  public Tensor lt(Tensor other) {
    return mask("lt", Comparison.LESS, other);
  }

  /**
   * Where {@code this < other}. No gradient goes through.
   *
   * @param other a number, rounded to float32
   * @return 1 where an element is less than it, else 0, and 0 where a NaN takes part
   */
  public Tensor lt(double other) {
    return mask(floats("lt").compare(Comparison.LESS, handle, other), shape);
  }

  /**
   * Where {@code this ≤ other}. No gradient goes through.
   *
   * @param other a tensor that broadcasts with this one
   * @return 1 where an element is at most the other, else 0, and 0 where a NaN takes part
   * @throws ShapeException if the shapes do not broadcast
   */
  public Tensor le(Tensor other) {
    return mask("le", Comparison.LESS_EQUAL, other);
  }

  /**
   * Where {@code this ≤ other}. No gradient goes through.
   *
   * @param other a number, rounded to float32
   * @return 1 where an element is at most it, else 0, and 0 where a NaN takes part
   */
  public Tensor le(double other) {
    return mask(floats("le").compare(Comparison.LESS_EQUAL, handle, other), shape);
  }

  /**
   * Where {@code this = other}. No gradient goes through.
   *
   * @param other a tensor that broadcasts with this one
   * @return 1 where an element is equal to the other, else 0, and 0 where a NaN takes part
   * @throws ShapeException if the shapes do not broadcast
   */
  public Tensor eq(Tensor other) {
    return mask("eq", Comparison.EQUAL, other);
  }

  /**
   * Where {@code this = other}. No gradient goes through.
   *
   * @param other a number, rounded to float32
   * @return 1 where an element is equal to it, else 0, and 0 where a NaN takes part
   */
  public Tensor eq(double other) {
    return mask(floats("eq").compare(Comparison.EQUAL, handle, other), shape);
  }

  /**
   * Where {@code this ≠ other}. No gradient goes through.
   *
   * @param other a tensor that broadcasts with this one
   * @return 1 where an element is not equal to the other, else 0; 1 where a NaN takes part too
   * @throws ShapeException if the shapes do not broadcast
   */
  public Tensor ne(Tensor other) {
    return mask("ne", Comparison.NOT_EQUAL, other);
  }

  /**
   * Where {@code this ≠ other}. No gradient goes through.
   *
   * @param other a number, rounded to float32
   * @return 1 where an element is not equal to it, else 0; 1 where a NaN takes part too
   */
  public Tensor ne(double other) {
    return mask(floats("ne").compare(Comparison.NOT_EQUAL, handle, other), shape);
  }

  private Tensor mask(String operation, Comparison comparison, Tensor other) {
    Shape result = broadcast(operation, other);
    return mask(backend.operations().compare(comparison, handle, other.handle), result);
  }

  private Tensor mask(Object mask, Shape resultShape) {
    return Tensor.leaf(backend, mask, resultShape, DType.FLOAT32, device);
  }

  /** Whether what is computed from this now will have a history. */
  final boolean recordsHistory() {
    return requiresGrad && backend.gradEnabled();
  }

  private Tensor computed(Object result, Shape resultShape) {
    if (dtype == DType.FLOAT32) {
      return Tensor.computed(backend, result, resultShape, device, recordsHistory());
    }
    Tensor integers = Tensor.leaf(backend, result, resultShape, dtype, device);
    integers.range = range;
    return integers;
  }

  private Tensor computed(Object result, Shape resultShape, Tensor other) {
    boolean records = recordsHistory() || other.recordsHistory();
    return Tensor.computed(backend, result, resultShape, device, records);
  }

  private Shape broadcast(String operation, Tensor other) {
    checkWith(operation, other);
    return shape.broadcast(operation, other.shape);
  }

  /** Checks that an operation can take this and another tensor together. */
  void checkWith(String operation, Tensor other) {
    checkFloats(operation);
    other.checkFloats(operation);
    other.checkOn(operation, backend, device);
  }

  /** Checks that the tensor is where an operation happens. */
  void checkOn(String operation, Backend expectedBackend, Device expectedDevice) {
    if (backend != expectedBackend) {
      boolean twins = backend.name().equals(expectedBackend.name());
      throw new BackendException(
          operation,
          "all tensors must be of one backend",
          twins
              ? "tensors of two backends that were opened as " + backend.name()
              : "a tensor of " + backend.name(),
          "tensors of " + (twins ? "one" : expectedBackend.name()),
          twins ? "open the backend once and share it" : null);
    }
    if (!Device.same(device, expectedDevice)) {
      throw new DeviceException(
          operation,
          "all tensors must be on one device",
          "a tensor on " + device,
          expectedDevice.toString(),
          "move it with to(Device)");
    }
  }

  private TensorOperations<Object> floats(String operation) {
    checkFloats(operation);
    return backend.operations();
  }

  void checkFloats(String operation) {
    checkOpen(operation);
    if (dtype != DType.FLOAT32) {
      throw new DTypeException(
          operation, "the tensor must hold floats", dtype.toString(), DType.FLOAT32 + "", null);
    }
  }

  void checkIntegers(String operation) {
    checkOpen(operation);
    if (dtype != DType.INT64) {
      throw new DTypeException(
          operation,
          "the tensor must hold integers",
          dtype.toString(),
          DType.INT64 + "",
          "make it from a long[]");
    }
  }

  /**
   * Checks that integers are indices below a limit.
   *
   * @param operation what needs them
   * @param what what one of them is: a class, an index
   * @param limit the first number that is too large
   */
  void checkIndices(String operation, String what, long limit) {
    if (range != null && range.within(limit)) {
      return;
    }
    for (LongBuffer values = backend.operations().read(handle).longs(); values.hasRemaining(); ) {
      long value = values.get();
      if (value < 0 || value >= limit) {
        throw new ShapeException(
            operation,
            what + " must be one of those there are",
            Long.toString(value),
            limit == 0 ? "none: there is nothing to choose from" : "0 … " + (limit - 1),
            null);
      }
    }
  }
}
