package io.kindling.onnx;

import io.kindling.core.DType;
import io.kindling.core.Shape;
import io.kindling.model.TrainedModel;
import io.kindling.nn.ModuleSpec;
import java.util.List;

/** A model with its preparation as a graph: from a table's columns to its targets. */
final class TableGraph {
  private final TrainedModel model;
  private final Graph graph = new Graph();

  private TableGraph(TrainedModel model) {
    this.model = model;
  }

  static Graph of(TrainedModel model) {
    TableGraph table = new TableGraph(model);
    table.add();
    return table.graph;
  }

  private void add() {
    Features features = new Features(graph, model);
    features.declare();
    String offset = model.offset() == null ? null : features.number(model.offset());
    Answers answers = new Answers(graph, model);
    String x = features.add();
    String y = modules(x);
    if (offset != null) {
      y = graph.node("Add", List.of(y, graph.cast(offset, ElementType.FLOAT)));
    }
    answers.add(graph.node("Add", List.of(y, refused(x))));
  }

  private String modules(String features) {
    ModuleSpec spec = model.spec();
    Shape row = Shape.of(1, model.features().size());
    return new Modules(graph).add(spec, model.state(), new Value(input(features), row)).name();
  }

  /** Indices are looked up even where the row is {@linkplain #refused refused}. */
  private String input(String features) {
    boolean whole = model.spec().inputType() == DType.INT64;
    if (!whole && model.spec().indexColumns().isEmpty()) {
      return features;
    }
    String gap = graph.node("IsNaN", List.of(features));
    String known = graph.node("Where", List.of(gap, graph.number(0), features));
    return whole ? graph.cast(known, ElementType.INT64) : known;
  }

  /** NaN for a row that has a feature which is not finite, else 0: modules may hide it. */
  private String refused(String features) {
    String zeros = graph.node("Mul", List.of(features, graph.number(0)));
    return graph.node("ReduceSum", List.of(zeros, graph.integers(/* axis */ 1)));
  }
}
