package io.kindling.cpu;

import static io.kindling.Specs.adam;
import static io.kindling.Specs.crossEntropy;
import static io.kindling.Specs.linear;
import static io.kindling.Specs.mse;
import static io.kindling.Specs.relu;
import static io.kindling.Specs.sequential;
import static io.kindling.Specs.sgd;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.Loss;
import io.kindling.Module;
import io.kindling.Optimizer;
import io.kindling.Scope;
import io.kindling.Tensor;
import io.kindling.core.Shape;
import io.kindling.core.TorchRandom;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How many bytes a step leaves to the garbage collector, once it is compiled. It takes until then
 * as long as it takes: what is bounded is the number of steps.
 */
final class StepAllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Backend backend = Backends.open("cpu");

  @AfterEach
  void close() {
    backend.close();
  }

  /** The plain loop of the README. */
  private Runnable training(Module model, Loss criterion, Optimizer optimizer, Tensor x, Tensor y) {
    return () -> {
      try (Scope step = backend.scope()) {
        optimizer.zeroGrad();
        Tensor loss = criterion.forward(model.forward(x), y);
        loss.backward();
        optimizer.step();
        loss.item();
      }
    };
  }

  @Test
  void theTutorialsStepLeavesLittle() {
    Tensor x = backend.tensor(new TorchRandom(1).rand(Shape.of(11, 1)));
    Tensor y = backend.tensor(new TorchRandom(2).rand(Shape.of(11, 1)));
    Module model = backend.module(linear(1, 1));
    Optimizer optimizer = backend.optimizer(sgd(0.01), model.parameters());
    Runnable step = training(model, backend.loss(mse()), optimizer, x, y);
    assertThat(leastBytes(step, 10_000, 800, 400)).isLessThanOrEqualTo(800);
  }

  @ParameterizedTest
  @ValueSource(ints = {32, 256})
  void aNetsStepUsesTheArraysOfTheLast(int rows) {
    Tensor x = backend.tensor(new TorchRandom(1).rand(Shape.of(rows, 784)));
    long[] classes = new long[rows];
    for (int i = 0; i < rows; i++) {
      classes[i] = i % 10;
    }
    Tensor y = backend.tensor(classes, Shape.of(rows));
    Module model = backend.module(sequential(linear(784, 128), relu(), linear(128, 10)));
    Optimizer optimizer = backend.optimizer(adam(0.001), model.parameters());
    Runnable step = training(model, backend.loss(crossEntropy()), optimizer, x, y);
    int most = 32 * 1024;
    assertThat(leastBytes(step, 5, most, 200)).isLessThanOrEqualTo(most);
  }

  /** The bytes of a step, the least of several rounds; goes on until they are few enough. */
  private static long leastBytes(Runnable step, int steps, long enough, int rounds) {
    long least = Long.MAX_VALUE;
    for (int round = 0; round < rounds && least > enough; round++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < steps; i++) {
        step.run();
      }
      least = Math.min(least, (THREADS.getCurrentThreadAllocatedBytes() - before) / steps);
    }
    return least;
  }
}
