package io.kindling.onnx;

import io.kindling.core.Shape;
import io.kindling.nn.BatchNorm1dSpec;
import io.kindling.nn.LayerNormSpec;
import io.kindling.nn.RmsNormSpec;
import java.util.List;

/** Modules that normalise, as nodes. */
final class Normalizations {
  private final Graph graph;

  Normalizations(Graph graph) {
    this.graph = graph;
  }

  String layer(LayerNormSpec norm, Parameters parameters, String x) {
    String weight = parameters.constant("weight", norm.shape(), norm.elementwiseAffine(), 1);
    String bias = parameters.constant("bias", norm.shape(), norm.elementwiseAffine(), 0);
    return graph.node(
        "LayerNormalization",
        List.of(x, weight, bias),
        Attribute.integer("axis", -norm.normalizedShape().size()),
        Attribute.decimal("epsilon", norm.eps()));
  }

  String rootMeanSquare(RmsNormSpec norm, Parameters parameters, Value x) {
    List<Integer> shape = norm.normalizedShape();
    long[] axes = new long[shape.size()];
    for (int i = 0; i < axes.length; i++) {
      axes[i] = (long) i - axes.length;
    }
    long[] sizes = shape.stream().mapToLong(Integer::longValue).toArray();
    String weight = parameters.constant("weight", Shape.of(sizes));
    return apply("Mul", scaled(x.name(), axes, norm.eps()), weight);
  }

  /** By the statistics of the training, or where there are none, by those of the rows. */
  String batch(BatchNorm1dSpec norm, Parameters parameters, Value x) {
    Shape features = Shape.of(norm.numFeatures());
    String weight = parameters.constant("weight", features, norm.affine(), 1);
    String bias = parameters.constant("bias", features, norm.affine(), 0);
    if (norm.trackRunningStats()) {
      String mean = parameters.constant("running_mean", features);
      String variance = parameters.constant("running_var", features);
      return graph.node(
          "BatchNormalization",
          List.of(x.name(), weight, bias, mean, variance),
          Attribute.decimal("epsilon", norm.eps()));
    }
    int behind = x.shape().rank() - 2;
    long[] axes = behind == 0 ? new long[] {0} : new long[] {0, 2};
    String centred = apply("Sub", x.name(), mean(x.name(), axes));
    String normal = scaled(centred, axes, norm.eps());
    String weighted = apply("Mul", normal, graph.channels(weight, norm.numFeatures(), behind));
    return apply("Add", weighted, graph.channels(bias, norm.numFeatures(), behind));
  }

  /** {@code x / √(mean(x²) + ε)}. */
  private String scaled(String x, long[] axes, double eps) {
    String square = mean(apply("Mul", x, x), axes);
    return apply("Div", x, apply("Sqrt", apply("Add", square, graph.number(eps))));
  }

  private String mean(String x, long[] axes) {
    return graph.node("ReduceMean", List.of(x), Attribute.integers("axes", axes));
  }

  private String apply(String operator, String... inputs) {
    return graph.node(operator, List.of(inputs));
  }
}
