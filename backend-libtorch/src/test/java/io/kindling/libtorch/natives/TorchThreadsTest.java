package io.kindling.libtorch.natives;

import static io.kindling.Specs.adam;
import static io.kindling.Specs.linear;
import static io.kindling.Specs.mse;
import static io.kindling.Specs.relu;
import static io.kindling.Specs.sequential;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.Loss;
import io.kindling.Module;
import io.kindling.Optimizer;
import io.kindling.Scope;
import io.kindling.Tensor;
import io.kindling.core.Shape;
import io.kindling.core.TorchRandom;
import io.kindling.error.BackendException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas_full;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On how many threads LibTorch computes, and that several never cost what they cost by default. */
final class TorchThreadsTest {
  private static final int STEPS = 5;
  private static final int ROUNDS = 5;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @AfterEach
  void forget() {
    System.clearProperty(TorchThreads.PROPERTY);
    open(); // LibTorch belongs to the process, so what was set stays set
  }

  private static void open() {
    Backends.open("libtorch").close();
  }

  private static void expectThreads(int expected) {
    assertThat(openblas_full.openblas_get_num_threads()).isEqualTo(expected);
    int others = CompletableFuture.supplyAsync(torch::get_num_threads).join();
    assertThat(others).as("OpenMP's, of another thread than the one that opened").isEqualTo(1);
    assertThat(torch.get_num_threads()).as("OpenMP's").isEqualTo(1);
  }

  @Test
  void itIsOneByDefault() {
    open();
    expectThreads(1);
  }

  @Test
  void thePropertySaysHowManyDivideMatrixProducts() {
    System.setProperty(TorchThreads.PROPERTY, " 2 ");
    open();
    expectThreads(2);
    System.setProperty(TorchThreads.PROPERTY, "1");
    open();
    expectThreads(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "two", "", "1.5", "99999999999"})
  void itIsAWholeNumber(String value) {
    System.setProperty(TorchThreads.PROPERTY, value);
    assertThatThrownBy(() -> Backends.open("libtorch"))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining(
            "kindling.libtorch.threads: the number of threads must be a whole number, 1 or more,"
                + " not '"
                + value
                + "'");
  }

  @Test
  void settingItLeavesNothingBehind() {
    open();
    long before = Pointer.totalCount();
    for (int i = 0; i < 100; i++) {
      TorchThreads.use(1);
    }
    assertThat(Pointer.totalCount()).isEqualTo(before);
  }

  /**
   * Two pools that spin against each other make this net's step ten to a hundred times slower than
   * one thread does, in the best of many rounds too, where a round is more than one step. Other
   * programs on the machine make a round slow, but not each of many.
   */
  @Test
  void twoThreadsAreNeverMuchSlowerThanOne() {
    try (Backend backend = Backends.open("libtorch");
        Scope run = backend.scope()) {
      Runnable step = step(backend);
      long end = System.nanoTime() + PATIENCE.toNanos();
      double one = Double.POSITIVE_INFINITY;
      double two = Double.POSITIVE_INFINITY;
      for (int i = 0; i < ROUNDS || (two > 8 * one && System.nanoTime() < end); i++) {
        one = Math.min(one, seconds(step, 1));
        two = Math.min(two, seconds(step, 2));
      }
      assertThat(two / one).as("a step on two threads, in steps on one").isLessThanOrEqualTo(8);
    }
  }

  private static Runnable step(Backend backend) {
    Module model = backend.module(sequential(linear(784, 128), relu(), linear(128, 10)));
    Loss criterion = backend.loss(mse());
    Optimizer optimizer = backend.optimizer(adam(0.001), model.parameters());
    Tensor x = backend.tensor(new TorchRandom(1).randn(Shape.of(64, 784)));
    Tensor y = backend.tensor(new TorchRandom(2).randn(Shape.of(64, 10)));
    return () -> {
      try (Scope scope = backend.scope()) {
        optimizer.zeroGrad();
        criterion.forward(model.forward(x), y).backward();
        optimizer.step();
      }
    };
  }

  private static double seconds(Runnable step, int threads) {
    TorchThreads.use(threads);
    long start = System.nanoTime();
    for (int i = 0; i < STEPS; i++) {
      step.run();
    }
    return (System.nanoTime() - start) * 1e-9;
  }
}
