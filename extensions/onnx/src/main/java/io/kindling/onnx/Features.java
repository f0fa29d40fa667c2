package io.kindling.onnx;

import io.kindling.core.DType;
import io.kindling.core.Shape;
import io.kindling.data.Scaling;
import io.kindling.data.Standardizer;
import io.kindling.error.DataException;
import io.kindling.model.TrainedModel;
import io.kindling.table.BooleanEncoding;
import io.kindling.table.CategoryEncoding;
import io.kindling.table.DateEncoding;
import io.kindling.table.Encoding;
import io.kindling.table.FeatureColumn;
import io.kindling.table.IndexEncoding;
import io.kindling.table.MissingValues;
import io.kindling.table.NumberEncoding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * A table's columns as a model's features, {@code [rows, features]}, with the arithmetic of {@link
 * FeatureColumn} and {@link Scaling}: in float64 until all is scaled. A cell that those refuse is
 * NaN.
 */
final class Features {
  /** The codes of texts; levels are numbered from 1. */
  private static final long STRANGE = 0;

  private static final long MISSING = -1;
  private static final long UNREADABLE = -2;

  private final Graph graph;
  private final TrainedModel model;
  private final Dates dates;

  Features(Graph graph, TrainedModel model) {
    this.graph = graph;
    this.model = model;
    this.dates = new Dates(graph);
  }

  /** With an input for each column. */
  void declare() {
    for (FeatureColumn column : model.columns().columns()) {
      if (isNumber(column.encoding())) {
        number(column.column());
      } else {
        input(column.column(), ElementType.STRING);
      }
    }
  }

  /** Whether its cells are numbers; dates are, in days. */
  private static boolean isNumber(Encoding encoding) {
    return encoding instanceof NumberEncoding || encoding instanceof DateEncoding;
  }

  /** With an input of numbers; returns its name. */
  String number(String column) {
    return input(column, ElementType.DOUBLE);
  }

  private String input(String column, ElementType type) {
    if (column.isEmpty()) {
      throw new DataException(
          "onnx", "each column must have a name", "one without", "a name", "name it in the table");
    }
    return graph.input(Declared.of(column, type, Declared.ROWS, 1));
  }

  /** {@return the features, scaled, in float32} */
  String add() {
    List<String> parts = new ArrayList<>();
    int place = 0;
    for (FeatureColumn column : model.columns().columns()) {
      add(column, place, parts);
      place += column.features().size();
    }
    String features = beside(parts);
    Standardizer scaling = model.scaling();
    Scaling scaled = scaling == null ? null : scaling.features();
    return graph.cast(scaled == null ? features : scaled(features, scaled), ElementType.FLOAT);
  }

  private String scaled(String features, Scaling scaling) {
    String centred = apply("Sub", features, row(scaling.mean()));
    return apply("Div", centred, row(scaling.scale()));
  }

  private String row(List<Double> numbers) {
    double[] values = numbers.stream().mapToDouble(Double::doubleValue).toArray();
    return graph.doubles(values, 1, values.length);
  }

  /** Several columns as one. */
  private String beside(List<String> parts) {
    return parts.size() == 1
        ? parts.get(0)
        : graph.node("Concat", parts, Attribute.integer("axis", 1));
  }

  private void add(FeatureColumn column, int place, List<String> parts) {
    Encoding encoding = column.encoding();
    boolean parted = encoding instanceof DateEncoding date && date.parts();
    if (isNumber(encoding) && column.filling() == null && !parted) {
      parts.add(index(column.column(), place));
      return;
    }
    String missing;
    if (isNumber(encoding)) {
      missing = apply("IsNaN", column.column());
      parts.add(filled(index(column.column(), place), missing, column));
      if (parted) {
        parts.addAll(dates.parts(column.column(), missing));
      }
    } else {
      String code = code(column.column(), encoding);
      missing = apply("Equal", code, graph.integers(MISSING));
      parts.add(coded(column, code, missing));
    }
    if (column.filling() != null && column.filling().indicator()) {
      parts.add(graph.cast(missing, ElementType.DOUBLE));
    }
  }

  /** A number that is an index must be whole and within range. */
  private String index(String number, int place) {
    Integer among = model.spec().indexColumns().get(place);
    long count = model.spec().inputType() == DType.INT64 ? model.spec().indices() : 0;
    if (among == null && count == 0) {
      return number;
    }
    String last = graph.exactly((double) (among == null ? count : among) - 1);
    String nearest = apply("Clip", apply("Floor", number), graph.exactly(0), last);
    return apply("Where", apply("Equal", number, nearest), number, graph.exactly(Double.NaN));
  }

  private String filled(String number, String missing, FeatureColumn column) {
    return column.filling() == null
        ? number
        : apply("Where", missing, graph.exactly(column.filling().value()), number);
  }

  /** What a text stands for, as a number: a level, a truth value, or none. */
  private String code(String cell, Encoding encoding) {
    Map<String, Long> codes = new LinkedHashMap<>();
    MissingValues.standard().texts().forEach(text -> codes.put(text, MISSING));
    long other = STRANGE;
    if (encoding instanceof BooleanEncoding) {
      BooleanEncoding.texts().forEach((text, value) -> codes.put(text, (long) value));
      other = UNREADABLE;
    } else {
      long level = STRANGE;
      for (String label : levels(encoding)) {
        codes.put(label, ++level);
      }
    }
    return graph.node(
        OnnxFile.ML,
        "LabelEncoder",
        List.of(cell),
        graph.fresh("LabelEncoder"),
        Attribute.texts("keys_strings", List.copyOf(codes.keySet())),
        Attribute.integers(
            "values_int64s", codes.values().stream().mapToLong(Long::longValue).toArray()),
        Attribute.integer("default_int64", other));
  }

  private static List<String> levels(Encoding encoding) {
    return encoding instanceof IndexEncoding index
        ? index.levels().labels()
        : ((CategoryEncoding) encoding).levels().labels();
  }

  private String coded(FeatureColumn column, String code, String missing) {
    FeatureColumn.@Nullable Filling filling = column.filling();
    String refused = filling == null ? missing : null;
    String features;
    if (column.encoding() instanceof CategoryEncoding category) {
      features = graph.cast(oneHot(code, category.levels().size()), ElementType.DOUBLE);
    } else if (column.encoding() instanceof BooleanEncoding) {
      features = filled(graph.cast(code, ElementType.DOUBLE), missing, column);
      String unreadable = apply("Equal", code, graph.integers(UNREADABLE));
      refused = refused == null ? unreadable : apply("Or", refused, unreadable);
    } else {
      features = graph.cast(apply("Max", code, graph.integers(STRANGE)), ElementType.DOUBLE);
    }
    return refused == null
        ? features
        : apply("Where", refused, graph.exactly(Double.NaN), features);
  }

  private String oneHot(String code, int levels) {
    long[] numbers = LongStream.rangeClosed(1, levels).toArray();
    return apply("Equal", code, graph.integers(numbers, Shape.of(1, levels)));
  }

  private String apply(String operator, String... inputs) {
    return graph.node(operator, List.of(inputs));
  }
}
