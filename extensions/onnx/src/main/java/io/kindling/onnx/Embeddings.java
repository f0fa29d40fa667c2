package io.kindling.onnx;

import io.kindling.core.Shape;
import io.kindling.nn.ColumnEmbeddingSpec;
import io.kindling.nn.EmbeddingSpec;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Modules that look vectors up, as nodes. */
final class Embeddings {
  private static final Message COLUMNS = Attribute.integer("axis", 1);

  private final Graph graph;

  Embeddings(Graph graph) {
    this.graph = graph;
  }

  String embedding(EmbeddingSpec embedding, Parameters parameters, String x) {
    return graph.node("Gather", List.of(parameters.constant("weight", shape(embedding)), x));
  }

  private static Shape shape(EmbeddingSpec table) {
    return Shape.of(table.numEmbeddings(), table.embeddingDim());
  }

  /** The columns between those of indices go round the tables. */
  String columns(ColumnEmbeddingSpec embedding, Parameters parameters, Value x) {
    List<String> parts = new ArrayList<>();
    long from = 0;
    for (int i = 0; i < embedding.columns().size(); i++) {
      long column = embedding.columns().get(i);
      addColumns(x, from, column, parts);
      String at = graph.integers(new long[] {column}, Shape.scalar());
      String index =
          graph.cast(graph.node("Gather", List.of(x.name(), at), COLUMNS), ElementType.INT64);
      String table = padded(embedding.tables().get(i), parameters.of(i));
      parts.add(graph.node("Gather", List.of(table, index)));
      from = column + 1;
    }
    addColumns(x, from, x.shape().size(1), parts);
    return graph.node("Concat", parts, COLUMNS);
  }

  private void addColumns(Value x, long from, long to, List<String> parts) {
    if (from < to) {
      String axis = graph.integers(1);
      parts.add(
          graph.node("Slice", List.of(x.name(), graph.integers(from), graph.integers(to), axis)));
    }
  }

  /** A table of which row 0 stands for no vector, whatever the state has there. */
  private String padded(EmbeddingSpec table, Parameters parameters) {
    float[] vectors = parameters.values("weight", shape(table)).toFloatArray();
    Arrays.fill(vectors, 0, table.embeddingDim(), 0);
    return graph.floats(parameters.prefix() + "weight", FloatBuffer.wrap(vectors), shape(table));
  }
}
