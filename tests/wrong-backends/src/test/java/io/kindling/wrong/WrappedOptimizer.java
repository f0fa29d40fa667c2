package io.kindling.wrong;

import io.kindling.core.ParameterState;
import io.kindling.spi.LiveOptimizer;
import java.util.List;
import java.util.function.Supplier;

/** Does what another optimizer does, until a method is overridden. */
class WrappedOptimizer<T> implements LiveOptimizer<T> {
  private final LiveOptimizer<T> real;

  WrappedOptimizer(LiveOptimizer<T> real) {
    this.real = real;
  }

  @Override
  public void zeroGrad() {
    real.zeroGrad();
  }

  @Override
  public void step() {
    real.step();
  }

  @Override
  public boolean needsClosure() {
    return real.needsClosure();
  }

  @Override
  public T step(Supplier<T> closure) {
    return real.step(closure);
  }

  @Override
  public double learningRate() {
    return real.learningRate();
  }

  @Override
  public void learningRate(double learningRate) {
    real.learningRate(learningRate);
  }

  @Override
  public List<ParameterState> state() {
    return real.state();
  }

  @Override
  public void state(List<ParameterState> state) {
    real.state(state);
  }

  @Override
  public void close() {
    real.close();
  }
}
