package io.kindling.tck;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kindling.Tensor;
import io.kindling.core.Extremum;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * An operation of {@code operations.json}.
 *
 * @param method the name of {@link Tensor}'s method
 * @param call calls it
 */
record GoldenOperation(String method, Call call) {
  /** Calls an operation with the inputs and arguments of a case. */
  @FunctionalInterface
  interface Call {
    List<Tensor> apply(List<Tensor> inputs, JsonObject arguments);
  }

  /** An operation with a number. */
  @FunctionalInterface
  private interface WithNumber {
    Tensor apply(Tensor tensor, double number);
  }

  private static final Map<String, GoldenOperation> ALL = new LinkedHashMap<>();

  static {
    binary("add", Tensor::add, Tensor::add);
    binary("sub", Tensor::sub, Tensor::sub);
    binary("mul", Tensor::mul, Tensor::mul);
    binary("div", Tensor::div, Tensor::div);
    binary("pow", Tensor::pow, Tensor::pow);
    comparison("greater", "gt", Tensor::gt, Tensor::gt);
    comparison("greater_equal", "ge", Tensor::ge, Tensor::ge);
    comparison("less", "lt", Tensor::lt, Tensor::lt);
    comparison("less_equal", "le", Tensor::le, Tensor::le);
    comparison("equal", "eq", Tensor::eq, Tensor::eq);
    comparison("not_equal", "ne", Tensor::ne, Tensor::ne);
    unary("neg", Tensor::neg);
    unary("exp", Tensor::exp);
    unary("log", Tensor::log);
    unary("sqrt", Tensor::sqrt);
    unary("abs", Tensor::abs);
    unary("relu", Tensor::relu);
    unary("sigmoid", Tensor::sigmoid);
    unary("tanh", Tensor::tanh);
    unary("transpose", Tensor::transpose);
    unary("sum", Tensor::sum);
    unary("mean", Tensor::mean);
    reductions();
    layouts();
  }

  private static void reductions() {
    add("sum_dim", "sum", (in, args) -> List.of(in.get(0).sum(dim(args), keep(args))));
    add("mean_dim", "mean", (in, args) -> List.of(in.get(0).mean(dim(args), keep(args))));
    add("max_dim", "max", (in, args) -> both(in.get(0).max(dim(args), keep(args))));
    add("min_dim", "min", (in, args) -> both(in.get(0).min(dim(args), keep(args))));
    add("softmax", "softmax", (in, args) -> List.of(in.get(0).softmax(dim(args))));
    add("log_softmax", "logSoftmax", (in, args) -> List.of(in.get(0).logSoftmax(dim(args))));
  }

  private static void layouts() {
    add("matmul", "matmul", (in, args) -> List.of(in.get(0).matmul(in.get(1))));
    add("cat", "cat", (in, args) -> List.of(Tensor.cat(in, dim(args))));
    add(
        "index_select",
        "indexSelect",
        (in, args) -> List.of(in.get(0).indexSelect(dim(args), in.get(1))));
    add("reshape", "reshape", (in, args) -> List.of(in.get(0).reshape(sizes(args))));
    add(
        "narrow",
        "narrow",
        (in, args) ->
            List.of(
                in.get(0)
                    .narrow(
                        dim(args), args.get("start").getAsLong(), args.get("length").getAsLong())));
    add(
        "clamp",
        "clamp",
        (in, args) ->
            List.of(
                in.get(0)
                    .clamp(
                        number(args, "min", Double.NEGATIVE_INFINITY),
                        number(args, "max", Double.POSITIVE_INFINITY))));
  }

  private static void add(String name, String method, Call call) {
    ALL.put(name, new GoldenOperation(method, call));
  }

  private static void unary(String name, UnaryOperator<Tensor> operation) {
    add(name, name, (in, args) -> List.of(operation.apply(in.get(0))));
  }

  private static void binary(String name, BinaryOperator<Tensor> operation, WithNumber withNumber) {
    comparison(name, name, operation, withNumber);
  }

  private static void comparison(
      String name, String method, BinaryOperator<Tensor> operation, WithNumber withNumber) {
    add(name, method, (in, args) -> List.of(operation.apply(in.get(0), in.get(1))));
    add(
        name + "_number",
        method,
        (in, args) -> List.of(withNumber.apply(in.get(0), args.get("number").getAsDouble())));
  }

  private static List<Tensor> both(Extremum<Tensor> extremum) {
    return List.of(extremum.values(), extremum.indices());
  }

  private static int dim(JsonObject arguments) {
    return arguments.get("dim").getAsInt();
  }

  private static boolean keep(JsonObject arguments) {
    return arguments.get("keep").getAsBoolean();
  }

  private static long[] sizes(JsonObject arguments) {
    return arguments.getAsJsonArray("sizes").asList().stream()
        .mapToLong(JsonElement::getAsLong)
        .toArray();
  }

  static double number(JsonObject arguments, String name, double absent) {
    return arguments.has(name) ? arguments.get(name).getAsDouble() : absent;
  }

  /** The operation of a case. */
  static GoldenOperation of(JsonObject golden) {
    String name = golden.get("operation").getAsString();
    return Objects.requireNonNull(ALL.get(name), name);
  }
}
