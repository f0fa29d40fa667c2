package io.kindling.onnx;

import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.error.SpecException;
import io.kindling.nn.BatchNorm1dSpec;
import io.kindling.nn.ColumnEmbeddingSpec;
import io.kindling.nn.DropoutSpec;
import io.kindling.nn.EmbeddingSpec;
import io.kindling.nn.FlattenSpec;
import io.kindling.nn.LayerNormSpec;
import io.kindling.nn.LinearSpec;
import io.kindling.nn.ModuleSpec;
import io.kindling.nn.PreluSpec;
import io.kindling.nn.RmsNormSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Modules as nodes, as they are in evaluation. */
final class Modules {
  private final Graph graph;
  private final Activations activations;
  private final Embeddings embeddings;
  private final Normalizations normalizations;

  Modules(Graph graph) {
    this.graph = graph;
    this.activations = new Activations(graph);
    this.embeddings = new Embeddings(graph);
    this.normalizations = new Normalizations(graph);
  }

  /** With a whole model; returns what it makes. */
  Value add(ModuleSpec spec, Map<String, TensorData> state, Value input) {
    return add(spec, new Parameters(graph, state, ""), input);
  }

  private Value add(ModuleSpec spec, Parameters parameters, Value input) {
    Shape shape = spec.outputShape(input.shape());
    if (spec.parts().isEmpty()) {
      return new Value(node(spec, parameters, input), shape);
    }
    Value value = input;
    for (int i = 0; i < spec.parts().size(); i++) {
      value = add(spec.parts().get(i), parameters.of(i), value);
    }
    return value;
  }

  private String node(ModuleSpec spec, Parameters parameters, Value x) {
    if (spec instanceof LinearSpec linear) {
      return linear(linear, parameters, x.name());
    }
    if (spec instanceof DropoutSpec) {
      return x.name();
    }
    if (spec instanceof FlattenSpec) {
      return flatten(x, spec.outputShape(x.shape()));
    }
    if (spec instanceof PreluSpec prelu) {
      return activations.prelu(prelu, parameters, x);
    }
    if (spec instanceof EmbeddingSpec embedding) {
      return embeddings.embedding(embedding, parameters, x.name());
    }
    if (spec instanceof ColumnEmbeddingSpec embedding) {
      return embeddings.columns(embedding, parameters, x);
    }
    if (spec instanceof LayerNormSpec norm) {
      return normalizations.layer(norm, parameters, x.name());
    }
    if (spec instanceof RmsNormSpec norm) {
      return normalizations.rootMeanSquare(norm, parameters, x);
    }
    if (spec instanceof BatchNorm1dSpec norm) {
      return normalizations.batch(norm, parameters, x);
    }
    return activation(spec, x.name());
  }

  private String activation(ModuleSpec spec, String x) {
    String activated = activations.find(spec, x);
    if (activated == null) {
      throw new SpecException(
          "onnx",
          "each module must be one of Kindling's own",
          spec + "",
          "those that kindling train --help lists",
          null);
    }
    return activated;
  }

  private String linear(LinearSpec linear, Parameters parameters, String x) {
    Shape weight = Shape.of(linear.outFeatures(), linear.inFeatures());
    List<String> inputs = new ArrayList<>(List.of(x, parameters.constant("weight", weight)));
    if (linear.bias()) {
      inputs.add(parameters.constant("bias", Shape.of(linear.outFeatures())));
    }
    return graph.node("Gemm", inputs, Attribute.integer("transB", 1));
  }

  /** The rows' number is left open: 0 takes over the input's own size, −1 is what is left. */
  private String flatten(Value x, Shape output) {
    long[] sizes = output.sizes();
    if (x.shape().rank() > 0) {
      sizes[0] = output.size(0) == x.shape().size(0) ? 0 : -1;
    }
    return graph.node("Reshape", List.of(x.name(), graph.integers(sizes)));
  }
}
