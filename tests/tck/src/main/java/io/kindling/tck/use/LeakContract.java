package io.kindling.tck.use;

import static io.kindling.Specs.adam;
import static io.kindling.Specs.embedding;
import static io.kindling.Specs.linear;
import static io.kindling.Specs.mse;
import static io.kindling.Specs.relu;
import static io.kindling.Specs.sequential;
import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.Loss;
import io.kindling.Module;
import io.kindling.Optimizer;
import io.kindling.Scope;
import io.kindling.Tensor;
import io.kindling.core.Shape;
import io.kindling.nn.Reduction;
import io.kindling.tck.kit.BackendUnderTest;
import io.kindling.tck.kit.WrittenSpecs;
import org.junit.jupiter.api.Test;

/** Memory: what a step makes is freed with its scope, and leaves nothing behind. */
public interface LeakContract extends BackendUnderTest {
  /** How often something is made: so often that a leak cannot be taken for anything else. */
  int ROUNDS = 16;

  /** How many floats a large tensor has: 1 MB. */
  int LARGE = 1 << 18;

  /**
   * What all rounds may leave behind: half of what a large tensor in each would. A backend may keep
   * the few that one round needs for the next one, and may have let them go just before the count.
   */
  long MOST_GROWTH = ROUNDS / 2 * 4L * LARGE;

  private void expectNoGrowth(Runnable round) {
    round.run(); // what is made once and kept is made now
    round.run();
    long before = memoryInUse();
    for (int i = 0; i < ROUNDS; i++) {
      round.run();
    }
    assertThat(memoryInUse() - before).as("bytes left behind").isLessThan(MOST_GROWTH);
  }

  @Test
  default void tensorsAndTheirGradientsAreFreed() {
    expectNoGrowth(
        () -> {
          try (Scope scope = backend().scope()) {
            Tensor x = variable(Shape.of(LARGE), new float[LARGE]);
            x.mul(2).add(1).relu().mean().backward();
            x.detach().neg();
          }
        });
  }

  @Test
  default void aScopeForgetsWhatIsClosedByHand() {
    try (Scope scope = backend().scope()) {
      expectNoGrowth(
          () -> {
            for (int i = 0; i < LARGE / 16; i++) {
              tensor(Shape.of(1), 1).close();
            }
          });
    }
  }

  @Test
  default void modulesAndOptimizersAreFreed() {
    expectNoGrowth(
        () -> {
          try (Scope scope = backend().scope()) {
            Module model = module(embedding(1 << 12, 1 << 6));
            Optimizer optimizer = backend().optimizer(adam(0.1), model.parameters());
            Loss loss = backend().loss(mse());
            Tensor y = model.forward(integers(1, 2, 3));
            loss.forward(y, y.detach()).backward();
            optimizer.step();
          }
        });
  }

  @Test
  default void theStepsOfATrainingLeaveNothing() {
    try (Scope scope = backend().scope()) {
      Module model = module(sequential(linear(1, 256), relu(), linear(256, 1)));
      Optimizer optimizer = backend().optimizer(adam(0.1), model.parameters());
      Loss loss = backend().loss(mse());
      Tensor x = tensor(Shape.of(1024, 1), new float[1024]);
      expectNoGrowth(
          () -> {
            try (Scope step = backend().scope()) {
              optimizer.zeroGrad();
              loss.forward(model.forward(x), x).backward();
              optimizer.step();
              optimizer.learningRate(0.1);
            }
          });
    }
  }

  @Test
  default void whatDescriptionsWriteThemselvesIsFreed() {
    try (Scope scope = backend().scope()) {
      Module model = module(new WrittenSpecs.Shifted(LARGE));
      Optimizer optimizer = backend().optimizer(new WrittenSpecs.Slowing(0.1), model.parameters());
      Loss loss = backend().loss(new WrittenSpecs.Cubed(Reduction.MEAN));
      Tensor x = tensor(Shape.of(1, LARGE), new float[LARGE]);
      expectNoGrowth(
          () -> {
            try (Scope step = backend().scope()) {
              optimizer.zeroGrad();
              loss.forward(model.forward(x), x).backward();
              optimizer.step();
            }
          });
    }
  }

  @Test
  default void aHistoryThatIsNeverDifferentiatedIsFreed() {
    Tensor theta = variable(Shape.of(LARGE), new float[LARGE]);
    expectNoGrowth(
        () -> {
          try (Scope scope = backend().scope()) {
            theta.mul(theta).exp().sum();
          }
        });
    theta.close();
  }
}
