package io.kindling.libtorch;

import static io.kindling.Specs.linear;
import static io.kindling.Specs.mse;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.Loss;
import io.kindling.Module;
import io.kindling.Optimizer;
import io.kindling.Scope;
import io.kindling.Tensor;
import io.kindling.core.Shape;
import io.kindling.optim.OptimizerSpec;

/** Takes the tutorial's step in the plain loop, with each of some optimizers once between marks. */
final class PlainStepProgram {
  private static final int ROWS = 11;

  private final Backend backend = Backends.open("libtorch");
  private final Tensor inputs = backend.tensor(new float[ROWS], Shape.of(ROWS, 1));
  private final Tensor labels = backend.tensor(new float[ROWS], Shape.of(ROWS, 1));
  private final Module model = backend.module(linear(1, 1));
  private final Loss criterion = backend.loss(mse());

  private PlainStepProgram() {}

  public static void main(String[] arguments) {
    PlainStepProgram program = new PlainStepProgram();
    for (String spec : arguments) {
      program.run(OptimizerSpec.parse(spec));
    }
  }

  private void run(OptimizerSpec spec) {
    try (Optimizer optimizer = backend.optimizer(spec, model.parameters())) {
      step(optimizer);
      step(optimizer); // from here on, gradients are there to be forgotten
      begin();
      step(optimizer);
      end();
    }
  }

  private void step(Optimizer optimizer) {
    try (Scope step = backend.scope()) {
      optimizer.zeroGrad();
      Tensor loss = criterion.forward(model.forward(inputs), labels);
      loss.backward();
      optimizer.step();
    }
  }

  /** A mark. */
  private static void begin() {}

  /** A mark. */
  private static void end() {}
}
