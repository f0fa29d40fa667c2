package io.kindling.tck.use;

import static io.kindling.Specs.adam;
import static io.kindling.Specs.dropout;
import static io.kindling.Specs.linear;
import static io.kindling.Specs.mse;
import static io.kindling.Specs.sequential;
import static io.kindling.Specs.sgd;
import static io.kindling.Specs.tanh;
import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.Loss;
import io.kindling.Module;
import io.kindling.NoGrad;
import io.kindling.Optimizer;
import io.kindling.Scope;
import io.kindling.Tensor;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.core.TorchRandom;
import io.kindling.nn.ModuleSpec;
import io.kindling.optim.OptimizerSpec;
import io.kindling.tck.kit.BackendUnderTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Threads: trainings on one backend do not disturb each other. */
public interface ThreadContract extends BackendUnderTest {
  private Map<String, TensorData> train(long seed, ModuleSpec spec, OptimizerSpec by) {
    TorchRandom random = new TorchRandom(seed);
    backend().manualSeed(seed);
    try (Scope scope = backend().scope()) {
      Module model = module(spec);
      Loss criterion = backend().loss(mse());
      Optimizer optimizer = backend().optimizer(by, model.parameters());
      Tensor x = tensor(random.rand(Shape.of(32, 4)));
      Tensor y = tensor(random.rand(Shape.of(32, 1)));
      for (int i = 0; i < 100; i++) {
        try (Scope step = backend().scope()) {
          optimizer.zeroGrad();
          criterion.forward(model.forward(x), y).backward();
          optimizer.step();
          try (NoGrad noGrad = backend().noGrad()) {
            model.forward(x);
          }
        }
      }
      return model.stateDict();
    }
  }

  private void expectTheSameTogether(ModuleSpec spec, OptimizerSpec by) throws Exception {
    List<Map<String, TensorData>> alone = List.of(train(1, spec, by), train(2, spec, by));
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Callable<Map<String, TensorData>>> trainings = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        long seed = 1L + i % 2;
        trainings.add(() -> train(seed, spec, by));
      }
      List<Future<Map<String, TensorData>>> together = threads.invokeAll(trainings);
      for (int i = 0; i < together.size(); i++) {
        assertThat(together.get(i).get()).isEqualTo(alone.get(i % 2));
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  default void linearTrainingsInTwoThreadsGiveWhatTheyGiveAlone() throws Exception {
    expectTheSameTogether(linear(4, 1), sgd(0.05));
  }

  @Test
  default void deepTrainingsInTwoThreadsGiveWhatTheyGiveAlone() throws Exception {
    expectTheSameTogether(sequential(linear(4, 8), tanh(), linear(8, 1)), adam(0.01));
  }

  @Test
  default void trainingsWithDropoutInTwoThreadsDropWhatTheyDropAlone() throws Exception {
    expectTheSameTogether(sequential(linear(4, 8), dropout(0.5), linear(8, 1)), sgd(0.05));
  }

  @Test
  default void noGradInOneThreadLeavesTheOthersAlone() throws Exception {
    Tensor a = variable(Shape.of(1), 3);
    ExecutorService other = Executors.newSingleThreadExecutor();
    try (NoGrad noGrad = backend().noGrad()) {
      other.submit(() -> a.mul(2).sum().backward()).get();
    } finally {
      other.shutdown();
    }
    assertThat(gradient(a)).containsExactly(2);
  }
}
