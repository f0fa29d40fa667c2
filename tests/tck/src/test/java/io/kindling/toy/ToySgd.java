package io.kindling.toy;

import io.kindling.core.ParameterState;
import io.kindling.core.TensorData;
import io.kindling.optim.SgdSpec;
import io.kindling.spi.LiveOptimizer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Stochastic gradient descent; {@link SgdSpec} has the formula. */
final class ToySgd implements LiveOptimizer<ToyTensor> {
  private static final String VELOCITY = "momentum_buffer";

  private final SgdSpec spec;
  private final List<ToyTensor> parameters;
  private final Map<ToyTensor, float[]> velocities = new HashMap<>();
  private double learningRate;

  ToySgd(SgdSpec spec, List<ToyTensor> parameters) {
    this.spec = spec;
    this.parameters = parameters;
    this.learningRate = spec.lr();
  }

  @Override
  public void zeroGrad() {
    parameters.forEach(parameter -> parameter.gradient = null);
  }

  @Override
  public void step() {
    for (ToyTensor parameter : parameters) {
      if (parameter.gradient != null) {
        step(parameter, parameter.gradient.values());
      }
    }
  }

  private void step(ToyTensor parameter, float[] gradient) {
    float[] values = parameter.values().clone();
    float[] velocity = velocities.get(parameter);
    float[] next = new float[values.length];
    float momentum = (float) spec.momentum();
    for (int i = 0; i < values.length; i++) {
      // each rounded where PyTorch rounds: the bound is one unit in the last place
      float g = spec.weightDecay() == 0 ? gradient[i] : decayed(gradient[i], values[i]);
      float share = (float) (1 - spec.dampening());
      next[i] = velocity == null ? g : Math.fma(share, g, momentum * velocity[i]);
      float direction = spec.nesterov() ? Math.fma(momentum, next[i], g) : next[i];
      values[i] = Math.fma((float) -learningRate, direction, values[i]);
    }
    if (spec.momentum() != 0) {
      velocities.put(parameter, next);
    }
    parameter.assign(TensorData.of(values, parameter.shape()));
  }

  private float decayed(float gradient, float value) {
    return Math.fma((float) spec.weightDecay(), value, gradient);
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
    return parameters.stream().map(this::state).toList();
  }

  private ParameterState state(ToyTensor parameter) {
    float[] velocity = velocities.get(parameter);
    return velocity == null
        ? ParameterState.EMPTY
        : new ParameterState(
            Map.of(), Map.of(VELOCITY, TensorData.of(velocity, parameter.shape())));
  }

  @Override
  public void state(List<ParameterState> state) {
    velocities.clear();
    for (int i = 0; i < state.size(); i++) {
      Map<String, TensorData> tensors = state.get(i).tensors();
      if (!tensors.isEmpty()) {
        TensorData velocity = Objects.requireNonNull(tensors.get(VELOCITY));
        velocities.put(parameters.get(i), velocity.toFloatArray());
      }
    }
  }

  @Override
  public void close() {
    // the garbage collector's
  }
}
