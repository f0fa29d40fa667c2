package io.kindling.cpu.optim;

import io.kindling.core.ParameterState;
import io.kindling.cpu.tensor.CpuTensor;
import io.kindling.optim.OptimizerSpec;
import io.kindling.spi.LiveOptimizer;
import java.util.ArrayList;
import java.util.List;

/** An optimizer that changes each parameter by its own gradient, by one rule for all. */
final class ParameterOptimizer implements LiveOptimizer<CpuTensor> {
  private final OptimizerSpec spec;
  private final UpdateRule rule;
  private final List<CpuTensor> parameters;
  private final List<Memory> memories = new ArrayList<>();
  private double learningRate;

  ParameterOptimizer(OptimizerSpec spec, UpdateRule rule, List<CpuTensor> parameters) {
    this.spec = spec;
    this.rule = rule;
    this.parameters = List.copyOf(parameters);
    this.learningRate = spec.lr();
    parameters.forEach(parameter -> memories.add(begin(parameter)));
  }

  private Memory begin(CpuTensor parameter) {
    Memory memory = new Memory(parameter.shape());
    rule.begin(memory);
    return memory;
  }

  @Override
  public void zeroGrad() {
    parameters.forEach(CpuTensor::clearGradient);
  }

  @Override
  public void step() {
    for (int i = 0; i < parameters.size(); i++) {
      CpuTensor parameter = parameters.get(i);
      float[] gradient = parameter.gradient();
      if (gradient != null) {
        Memory memory = memories.get(i);
        memory.step();
        rule.update(parameter.values(), gradient, memory, learningRate);
        parameter.changed();
      }
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
    return memories.stream().map(memory -> memory.state(spec.stateNumbers())).toList();
  }

  @Override
  public void state(List<ParameterState> state) {
    for (int i = 0; i < parameters.size(); i++) {
      Memory memory = begin(parameters.get(i));
      memory.state(state.get(i));
      memories.set(i, memory);
    }
  }

  @Override
  public void close() {
    // the garbage collector's
  }
}
