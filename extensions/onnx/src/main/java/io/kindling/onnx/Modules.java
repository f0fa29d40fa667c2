package io.kindling.onnx;

import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.error.SpecException;
import io.kindling.error.StateDictException;
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
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Modules as nodes, as they are in evaluation. */
final class Modules {
  private final Graph graph;
  private final Map<String, TensorData> state;
  private final Activations activations;
  private final Normalizations normalizations;

  Modules(Graph graph, Map<String, TensorData> state) {
    this.graph = graph;
    this.state = state;
    this.activations = new Activations(graph);
    this.normalizations = new Normalizations(graph);
  }

  /** With a module of which all parameters have a prefix. */
  Value add(ModuleSpec spec, String prefix, Value input) {
    Shape shape = spec.outputShape(input.shape());
    if (spec.parts().isEmpty()) {
      return new Value(node(spec, prefix, input), shape);
    }
    Value value = input;
    for (int i = 0; i < spec.parts().size(); i++) {
      value = add(spec.parts().get(i), prefix + i + ".", value);
    }
    return value;
  }

  private String node(ModuleSpec spec, String prefix, Value x) {
    if (spec instanceof LinearSpec linear) {
      return linear(linear, prefix, x.name());
    }
    if (spec instanceof DropoutSpec) {
      return x.name();
    }
    if (spec instanceof FlattenSpec) {
      return flatten(x, spec.outputShape(x.shape()));
    }
    if (spec instanceof PreluSpec prelu) {
      return prelu(prelu, prefix, x);
    }
    if (spec instanceof EmbeddingSpec embedding) {
      String table = parameter(prefix + "weight", shape(embedding));
      return graph.node("Gather", List.of(table, x.name()));
    }
    if (spec instanceof ColumnEmbeddingSpec embedding) {
      return columnEmbedding(embedding, prefix, x);
    }
    if (spec instanceof LayerNormSpec norm) {
      boolean affine = norm.elementwiseAffine();
      String weight = affine ? parameter(prefix + "weight", norm.shape()) : ones(norm.shape());
      List<String> bias = affine ? List.of(parameter(prefix + "bias", norm.shape())) : List.of();
      return normalizations.layer(norm, x.name(), weight, bias);
    }
    if (spec instanceof RmsNormSpec norm) {
      Shape shape = last(x.shape(), norm.normalizedShape().size());
      return normalizations.rootMeanSquare(norm, x, parameter(prefix + "weight", shape));
    }
    if (spec instanceof BatchNorm1dSpec norm) {
      return batchNorm(norm, prefix, x);
    }
    String activated = activations.find(spec, x.name());
    if (activated == null) {
      throw new SpecException(
          "onnx",
          "each module must be one of Kindling's own",
          spec + "",
          "those that `kindling train --help` lists",
          "write the model in modules of Kindling's");
    }
    return activated;
  }

  private String linear(LinearSpec linear, String prefix, String x) {
    Shape weight = Shape.of(linear.outFeatures(), linear.inFeatures());
    List<String> inputs = new ArrayList<>(List.of(x, parameter(prefix + "weight", weight)));
    if (linear.bias()) {
      inputs.add(parameter(prefix + "bias", Shape.of(linear.outFeatures())));
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

  private String prelu(PreluSpec prelu, String prefix, Value x) {
    String slopes = parameter(prefix + "weight", Shape.of(prelu.numParameters()));
    int behind = prelu.numParameters() == 1 ? x.shape().rank() - 1 : x.shape().rank() - 2;
    return graph.node("PRelu", List.of(x.name(), channels(slopes, prelu.numParameters(), behind)));
  }

  /** A number a channel, with as many dimensions of 1 behind it: −1 makes a scalar of one. */
  private String channels(String values, int count, int behind) {
    if (behind == 0) {
      return values;
    }
    long[] sizes = new long[behind + 1];
    Arrays.fill(sizes, 1);
    if (sizes.length > 0) {
      sizes[0] = count;
    }
    return graph.node("Reshape", List.of(values, graph.integers(sizes)));
  }

  private String columnEmbedding(ColumnEmbeddingSpec embedding, String prefix, Value x) {
    List<String> parts = new ArrayList<>();
    long from = 0;
    for (int i = 0; i < embedding.columns().size(); i++) {
      int column = embedding.columns().get(i);
      addColumns(x, from, column, parts);
      String index =
          graph.node(
              "Gather",
              List.of(x.name(), graph.integers(new long[] {column}, Shape.scalar())),
              Attribute.integer("axis", 1));
      String table = padded(embedding.tables().get(i), prefix + i + ".weight");
      parts.add(graph.node("Gather", List.of(table, graph.cast(index, ElementType.INT64))));
      from = column + 1L;
    }
    addColumns(x, from, x.shape().size(1), parts);
    return graph.node("Concat", parts, Attribute.integer("axis", 1));
  }

  private void addColumns(Value x, long from, long to, List<String> parts) {
    if (from < to) {
      parts.add(
          graph.node(
              "Slice",
              List.of(
                  x.name(),
                  graph.integers(from),
                  graph.integers(to),
                  graph.integers(/* axis */ 1))));
    }
  }

  /** A table of which row 0 stands for no vector, whatever the file has there. */
  private String padded(EmbeddingSpec table, String name) {
    float[] vectors = values(name, shape(table)).toFloatArray();
    Arrays.fill(vectors, 0, table.embeddingDim(), 0);
    return graph.floats(name, FloatBuffer.wrap(vectors), shape(table));
  }

  private static Shape shape(EmbeddingSpec table) {
    return Shape.of(table.numEmbeddings(), table.embeddingDim());
  }

  private String batchNorm(BatchNorm1dSpec norm, String prefix, Value x) {
    Shape shape = Shape.of(norm.numFeatures());
    String weight = norm.affine() ? parameter(prefix + "weight", shape) : ones(shape);
    String bias = norm.affine() ? parameter(prefix + "bias", shape) : full(shape, 0);
    if (norm.trackRunningStats()) {
      String mean = parameter(prefix + "running_mean", shape);
      String variance = parameter(prefix + "running_var", shape);
      return normalizations.batch(norm, x.name(), List.of(weight, bias, mean, variance));
    }
    int behind = x.shape().rank() - 2;
    return normalizations.ownBatch(
        norm,
        x,
        channels(weight, norm.numFeatures(), behind),
        channels(bias, norm.numFeatures(), behind));
  }

  private static Shape last(Shape shape, int dimensions) {
    long[] sizes = new long[dimensions];
    for (int i = 0; i < dimensions; i++) {
      sizes[i] = shape.size(shape.rank() - dimensions + i);
    }
    return Shape.of(sizes);
  }

  private String ones(Shape shape) {
    return full(shape, 1);
  }

  private String full(Shape shape, float value) {
    return graph.floats("full", TensorData.full(shape, value).floats(), shape);
  }

  private String parameter(String name, Shape shape) {
    return graph.floats(name, values(name, shape).floats(), shape);
  }

  private TensorData values(String name, Shape shape) {
    TensorData values = state.get(name);
    if (values == null || !values.shape().equals(shape)) {
      throw new StateDictException(
          "onnx",
          "the state must be that of the model",
          name + (values == null ? " is missing" : " of shape " + values.shape()),
          name + " of shape " + shape,
          null);
    }
    return values;
  }
}
