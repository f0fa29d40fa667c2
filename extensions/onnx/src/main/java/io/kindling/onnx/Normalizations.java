package io.kindling.onnx;

import io.kindling.nn.BatchNorm1dSpec;
import io.kindling.nn.LayerNormSpec;
import io.kindling.nn.RmsNormSpec;
import java.util.ArrayList;
import java.util.List;

/** Modules that normalise, as nodes. */
final class Normalizations {
  private final Graph graph;

  Normalizations(Graph graph) {
    this.graph = graph;
  }

  String layer(LayerNormSpec norm, String x, String weight, List<String> bias) {
    List<String> inputs = new ArrayList<>(List.of(x, weight));
    inputs.addAll(bias);
    return graph.node(
        "LayerNormalization",
        inputs,
        Attribute.integer("axis", -norm.normalizedShape().size()),
        Attribute.decimal("epsilon", norm.eps()));
  }

  /** {@code x / √(mean(x²) + ε) · weight}. */
  String rootMeanSquare(RmsNormSpec norm, Value x, String weight) {
    long[] axes = new long[norm.normalizedShape().size()];
    for (int i = 0; i < axes.length; i++) {
      axes[i] = i - axes.length;
    }
    return graph.node("Mul", List.of(over(x.name(), x.name(), axes, norm.eps()), weight));
  }

  /** By the statistics of the training; they are weight, bias, mean and variance. */
  String batch(BatchNorm1dSpec norm, String x, List<String> statistics) {
    List<String> inputs = new ArrayList<>(List.of(x));
    inputs.addAll(statistics);
    return graph.node("BatchNormalization", inputs, Attribute.decimal("epsilon", norm.eps()));
  }

  /** By the statistics of the rows that are there. */
  String ownBatch(BatchNorm1dSpec norm, Value x, String weight, String bias) {
    long[] axes = x.shape().rank() == 2 ? new long[] {0} : new long[] {0, 2};
    String centred = graph.node("Sub", List.of(x.name(), mean(x.name(), axes)));
    String scaled = over(centred, centred, axes, norm.eps());
    return graph.node("Add", List.of(graph.node("Mul", List.of(scaled, weight)), bias));
  }

  /** {@code x / √(mean(y²) + ε)}. */
  private String over(String x, String y, long[] axes, double eps) {
    String square = mean(graph.node("Mul", List.of(y, y)), axes);
    String root =
        graph.node("Sqrt", List.of(graph.node("Add", List.of(square, graph.number(eps)))));
    return graph.node("Div", List.of(x, root));
  }

  private String mean(String x, long[] axes) {
    return graph.node("ReduceMean", List.of(x), Attribute.integers("axes", axes));
  }
}
