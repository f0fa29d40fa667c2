package io.kindling.tck.kit;

import static io.kindling.tck.kit.RandomShapes.below;
import static io.kindling.tck.kit.RandomShapes.broadcasting;
import static io.kindling.tck.kit.RandomShapes.dimension;
import static io.kindling.tck.kit.RandomShapes.withDimension;

import io.kindling.Tensor;
import io.kindling.core.Shape;
import io.kindling.core.TorchRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The differentiable operations, each with the inputs that it can be tried on. */
@FunctionalInterface
public interface Differentiable {
  /**
   * An operation with the shapes of its inputs.
   *
   * @param shapes the inputs' shapes
   * @param signed whether the inputs may be negative
   * @param operation what to differentiate
   */
  public record Trial(
      List<Shape> shapes, boolean signed, Function<List<Tensor>, Tensor> operation) {}

  /** Every operation by name. */
  public Map<String, Differentiable> ALL = all();

  /** A trial on a shape, or on one near it that the operation takes. */
  public Trial on(BackendUnderTest test, TorchRandom random, Shape shape);

  private static Map<String, Differentiable> all() {
    Map<String, Differentiable> all = new LinkedHashMap<>();
    binary(all, "add", Tensor::add);
    binary(all, "sub", Tensor::sub);
    binary(all, "mul", Tensor::mul);
    binary(all, "div", Tensor::div);
    binary(all, "pow", Tensor::pow);
    binary(all, "where", (a, b) -> a.where(a.detach().gt(0.75), b));
    unary(all, "where, or a number", true, a -> a.where(a.detach().gt(0.25), 0.5));
    unary(all, "add a number", true, a -> a.add(0.5));
    unary(all, "sub a number", true, a -> a.sub(0.5));
    unary(all, "mul by a number", true, a -> a.mul(-0.5));
    unary(all, "div by a number", true, a -> a.div(-2));
    unary(all, "pow of a number", false, a -> a.pow(2.5));
    unary(all, "neg", true, Tensor::neg);
    unary(all, "exp", true, Tensor::exp);
    unary(all, "expm1", true, Tensor::expm1);
    unary(all, "log", false, Tensor::log);
    unary(all, "log1p", false, Tensor::log1p);
    unary(all, "sqrt", false, Tensor::sqrt);
    unary(all, "abs", true, Tensor::abs);
    unary(all, "clamp from below", true, a -> a.clamp(-0.25, 9));
    unary(all, "clamp from above", true, a -> a.clamp(-9, 0.25));
    unary(all, "relu", true, Tensor::relu);
    unary(all, "sigmoid", true, Tensor::sigmoid);
    unary(all, "tanh", true, Tensor::tanh);
    unary(all, "sum", true, Tensor::sum);
    unary(all, "mean", true, a -> a.shape().numel() == 0 ? a : a.mean());
    unary(all, "reshape", true, a -> a.reshape(a.shape().numel()));
    alongDimension(all, "softmax", Tensor::softmax);
    alongDimension(all, "logSoftmax", Tensor::logSoftmax);
    alongDimension(all, "sum along a dimension", (a, dim) -> a.sum(dim));
    alongDimension(all, "sum that keeps the dimension", (a, dim) -> a.sum(dim, true));
    alongDimension(all, "mean along a dimension", (a, dim) -> filled(a, dim) ? a.mean(dim) : a);
    alongDimension(
        all, "mean that keeps the dimension", (a, dim) -> filled(a, dim) ? a.mean(dim, true) : a);
    alongDimension(all, "max", (a, dim) -> filled(a, dim) ? a.max(dim).values() : a);
    alongDimension(all, "min", (a, dim) -> filled(a, dim) ? a.min(dim, true).values() : a);
    alongDimension(all, "narrow", (a, dim) -> a.narrow(dim, 0, (a.shape().size(dim) + 1) / 2));
    alongDimension(all, "cat", (a, dim) -> Tensor.cat(List.of(a, a.neg(), a), dim));
    all.put("indexSelect", Differentiable::indexSelect);
    all.put("matmul", Differentiable::matmul);
    all.put("transpose", Differentiable::transpose);
    return all;
  }

  /** An operation along a dimension. */
  @FunctionalInterface
  public interface Along {
    /** Computes it. */
    Tensor apply(Tensor tensor, int dim);
  }

  private static boolean filled(Tensor tensor, int dim) {
    return tensor.shape().size(dim) > 0;
  }

  private static void unary(
      Map<String, Differentiable> all, String name, boolean signed, UnaryOperator<Tensor> op) {
    all.put(
        name,
        (test, random, shape) -> new Trial(List.of(shape), signed, in -> op.apply(in.get(0))));
  }

  private static void binary(
      Map<String, Differentiable> all, String name, BinaryOperator<Tensor> op) {
    all.put(
        name,
        (test, random, shape) ->
            new Trial(
                List.of(broadcasting(random, shape), broadcasting(random, shape)),
                /* signed= */ false,
                in -> op.apply(in.get(0), in.get(1))));
  }

  private static void alongDimension(Map<String, Differentiable> all, String name, Along op) {
    all.put(
        name,
        (test, random, shape) -> {
          Shape tried = withDimension(shape);
          int dim = dimension(random, tried);
          return new Trial(List.of(tried), /* signed= */ true, in -> op.apply(in.get(0), dim));
        });
  }

  private static Trial indexSelect(BackendUnderTest test, TorchRandom random, Shape shape) {
    Shape tried = withDimension(shape);
    int dim = dimension(random, tried);
    int size = (int) tried.size(dim);
    long[] indices = new long[size == 0 ? 0 : below(random, 5)];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = below(random, size);
    }
    return new Trial(
        List.of(tried),
        /* signed= */ true,
        in -> in.get(0).indexSelect(dim, test.integers(indices)));
  }

  private static Trial matmul(BackendUnderTest test, TorchRandom random, Shape shape) {
    long[] sizes = {below(random, 4), below(random, 4), below(random, 4)};
    Shape first = Shape.of(sizes[0], sizes[1]);
    Shape second = Shape.of(sizes[1], sizes[2]);
    return new Trial(List.of(first, second), /* signed= */ true, in -> in.get(0).matmul(in.get(1)));
  }

  private static Trial transpose(BackendUnderTest test, TorchRandom random, Shape shape) {
    Shape matrix = Shape.of(below(random, 4), below(random, 4));
    return new Trial(List.of(matrix), /* signed= */ true, in -> in.get(0).transpose());
  }
}
