package io.kindling.optim;

import io.kindling.core.DType;
import io.kindling.core.ParameterState;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.optim.LbfgsSpec.LineSearch;
import io.kindling.optim.python.PythonValue;
import io.kindling.optim.python.PythonValues;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * L-BFGS's options and state as Python writes them. What is one tensor here, a row an update, is a
 * list of tensors there.
 */
final class LbfgsPython {
  private static final List<String> VECTORS = List.of("d", "prev_flat_grad");
  private static final List<String> HISTORY = List.of("old_dirs", "old_stps");
  private static final long MOST_VALUES = Integer.MAX_VALUE - 8;

  private LbfgsPython() {}

  static PythonValues options(LbfgsSpec spec) {
    LineSearch search = spec.lineSearch();
    return new PythonValues()
        .with("lr", spec.lr())
        .with("max_iter", (long) spec.maxIter())
        .with("max_eval", (long) spec.evaluations())
        .with("tolerance_grad", spec.toleranceGrad())
        .with("tolerance_change", spec.toleranceChange())
        .with("history_size", (long) spec.historySize())
        .with("line_search_fn", search == LineSearch.NONE ? null : search.toString());
  }

  static LbfgsSpec options(PythonValues from) {
    LbfgsSpec spec =
        new LbfgsSpec(
            from.number("lr"),
            from.integer("max_iter"),
            /* maxEval= */ 0,
            from.number("tolerance_grad"),
            from.number("tolerance_change"),
            from.integer("history_size"),
            lineSearch(from));
    // Python evaluates once even where it may not at all
    int evaluations = Math.max(1, from.integer("max_eval"));
    return spec.evaluations() == evaluations ? spec : spec.maxEval(evaluations);
  }

  private static LineSearch lineSearch(PythonValues from) {
    Object name = from.get("line_search_fn");
    if (name == null) {
      return LineSearch.NONE;
    }
    if (!name.equals(LineSearch.STRONG_WOLFE.toString())) {
      from.refuse("line_search_fn", "None or 'strong_wolfe'");
    }
    return LineSearch.STRONG_WOLFE;
  }

  static PythonValues entries(LbfgsSpec spec, ParameterState state) {
    Map<String, TensorData> tensors = state.tensors();
    double iterations = state.numbers().getOrDefault("n_iter", 0.0);
    PythonValues entries =
        new PythonValues()
            .with("func_evals", state.numbers().getOrDefault("func_evals", 0.0).longValue())
            .with("n_iter", (long) iterations);
    if (!tensors.containsKey("d")) {
      return entries;
    }
    List<TensorData> ro = rows(tensors.get("ro"));
    if (iterations > 1) {
      // what an iteration notes in it, no other reads
      entries.with("al", Arrays.asList(new @Nullable Object[spec.historySize()]));
    }
    return entries
        .with("d", tensors.get("d"))
        .with("t", state.numbers().get("t"))
        .with("old_dirs", rows(tensors.get("old_dirs")))
        .with("old_stps", rows(tensors.get("old_stps")))
        .with("ro", ro)
        // Python starts from the number 1
        .with("H_diag", ro.isEmpty() ? 1L : tensors.get("H_diag"))
        .with("prev_flat_grad", tensors.get("prev_flat_grad"))
        .with("prev_loss", state.numbers().get("prev_loss"));
  }

  private static List<TensorData> rows(@Nullable TensorData tensor) {
    if (tensor == null) {
      return List.of();
    }
    int count = (int) tensor.shape().size(0);
    Shape shape = Shape.of(Arrays.copyOfRange(tensor.shape().sizes(), 1, tensor.shape().rank()));
    FloatBuffer values = tensor.floats();
    List<TensorData> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] row = new float[values.capacity() / count];
      values.get(row);
      rows.add(TensorData.of(row, shape));
    }
    return rows;
  }

  static ParameterState entries(PythonValues saved) {
    Map<String, Double> numbers = new HashMap<>();
    Map<String, TensorData> tensors = new HashMap<>();
    for (String name : saved.names()) {
      if (VECTORS.contains(name)) {
        saved.tensor(name).ifPresent(tensor -> tensors.put(name, tensor));
      } else if (HISTORY.contains(name)) {
        stacked(saved, name).ifPresent(tensor -> tensors.put(name, tensor));
      } else {
        switch (name) {
          case "func_evals", "n_iter" -> numbers.put(name, saved.count(name));
          case "t", "prev_loss" -> numbers.put(name, saved.number(name));
          case "H_diag" -> tensors.put(name, scalar(saved.number(name)));
          case "ro" -> numbers(saved, name).ifPresent(tensor -> tensors.put(name, tensor));
          case "al" -> {} // an iteration's scratch paper
          default -> saved.note(name + " is unexpected");
        }
      }
    }
    return new ParameterState(numbers, tensors);
  }

  private static TensorData scalar(double value) {
    return TensorData.full(Shape.scalar(), (float) value);
  }

  /** A list of numbers as one tensor, if there are any. */
  private static Optional<TensorData> numbers(PythonValues saved, String name) {
    List<?> items = saved.list(name);
    float[] values = new float[items.size()];
    for (int i = 0; i < values.length; i++) {
      Double number = PythonValue.number(items.get(i));
      if (number == null) {
        saved.note(name + " holds " + PythonValue.show(items.get(i)) + ", not a number");
        return Optional.empty();
      }
      values[i] = number.floatValue();
    }
    return values.length == 0
        ? Optional.empty()
        : Optional.of(TensorData.of(values, Shape.of(values.length)));
  }

  /** A list of vectors as one tensor, if there are any. */
  private static Optional<TensorData> stacked(PythonValues saved, String name) {
    List<TensorData> rows = new ArrayList<>();
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Object item : saved.list(name)) {
      if (!(item instanceof TensorData row)
          || row.dtype() != DType.FLOAT32
          || !row.shape().equals(rows.isEmpty() ? row.shape() : rows.get(0).shape())) {
        saved.note(name + " holds " + PythonValue.show(item) + ", not float32 vectors of one size");
        return Optional.empty();
      }
      // a small file could repeat a large tensor without end
      if (!seen.add(row)) {
        saved.note(name + " holds a tensor twice");
        return Optional.empty();
      }
      rows.add(row);
    }
    return rows.isEmpty() ? Optional.empty() : stack(saved, name, rows);
  }

  private static Optional<TensorData> stack(
      PythonValues saved, String name, List<TensorData> rows) {
    Shape row = rows.get(0).shape();
    if (rows.size() * (double) row.numel() > MOST_VALUES) {
      saved.note(name + " holds more than " + MOST_VALUES + " values");
      return Optional.empty();
    }
    FloatBuffer values = FloatBuffer.allocate(Math.toIntExact(rows.size() * row.numel()));
    rows.forEach(tensor -> values.put(tensor.floats()));
    long[] sizes =
        LongStream.concat(LongStream.of(rows.size()), LongStream.of(row.sizes())).toArray();
    return Optional.of(TensorData.of(values.array(), Shape.of(sizes)));
  }
}
