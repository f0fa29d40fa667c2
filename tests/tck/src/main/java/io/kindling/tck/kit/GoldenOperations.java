package io.kindling.tck.kit;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kindling.Tensor;
import io.kindling.core.Extremum;
import io.kindling.core.TensorData;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** Calls methods of {@link Tensor} with the inputs and arguments of golden cases. */
public final class GoldenOperations {
  /** An operation. */
  @FunctionalInterface
  private interface Operation {
    List<Tensor> call(List<Tensor> inputs, JsonObject arguments);
  }

  /** An operation with one result. */
  @FunctionalInterface
  private interface One {
    Tensor call(List<Tensor> inputs, JsonObject arguments);
  }

  /** An operation with a number. */
  @FunctionalInterface
  private interface WithNumber {
    Tensor call(Tensor tensor, double number);
  }

  /** An operation along a dimension. */
  @FunctionalInterface
  private interface Along {
    Tensor call(Tensor tensor, int dim, boolean keep);
  }

  private static final Map<String, Operation> ALL = new LinkedHashMap<>();

  static {
    binary("add", Tensor::add, Tensor::add);
    binary("sub", Tensor::sub, Tensor::sub);
    binary("mul", Tensor::mul, Tensor::mul);
    binary("div", Tensor::div, Tensor::div);
    binary("pow", Tensor::pow, Tensor::pow);
    binary("gt", Tensor::gt, Tensor::gt);
    binary("ge", Tensor::ge, Tensor::ge);
    binary("lt", Tensor::lt, Tensor::lt);
    binary("le", Tensor::le, Tensor::le);
    binary("eq", Tensor::eq, Tensor::eq);
    binary("ne", Tensor::ne, Tensor::ne);
    unary("neg", Tensor::neg);
    unary("exp", Tensor::exp);
    unary("log", Tensor::log);
    unary("sqrt", Tensor::sqrt);
    unary("abs", Tensor::abs);
    unary("relu", Tensor::relu);
    unary("sigmoid", Tensor::sigmoid);
    unary("tanh", Tensor::tanh);
    unary("transpose", Tensor::transpose);
    reductions();
    layouts();
  }

  private GoldenOperations() {}

  private static void reductions() {
    reduction("sum", Tensor::sum, Tensor::sum);
    reduction("mean", Tensor::mean, Tensor::mean);
    ALL.put("max", (in, args) -> both(in.get(0).max(dim(args), keep(args))));
    ALL.put("min", (in, args) -> both(in.get(0).min(dim(args), keep(args))));
    one("softmax", (in, args) -> in.get(0).softmax(dim(args)));
    one("logSoftmax", (in, args) -> in.get(0).logSoftmax(dim(args)));
  }

  private static void layouts() {
    one("matmul", (in, args) -> in.get(0).matmul(in.get(1)));
    one("cat", (in, args) -> Tensor.cat(in, dim(args)));
    one("indexSelect", (in, args) -> in.get(0).indexSelect(dim(args), in.get(1)));
    one("reshape", (in, args) -> in.get(0).reshape(sizes(args)));
    one(
        "narrow",
        (in, args) ->
            in.get(0)
                .narrow(dim(args), args.get("start").getAsLong(), args.get("length").getAsLong()));
    one(
        "clamp",
        (in, args) ->
            in.get(0)
                .clamp(
                    number(args, "min", Double.NEGATIVE_INFINITY),
                    number(args, "max", Double.POSITIVE_INFINITY)));
  }

  private static void one(String name, One operation) {
    ALL.put(name, (in, args) -> List.of(operation.call(in, args)));
  }

  private static void unary(String name, UnaryOperator<Tensor> operation) {
    one(name, (in, args) -> operation.apply(in.get(0)));
  }

  private static void binary(String name, BinaryOperator<Tensor> operation, WithNumber withNumber) {
    one(
        name,
        (in, args) ->
            args.has("number")
                ? withNumber.call(in.get(0), args.get("number").getAsDouble())
                : operation.apply(in.get(0), in.get(1)));
  }

  private static void reduction(String name, UnaryOperator<Tensor> ofAll, Along along) {
    one(
        name,
        (in, args) ->
            args.has("dim")
                ? along.call(in.get(0), dim(args), keep(args))
                : ofAll.apply(in.get(0)));
  }

  private static List<Tensor> both(Extremum<Tensor> extremum) {
    return List.of(extremum.values(), extremum.indices());
  }

  private static int dim(JsonObject arguments) {
    return arguments.get("dim").getAsInt();
  }

  private static boolean keep(JsonObject arguments) {
    return arguments.get("keepdim").getAsBoolean();
  }

  private static long[] sizes(JsonObject arguments) {
    return arguments.getAsJsonArray("sizes").asList().stream()
        .mapToLong(JsonElement::getAsLong)
        .toArray();
  }

  private static double number(JsonObject arguments, String name, double absent) {
    return arguments.has(name) ? arguments.get(name).getAsDouble() : absent;
  }

  /** Calls the operation of a case; what {@code max} and {@code min} give is two tensors. */
  public static List<Tensor> call(GoldenCase golden, List<Tensor> inputs) {
    Operation operation = Objects.requireNonNull(ALL.get(golden.text()), golden.text());
    return operation.call(inputs, golden.get("arguments").getAsJsonObject());
  }

  /** The inputs of a case. */
  public static List<TensorData> inputs(GoldenCase golden) {
    return golden.get("inputs").getAsJsonArray().asList().stream().map(Golden::tensor).toList();
  }
}
