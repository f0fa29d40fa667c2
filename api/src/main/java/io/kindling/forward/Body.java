package io.kindling.forward;

import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.core.TorchRandom;
import io.kindling.error.KindlingException;
import io.kindling.error.ShapeException;
import io.kindling.error.SpecException;
import io.kindling.nn.ModuleBody;
import io.kindling.nn.ModuleState;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** What a description writes in tensor operations, of one row after the other. */
final class Body implements Layer, ModuleState<Values> {
  private final String name;
  private final ModuleBody body;
  private final Map<String, Values> state;
  private final Shape in;
  private final Shape out;

  private Body(String name, ModuleBody body, Map<String, Values> state, Shape in, Shape out) {
    this.name = name;
    this.body = body;
    this.state = state;
    this.in = in;
    this.out = out;
  }

  static Body of(ModuleBody body, NamedState.Part part, Shape row) {
    Map<String, Values> state = new LinkedHashMap<>();
    Map<String, TensorData> initial = part.spec().initialState(new TorchRandom(0));
    initial.forEach(
        (name, first) -> state.put(name, Values.of(part.data(name, first.shape(), first.dtype()))));
    return new Body(part.spec().name(), body, state, row, part.spec().outputShape(row));
  }

  @Override
  public void forward(float[] x, float[] y, int rows) {
    int width = (int) in.numel();
    int made = (int) out.numel();
    for (int row = 0; row < rows; row++) {
      float[] one = Arrays.copyOfRange(x, row * width, (row + 1) * width);
      Values values = run(new Values(in, one));
      if (!values.shape().equals(out)) {
        throw new ShapeException(
            name,
            "a body must return the shape that its description says",
            "shape " + values.shape(),
            out + "",
            null);
      }
      System.arraycopy(values.floats(), 0, y, row * made, made);
    }
  }

  /** Runs what a description has written, whose failure is its author's and not Kindling's. */
  private Values run(Values x) {
    try {
      return body.forward(x, this);
    } catch (KindlingException e) {
      throw e;
    } catch (RuntimeException e) {
      SpecException failure =
          new SpecException(
              name, "the body that its description writes must not fail", e + "", "a result", null);
      failure.initCause(e);
      throw failure;
    }
  }

  @Override
  public boolean isTraining() {
    return false;
  }

  @Override
  public Values get(String parameter) {
    return Objects.requireNonNull(state.get(parameter), parameter);
  }

  @Override
  public void set(String buffer, Values value) {
    throw refused("one that sets " + buffer);
  }

  @Override
  public Values bernoulli(Shape shape, double p) {
    throw refused("one that draws random numbers");
  }

  private SpecException refused(String got) {
    return new SpecException(
        name,
        "a body must predict the same each time",
        got,
        "one that draws and changes nothing in evaluation",
        null);
  }
}
