package io.kindling.cpu.optim;

import io.kindling.core.ParameterState;
import io.kindling.cpu.tensor.CpuTensor;
import io.kindling.error.MemoryException;
import io.kindling.optim.OptimizerSpec;
import io.kindling.spi.LiveOptimizer;
import java.util.List;
import java.util.stream.Stream;

/** An optimizer that changes each parameter by its own gradient, by one rule for all. */
final class ParameterOptimizer implements LiveOptimizer<CpuTensor> {
  private final OptimizerSpec spec;
  private final UpdateRule rule;
  private final CpuTensor[] parameters;
  private final RuleState[] states;
  private double learningRate;

  ParameterOptimizer(OptimizerSpec spec, UpdateRule rule, List<CpuTensor> parameters) {
    this.spec = spec;
    this.rule = rule;
    this.parameters = parameters.toArray(new CpuTensor[0]);
    parameters.forEach(CpuTensor::willChange);
    this.learningRate = spec.lr();
    this.states = parameters.stream().map(this::begin).toArray(RuleState[]::new);
  }

  private RuleState begin(CpuTensor parameter) {
    RuleState state = new RuleState(parameter.shape());
    rule.begin(state);
    return state;
  }

  @Override
  public void zeroGrad() {
    for (CpuTensor parameter : parameters) {
      parameter.clearGradient();
    }
  }

  @Override
  public void step() {
    for (int i = 0; i < parameters.length; i++) {
      CpuTensor parameter = parameters[i];
      float[] gradient = parameter.gradient();
      if (gradient != null) {
        update(parameter, gradient, states[i]);
      }
    }
  }

  private void update(CpuTensor parameter, float[] gradient, RuleState state) {
    state.step();
    try {
      rule.update(parameter.values(), gradient, state, learningRate);
    } catch (OutOfMemoryError e) {
      throw MemoryException.heap(spec.name(), e);
    }
    parameter.changed();
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
    return Stream.of(states).map(state -> state.copy(spec.stateNumbers())).toList();
  }

  @Override
  public void state(List<ParameterState> copies) {
    for (int i = 0; i < parameters.length; i++) {
      RuleState state = begin(parameters[i]);
      state.load(copies.get(i));
      states[i] = state;
    }
  }

  @Override
  public void close() {
    // the garbage collector's
  }
}
