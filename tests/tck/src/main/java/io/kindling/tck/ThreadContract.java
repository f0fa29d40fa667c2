package io.kindling.tck;

import static io.kindling.spec.Specs.linear;
import static io.kindling.spec.Specs.mse;
import static io.kindling.spec.Specs.sgd;
import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.Loss;
import io.kindling.Module;
import io.kindling.Optimizer;
import io.kindling.Scope;
import io.kindling.Shape;
import io.kindling.Tensor;
import io.kindling.TensorData;
import io.kindling.TorchRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Threads: trainings on one backend do not disturb each other. */
public interface ThreadContract extends BackendUnderTest {
  private Map<String, TensorData> train(long seed) {
    TorchRandom random = new TorchRandom(seed);
    backend().manualSeed(seed);
    try (Scope scope = backend().scope()) {
      Module model = backend().module(linear(4, 1)).to(device());
      Loss criterion = backend().loss(mse());
      Optimizer optimizer = backend().optimizer(sgd(0.05), model.parameters());
      Tensor x = backend().tensor(random.rand(Shape.of(32, 4))).to(device());
      Tensor y = backend().tensor(random.rand(Shape.of(32, 1))).to(device());
      for (int i = 0; i < 200; i++) {
        try (Scope step = backend().scope()) {
          optimizer.zeroGrad();
          criterion.forward(model.forward(x), y).backward();
          optimizer.step();
        }
      }
      return model.stateDict();
    }
  }

  @Test
  default void trainingsInTwoThreadsGiveWhatTheyGiveAlone() throws Exception {
    List<Map<String, TensorData>> alone = List.of(train(1), train(2));
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<Map<String, TensorData>>> together = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        long seed = 1L + i % 2;
        together.add(threads.submit(() -> train(seed)));
      }
      for (int i = 0; i < together.size(); i++) {
        assertThat(together.get(i).get()).isEqualTo(alone.get(i % 2));
      }
    } finally {
      threads.shutdown();
    }
  }
}
