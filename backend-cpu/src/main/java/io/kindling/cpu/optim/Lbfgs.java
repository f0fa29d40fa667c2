package io.kindling.cpu.optim;

import io.kindling.core.ParameterState;
import io.kindling.core.TensorData;
import io.kindling.cpu.tensor.CpuTensor;
import io.kindling.error.MemoryException;
import io.kindling.optim.LbfgsSpec;
import io.kindling.spi.LiveOptimizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * L-BFGS, over all parameters as one vector θ. An iteration goes along d, the negative gradient
 * times the {@link Curvature} so far: by the learning rate, or as far as {@link StrongWolfe} says.
 * When a step ends, and with which numbers, is as in PyTorch.
 */
final class Lbfgs implements LiveOptimizer<CpuTensor> {
  private final LbfgsSpec spec;
  private final FlatParameters parameters;
  private final int count;
  private double learningRate;

  private long evaluations;
  private long iterations;
  private Curvature curvature;
  private @Nullable LastIteration last;

  Lbfgs(LbfgsSpec spec, List<CpuTensor> parameters) {
    this.spec = spec;
    this.parameters = new FlatParameters(parameters);
    this.count = parameters.size();
    this.learningRate = spec.lr();
    this.curvature = new Curvature(spec.historySize());
  }

  @Override
  public boolean needsClosure() {
    return true;
  }

  @Override
  public void step() {
    throw new AssertionError("this optimizer computes the loss several times in a step");
  }

  @Override
  public void zeroGrad() {
    parameters.clearGradient();
  }

  @Override
  public CpuTensor step(Supplier<CpuTensor> closure) {
    CpuTensor first = closure.get();
    evaluations++;
    try {
      new Step(closure, first.values()[0], parameters.gradient()).run();
    } catch (OutOfMemoryError e) {
      throw MemoryException.heap(spec.name(), e);
    }
    return first;
  }

  /** One step: iterations from where the parameters are now. */
  private final class Step {
    private final Supplier<CpuTensor> closure;
    private double loss;
    private float[] gradient;
    private int left = spec.evaluations() - 1;

    Step(Supplier<CpuTensor> closure, double loss, float[] gradient) {
      this.closure = closure;
      this.loss = loss;
      this.gradient = gradient;
    }

    void run() {
      boolean goOn = !isOptimal();
      for (int i = 1; goOn && i <= spec.maxIter(); i++) {
        goOn = iterate(i == spec.maxIter());
      }
    }

    private boolean isOptimal() {
      return Vectors.greatest(gradient) <= spec.toleranceGrad();
    }

    /** Goes along one direction, and says whether to go on. */
    private boolean iterate(boolean lastOne) {
      iterations++;
      float[] d = direction();
      double t = iterations == 1 ? firstRate() : learningRate;
      double before = loss;
      float[] start = gradient;
      double slope = Vectors.dot(gradient, d);
      if (slope > -spec.toleranceChange()) {
        last = new LastIteration(d, t, start, before);
        return false;
      }
      if (spec.lineSearch() == LbfgsSpec.LineSearch.STRONG_WOLFE) {
        t = search(d, t, slope);
      } else {
        parameters.move(t, d);
        if (!lastOne) {
          evaluate();
        }
      }
      last = new LastIteration(d, t, start, before);
      return !lastOne
          && left > 0
          && !isOptimal()
          && !(Vectors.greatest(Vectors.times((float) t, d)) <= spec.toleranceChange())
          && !(Math.abs(loss - before) < spec.toleranceChange());
    }

    private float[] direction() {
      if (last != null) {
        curvature.learn(
            Vectors.minus(gradient, last.gradient), Vectors.times((float) last.t, last.direction));
      }
      return curvature.direction(gradient);
    }

    private double firstRate() {
      return Math.min(1, 1 / Vectors.absoluteSum(gradient)) * learningRate;
    }

    /** Computes loss and gradient where the parameters are. */
    private void evaluate() {
      loss = closure.get().values()[0];
      gradient = parameters.gradient();
      evaluations++;
      left--;
    }

    /** Goes as far as the line search says, and says how far. */
    private double search(float[] d, double t, double slope) {
      float[] from = parameters.values();
      StrongWolfe.Point start = new StrongWolfe.Point(0, loss, gradient, slope);
      StrongWolfe.Point found =
          new StrongWolfe(step -> at(from, step, d), start, Vectors.greatest(d)).from(t);
      parameters.move(found.t, d);
      loss = found.loss;
      gradient = found.gradient;
      return found.t;
    }

    private StrongWolfe.Point at(float[] from, double t, float[] d) {
      try {
        parameters.move(t, d);
        evaluate();
      } finally {
        parameters.values(from);
      }
      return new StrongWolfe.Point(t, loss, gradient, Vectors.dot(gradient, d));
    }
  }

  @Override
  public double learningRate() {
    return learningRate;
  }

  @Override
  public void learningRate(double learningRate) {
    this.learningRate = learningRate;
  }

  @Override
  public List<ParameterState> state() {
    List<ParameterState> state = new ArrayList<>(Collections.nCopies(count, ParameterState.EMPTY));
    Map<String, Double> numbers = new HashMap<>();
    Map<String, TensorData> tensors = new HashMap<>();
    if (evaluations > 0) {
      numbers.put("func_evals", (double) evaluations);
      numbers.put("n_iter", (double) iterations);
    }
    if (last != null) {
      last.write(numbers, tensors);
      curvature.write(tensors, parameters.length());
    }
    state.set(0, new ParameterState(numbers, tensors));
    return state;
  }

  @Override
  public void state(List<ParameterState> state) {
    Map<String, Double> numbers = state.get(0).numbers();
    evaluations = numbers.getOrDefault("func_evals", 0.0).longValue();
    iterations = numbers.getOrDefault("n_iter", 0.0).longValue();
    last = LastIteration.read(state.get(0));
    curvature = new Curvature(spec.historySize());
    curvature.read(state.get(0).tensors(), parameters.length());
  }

  @Override
  public void close() {
    // the garbage collector's
  }
}
