package io.kindling.wrong;

import io.kindling.core.ParameterState;
import io.kindling.core.TensorData;
import io.kindling.spi.TensorOperations;
import io.kindling.wrong.Defects.Parts;
import java.util.List;
import java.util.Objects;

/** Steps rightly, state and all, then puts each parameter where another formula would. */
abstract class Restepped<T> extends WrappedOptimizer<T> {
  private final TensorOperations<T> math;
  private final List<T> parameters;

  Restepped(Parts<T> parts) {
    super(parts.right());
    this.math = parts.math();
    this.parameters = parts.parameters();
  }

  /** One number of a parameter, its gradient, and what the right step has left of it. */
  record Element(double value, double gradient, ParameterState state, int index) {
    double number(String name) {
      return Objects.requireNonNull(state.numbers().get(name));
    }

    double remembered(String name) {
      return Objects.requireNonNull(state.tensors().get(name)).floats().get(index);
    }
  }

  /** Where the other formula puts it. */
  abstract double next(Element element);

  @Override
  public final void step() {
    List<TensorData> before = parameters.stream().map(math::read).toList();
    super.step();
    List<ParameterState> state = state();
    for (int i = 0; i < before.size(); i++) {
      T gradient = math.grad(parameters.get(i));
      if (gradient != null) {
        float[] slopes = math.read(gradient).toFloatArray();
        float[] values = before.get(i).toFloatArray();
        for (int j = 0; j < values.length; j++) {
          values[j] = (float) next(new Element(values[j], slopes[j], state.get(i), j));
        }
        math.assign(parameters.get(i), TensorData.of(values, before.get(i).shape()));
      }
    }
  }
}
