package io.kindling.onnx;

import io.kindling.data.Scaling;
import io.kindling.model.Outputs;
import io.kindling.model.TrainedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** A model's outputs as what they stand for, with the arithmetic of {@link Outputs}. */
final class Answers {
  private static final String PROBABILITIES = " probabilities";
  private static final Message COLUMNS = Attribute.integer("axis", 1);

  /** The number of the label where there is no answer. */
  private static final long NONE = -1;

  private final Graph graph;
  private final Outputs outputs;
  private final @Nullable Scaling scaling;
  private final List<String> targets = new ArrayList<>();

  /** Takes the targets' names, before a node has one of them. */
  Answers(Graph graph, TrainedModel model) {
    this.graph = graph;
    this.outputs = model.outputs();
    this.scaling = model.scaling() == null ? null : model.scaling().targets();
    outputs.targets().forEach(target -> targets.add(graph.fresh(target)));
  }

  /** With an output for each target, of what the modules made. */
  void add(String made) {
    String exact = graph.cast(made, ElementType.DOUBLE);
    if (!outputs.areLabels()) {
      numbers(scaling == null ? exact : restored(exact, scaling));
    } else if (outputs.binary()) {
      for (int target = 0; target < targets.size(); target++) {
        twoLabels(target, exact);
      }
    } else {
      String number = graph.node("ArgMax", List.of(made), COLUMNS);
      String shares = graph.node("Softmax", List.of(exact), Attribute.integer("axis", 1));
      label(0, number, graph.node("ReduceSum", List.of(exact, axis())), shares);
    }
  }

  private String axis() {
    return graph.integers(1);
  }

  private String restored(String values, Scaling scaling) {
    return apply("Add", apply("Mul", values, row(scaling.scale())), row(scaling.mean()));
  }

  private String row(List<Double> numbers) {
    double[] values = numbers.stream().mapToDouble(Double::doubleValue).toArray();
    return graph.doubles(values, 1, values.length);
  }

  private void numbers(String values) {
    for (int i = 0; i < targets.size(); i++) {
      String name = targets.get(i);
      graph.named(name, "Gather", List.of(values, graph.integers(i)), COLUMNS);
      graph.output(Declared.of(name, ElementType.DOUBLE, Declared.ROWS, 1));
    }
  }

  private void twoLabels(int target, String logits) {
    String logit = graph.node("Gather", List.of(logits, graph.integers(target)), COLUMNS);
    String second = apply("Greater", logit, graph.exactly(0));
    String shares =
        graph.node(
            "Concat",
            List.of(apply("Sigmoid", apply("Neg", logit)), apply("Sigmoid", logit)),
            COLUMNS);
    label(target, graph.cast(second, ElementType.INT64), logit, shares);
  }

  /** With a label by its number, which means nothing where the logit is NaN. */
  private void label(int target, String number, String logit, String shares) {
    List<String> labels = outputs.classes().get(target);
    String known = apply("Where", apply("IsNaN", logit), graph.integers(NONE), number);
    String name = targets.get(target);
    graph.node(
        OnnxFile.ML,
        "LabelEncoder",
        List.of(known),
        name,
        Attribute.integers("keys_int64s", LongStream.range(0, labels.size()).toArray()),
        Attribute.texts("values_strings", labels),
        Attribute.text("default_string", ""));
    graph.output(Declared.of(name, ElementType.STRING, Declared.ROWS, 1));
    String probabilities = graph.fresh(name + PROBABILITIES);
    graph.named(probabilities, "Identity", List.of(shares));
    graph.output(Declared.of(probabilities, ElementType.DOUBLE, Declared.ROWS, labels.size()));
  }

  private String apply(String operator, String... inputs) {
    return graph.node(operator, List.of(inputs));
  }
}
