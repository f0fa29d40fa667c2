package io.kindling.tck.kit;

import io.kindling.core.ParameterState;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.core.TorchRandom;
import io.kindling.nn.ElementwiseSpec;
import io.kindling.nn.LossBody;
import io.kindling.nn.LossSpec;
import io.kindling.nn.ModuleBody;
import io.kindling.nn.ModuleState;
import io.kindling.nn.Reduction;
import io.kindling.ops.Operations;
import io.kindling.optim.OptimizerBody;
import io.kindling.optim.OptimizerSpec;
import io.kindling.optim.Remembered;
import io.kindling.optim.python.PythonValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Descriptions that no engine knows: they say themselves, in operations, what they compute. */
public final class WrittenSpecs {
  private WrittenSpecs() {}

  /**
   * {@code weight · x}, and in evaluation {@code + shift}; in training the shift becomes the mean
   * of what came in, and what goes out is masked with ones.
   */
  public record Shifted(int size) implements ElementwiseSpec, ModuleBody {
    @Override
    public Map<String, TensorData> initialState(TorchRandom random) {
      Map<String, TensorData> state = new LinkedHashMap<>();
      state.put("weight", random.uniform(Shape.of(size), 1, 2));
      state.put("shift", TensorData.full(Shape.of(size), 0));
      return state;
    }

    @Override
    public Set<String> buffers() {
      return Set.of("shift");
    }

    @Override
    public <V extends Operations<V>> V forward(V input, ModuleState<V> state) {
      V output = input.mul(state.get("weight"));
      if (!state.isTraining()) {
        return output.add(state.get("shift"));
      }
      state.set("shift", input.mean(0));
      return output.mul(state.bernoulli(input.shape(), 1));
    }

    @Override
    public String name() {
      return "shifted";
    }
  }

  /** Returns what comes in. */
  public record Same() implements ElementwiseSpec, ModuleBody {
    @Override
    public <V extends Operations<V>> V forward(V input, ModuleState<V> state) {
      return input;
    }

    @Override
    public String name() {
      return "same";
    }
  }

  /** Returns a scalar, though it says that it keeps the shape. */
  public record Shrunk() implements ElementwiseSpec, ModuleBody {
    @Override
    public <V extends Operations<V>> V forward(V input, ModuleState<V> state) {
      return input.sum();
    }

    @Override
    public String name() {
      return "shrunk";
    }
  }

  /** Says nothing of how it is computed. */
  public record Unknown() implements ElementwiseSpec {
    @Override
    public String name() {
      return "unknown";
    }
  }

  /** {@code |prediction − target|³} */
  public record Cubed(Reduction reduction) implements LossSpec, LossBody {
    @Override
    public Shape outputShape(Shape prediction, Shape target) {
      Shape single = prediction.broadcast("cubed", target);
      return reduction == Reduction.NONE ? single : Shape.scalar();
    }

    @Override
    public <V extends Operations<V>> V forward(V prediction, V target) {
      return reduction.of(prediction.sub(target).abs().pow(3));
    }

    @Override
    public String name() {
      return "cubed";
    }
  }

  /** {@code v ← v/2 + g, θ ← θ − η/t · v}, t the number of the step. */
  public record Slowing(double lr) implements OptimizerSpec, OptimizerBody {
    @Override
    public Slowing lr(double lr) {
      return new Slowing(lr);
    }

    @Override
    public List<String> stateNumbers() {
      return List.of("step");
    }

    @Override
    public List<String> stateTensors() {
      return List.of("velocity");
    }

    @Override
    public ParameterState initialState(Shape shape) {
      return new ParameterState(Map.of("step", 0.0), Map.of("velocity", TensorData.full(shape, 0)));
    }

    @Override
    public <V extends Operations<V>> Remembered<V> step(
        Remembered<V> before, V gradient, double learningRate) {
      double step = before.number("step") + 1;
      V velocity = before.tensor("velocity").mul(0.5).add(gradient);
      V parameter = before.parameter().sub(velocity.mul(learningRate / step));
      return new Remembered<>(parameter, Map.of("step", step), Map.of("velocity", velocity));
    }

    @Override
    public PythonValues options() {
      return new PythonValues().with("lr", lr);
    }

    @Override
    public Slowing options(PythonValues options) {
      return new Slowing(options.number("lr"));
    }

    @Override
    public String name() {
      return "slowing";
    }
  }
}
