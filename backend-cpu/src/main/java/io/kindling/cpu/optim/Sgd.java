package io.kindling.cpu.optim;

import io.kindling.ParameterState;
import io.kindling.cpu.tensor.CpuTensor;
import io.kindling.spec.SgdSpec;
import io.kindling.spi.LiveOptimizer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Stochastic gradient descent; {@link SgdSpec} has the formula. */
public final class Sgd implements LiveOptimizer<CpuTensor> {
  private final SgdSpec spec;
  private final List<CpuTensor> parameters;
  private final Map<CpuTensor, float[]> velocities = new HashMap<>();
  private double learningRate;

  /**
   * Makes the optimizer.
   *
   * @param spec its description
   * @param parameters what it updates
   */
  public Sgd(SgdSpec spec, List<CpuTensor> parameters) {
    this.spec = spec;
    this.parameters = List.copyOf(parameters);
    this.learningRate = spec.lr();
  }

  @Override
  public void zeroGrad() {
    for (CpuTensor parameter : parameters) {
      parameter.clearGradient();
    }
  }

  @Override
  public void step() {
    for (CpuTensor parameter : parameters) {
      float[] gradient = parameter.gradient();
      if (gradient != null) {
        float[] decayed = decayed(parameter.values(), gradient);
        descend(parameter.values(), direction(parameter, decayed));
        parameter.changed();
      }
    }
  }

  private float[] decayed(float[] values, float[] gradient) {
    if (spec.weightDecay() == 0) {
      return gradient;
    }
    float decay = (float) spec.weightDecay();
    float[] decayed = new float[gradient.length];
    for (int i = 0; i < decayed.length; i++) {
      decayed[i] = Math.fma(decay, values[i], gradient[i]);
    }
    return decayed;
  }

  /** The velocity where there is momentum; it starts as the first gradient, undampened. */
  private float[] direction(CpuTensor parameter, float[] gradient) {
    if (spec.momentum() == 0) {
      return gradient;
    }
    float momentum = (float) spec.momentum();
    float share = (float) (1 - spec.dampening());
    float[] velocity = velocities.get(parameter);
    if (velocity == null) {
      velocity = gradient.clone();
      velocities.put(parameter, velocity);
    } else {
      for (int i = 0; i < velocity.length; i++) {
        velocity[i] = Math.fma(share, gradient[i], momentum * velocity[i]);
      }
    }
    return spec.nesterov() ? ahead(gradient, velocity, momentum) : velocity;
  }

  private static float[] ahead(float[] gradient, float[] velocity, float momentum) {
    float[] ahead = new float[gradient.length];
    for (int i = 0; i < ahead.length; i++) {
      ahead[i] = Math.fma(momentum, velocity[i], gradient[i]);
    }
    return ahead;
  }

  private void descend(float[] values, float[] direction) {
    float step = (float) -learningRate;
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.fma(step, direction[i], values[i]);
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
    throw new AssertionError("being written");
  }

  @Override
  public void state(List<ParameterState> state) {
    throw new AssertionError("being written");
  }

  @Override
  public void close() {
    // the garbage collector's
  }
}
