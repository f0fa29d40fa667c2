package io.kindling.libtorch;

import static io.kindling.Specs.adam;
import static io.kindling.Specs.linear;
import static io.kindling.Specs.mse;
import static io.kindling.Specs.relu;
import static io.kindling.Specs.sequential;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.Module;
import io.kindling.NoGrad;
import io.kindling.Optimizer;
import io.kindling.Scope;
import io.kindling.Tensor;
import io.kindling.core.DType;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.core.TorchRandom;
import io.kindling.data.Dataset;
import io.kindling.data.RowSource;
import io.kindling.data.Rows;
import io.kindling.data.TableDataset;
import io.kindling.train.Trainer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bytedeco.pytorch.GradMode;
import org.junit.jupiter.api.Test;

/**
 * A virtual thread computes what any thread does, though it moves from one native thread to others.
 */
@SuppressWarnings("ThreadPriorityCheck") // who yields may be moved, and that is what is tested
final class VirtualThreadsTest {
  private static final Backend BACKEND = Backends.open("libtorch");
  private static final int THREADS = 16;

  @Test
  void noGradBelongsToTheVirtualThreadAndNotToItsCarrier() throws Exception {
    inVirtualThreads(
        () -> {
          try (Tensor a = BACKEND.tensor(new float[] {3}, Shape.of(1)).requiresGrad(true)) {
            return computeInBothModes(a);
          }
        });
  }

  private static boolean computeInBothModes(Tensor a) {
    for (int i = 0; i < 200; i++) {
      try (NoGrad noGrad = BACKEND.noGrad();
          Scope scope = BACKEND.scope()) {
        Thread.yield(); // from here on, another carrier may carry on
        assertThat(a.mul(2).requiresGrad()).isFalse();
      }
      Thread.yield();
      try (Scope scope = BACKEND.scope()) {
        a.reshape(1, 1).mul(2).sum().backward();
      }
    }
    return true;
  }

  @Test
  void aTrainingWithStreamedDataAndValidationGivesWhatItGivesElsewhere() throws Exception {
    assertThat(inVirtualThreads(VirtualThreadsTest::train)).containsOnly(train());
  }

  private static Map<String, TensorData> train() {
    TorchRandom random = new TorchRandom(1);
    float[] x = random.rand(Shape.of(120)).toFloatArray();
    TableDataset table = Dataset.of(x, 3, random.rand(Shape.of(40)).toFloatArray(), 1);
    Dataset stream = Dataset.streaming(3, 1, DType.FLOAT32, () -> new Rereading(table)).readAhead();
    try (Scope scope = BACKEND.scope()) {
      Module model = BACKEND.module(sequential(linear(3, 8), relu(), linear(8, 1)), random);
      Optimizer optimizer = BACKEND.optimizer(adam(0.01), model.parameters());
      new Trainer(model, BACKEND.loss(mse()), optimizer)
          .batchSize(4)
          .validation(stream)
          .train(stream, 20);
      return model.stateDict();
    }
  }

  @Test
  void nothingIsLeftBehindInANativeThread() throws Exception {
    try (NoGrad noGrad = BACKEND.noGrad();
        Tensor a = BACKEND.tensor(new float[] {3}, Shape.of(1));
        Tensor b = a.mul(2)) {
      assertThat(GradMode.is_enabled()).isTrue();
    }
  }

  /** Does something in many virtual threads at once. */
  private static <R> List<R> inVirtualThreads(Callable<R> something) throws Exception {
    assumeThat(Runtime.version().feature())
        .as("JDK with virtual threads")
        .isGreaterThanOrEqualTo(21);
    ExecutorService threads = virtualThreads();
    try {
      List<R> results = new ArrayList<>();
      List<Callable<R>> tasks = Collections.nCopies(THREADS, something);
      for (Future<R> result : threads.invokeAll(tasks)) {
        results.add(result.get());
      }
      return results;
    } finally {
      threads.shutdown();
    }
  }

  /** Of a method that JDK 17, which compiles this, does not have. */
  private static ExecutorService virtualThreads() {
    try {
      return (ExecutorService)
          MethodHandles.publicLookup()
              .findStatic(
                  Executors.class,
                  "newVirtualThreadPerTaskExecutor",
                  MethodType.methodType(ExecutorService.class))
              .invoke();
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /** Reads a table as if it were a file, which other threads wait for. */
  private static final class Rereading implements RowSource.Reader {
    private final TableDataset table;
    private int at;

    Rereading(TableDataset table) {
      this.table = table;
    }

    @Override
    public Rows read(int count) {
      Thread.yield();
      int from = at;
      at = Math.min(table.rows(), at + count);
      return table.range(from, at);
    }

    @Override
    public void close() {}
  }
}
