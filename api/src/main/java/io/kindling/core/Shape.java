package io.kindling.core;

import io.kindling.error.ShapeException;
import java.util.Arrays;

/**
 * The sizes of a tensor's dimensions, slowest first: {@code [11, 1]} is eleven rows of one column.
 * A scalar has no dimensions and one element; a dimension may be 0, and then there are no elements.
 */
public final class Shape {
  private static final Shape SCALAR = new Shape(new long[0], 1);

  private final long[] sizes;
  private final long numel;

  private Shape(long[] sizes, long numel) {
    this.sizes = sizes;
    this.numel = numel;
  }

  /**
   * Makes a shape from its sizes.
   *
   * @param sizes the dimensions' sizes, each 0 or more; none for a scalar
   * @return the shape
   * @throws ShapeException if a size is negative or the number of elements exceeds 2⁶³ − 1
   */
  public static Shape of(long... sizes) {
    if (sizes.length == 0) {
      return SCALAR;
    }
    long numel = 1;
    for (long size : sizes) {
      if (size < 0) {
        throw new ShapeException(
            "Shape.of",
            "a size must not be negative",
            Arrays.toString(sizes),
            "sizes of 0 or more",
            null);
      }
    }
    try {
      for (long size : sizes) {
        numel = Math.multiplyExact(numel, size);
      }
    } catch (ArithmeticException e) {
      throw new ShapeException(
          "Shape.of",
          "the number of elements must fit 63 bits",
          Arrays.toString(sizes),
          "a smaller shape",
          null);
    }
    return new Shape(sizes.clone(), numel);
  }

  /** {@return the shape of a single number: no dimensions, one element} */
  public static Shape scalar() {
    return SCALAR;
  }

  /** {@return the number of dimensions} */
  public int rank() {
    return sizes.length;
  }

  /**
   * Returns one dimension's size.
   *
   * @param dim the dimension, from 0; negative counts from the last, −1 being it
   * @return its size
   * @throws ShapeException if there is no such dimension
   */
  public long size(int dim) {
    return sizes[index("Shape.size", dim)];
  }

  /**
   * Resolves a dimension that may be counted from the end.
   *
   * @param operation what to name in the error
   * @param dim the dimension, from 0; negative counts from the last
   * @return the dimension counted from 0
   * @throws ShapeException if there is no such dimension
   */
  public int index(String operation, int dim) {
    int index = dim < 0 ? dim + sizes.length : dim;
    if (index < 0 || index >= sizes.length) {
      throw new ShapeException(
          operation,
          "there is no dimension " + dim,
          "shape " + this,
          sizes.length == 0
              ? "a tensor with dimensions"
              : "a dimension from " + -sizes.length + " to " + (sizes.length - 1),
          null);
    }
    return index;
  }

  /** {@return the number of elements: the product of the sizes, 1 for a scalar} */
  public long numel() {
    return numel;
  }

  /** {@return the sizes, as an array of the caller's own} */
  public long[] sizes() {
    return sizes.clone();
  }

  /**
   * Returns this shape with one dimension's size replaced.
   *
   * @param dim the dimension, from 0; negative counts from the last
   * @param size its new size
   * @return the new shape
   * @throws ShapeException if there is no such dimension or the size is negative
   */
  public Shape withSize(int dim, long size) {
    long[] changed = sizes();
    changed[index("Shape.withSize", dim)] = size;
    return of(changed);
  }

  /**
   * Returns the shape that is left when a dimension is reduced to one value.
   *
   * @param dim the dimension, from 0
   * @param keep whether it stays, with size 1
   * @return the new shape
   */
  public Shape reduced(int dim, boolean keep) {
    if (keep) {
      return withSize(dim, 1);
    }
    long[] rest = new long[sizes.length - 1];
    System.arraycopy(sizes, 0, rest, 0, dim);
    System.arraycopy(sizes, dim + 1, rest, dim, rest.length - dim);
    return of(rest);
  }

  /**
   * The shape that two tensors have once broadcast against each other: sizes are compared from the
   * last dimension; they must be equal, or one of them 1 or missing.
   *
   * @param operation what to name in the error
   * @param other the other shape
   * @return the common shape
   * @throws ShapeException if the shapes do not broadcast
   * @see <a href="https://pytorch.org/docs/stable/notes/broadcasting.html">PyTorch: broadcasting
   *     semantics</a>
   */
  public Shape broadcast(String operation, Shape other) {
    if (equals(other)) {
      return this;
    }
    int rank = Math.max(rank(), other.rank());
    long[] common = new long[rank];
    for (int back = 1; back <= rank; back++) {
      long mine = back <= rank() ? sizes[rank() - back] : 1;
      long theirs = back <= other.rank() ? other.sizes[other.rank() - back] : 1;
      if (mine != theirs && mine != 1 && theirs != 1) {
        throw new ShapeException(
            operation,
            "shapes must broadcast",
            "shapes " + this + " and " + other,
            "sizes that are equal or 1, counted from the last dimension",
            null);
      }
      common[rank - back] = mine == 1 ? theirs : mine;
    }
    return of(common);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(sizes, shape.sizes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sizes);
  }

  /** {@return the sizes as PyTorch prints them, for instance {@code [11, 1]}} */
  @Override
  public String toString() {
    return Arrays.toString(sizes);
  }
}
