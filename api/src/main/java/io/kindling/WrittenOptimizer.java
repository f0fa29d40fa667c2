package io.kindling;

import io.kindling.core.ParameterState;
import io.kindling.optim.OptimizerBody;
import io.kindling.optim.OptimizerSpec;
import io.kindling.spi.LiveOptimizer;
import java.util.List;

/** An optimizer whose steps its description writes, and that no engine has of its own. */
final class WrittenOptimizer implements LiveOptimizer<Object> {
  private final Backend backend;
  private final String name;
  private final List<WrittenParameter> parameters;
  private double learningRate;

  WrittenOptimizer(
      Backend backend, OptimizerSpec spec, OptimizerBody body, List<Tensor> parameters) {
    this.backend = backend;
    this.name = spec.name();
    this.parameters =
        parameters.stream().map(parameter -> new WrittenParameter(body, parameter)).toList();
    this.learningRate = spec.lr();
  }

  @Override
  public void zeroGrad() {
    parameters.forEach(WrittenParameter::zeroGrad);
  }

  @Override
  public void step() {
    try (NoGrad noGrad = backend.noGrad()) {
      for (WrittenParameter parameter : parameters) {
        try (Scope step = backend.scope()) {
          WrittenBodies.call(
              name,
              () -> {
                parameter.step(learningRate);
                return parameter;
              });
        }
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
    return parameters.stream().map(WrittenParameter::state).toList();
  }

  @Override
  public void state(List<ParameterState> state) {
    for (int i = 0; i < state.size(); i++) {
      parameters.get(i).state(state.get(i));
    }
  }

  @Override
  public void close() {
    parameters.forEach(WrittenParameter::close);
  }
}
