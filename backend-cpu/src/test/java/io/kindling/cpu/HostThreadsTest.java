package io.kindling.cpu;

import static io.kindling.Specs.adam;
import static io.kindling.Specs.linear;
import static io.kindling.Specs.mse;
import static io.kindling.Specs.relu;
import static io.kindling.Specs.sequential;
import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.Module;
import io.kindling.Optimizer;
import io.kindling.Tensor;
import io.kindling.core.DType;
import io.kindling.core.Shape;
import io.kindling.core.TorchRandom;
import io.kindling.data.Dataset;
import io.kindling.data.RowSource;
import io.kindling.data.Rows;
import io.kindling.data.Standardizer;
import io.kindling.data.TableDataset;
import io.kindling.model.Outputs;
import io.kindling.model.TrainedModel;
import io.kindling.predict.ModelSlot;
import io.kindling.predict.Predictor;
import io.kindling.train.Trainer;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A host's threads outlive what has used Kindling in them, and keep nothing of it. */
final class HostThreadsTest {
  private static final int LOADERS = 20;
  private static final int THREADS = 8;

  /** What an application does in a thread of its host's: it trains and predicts. */
  public static class Application implements Callable<Double> {
    /** For the class loader that is to go. */
    public Application() {}

    @Override
    public Double call() throws IOException {
      Thread.currentThread().setContextClassLoader(Application.class.getClassLoader());
      try {
        return serve(train());
      } finally {
        Thread.currentThread().setContextClassLoader(null);
      }
    }

    private static TrainedModel train() {
      TorchRandom random = new TorchRandom(1);
      float[] x = random.rand(Shape.of(40)).toFloatArray();
      TableDataset table = Dataset.of(x, 2, random.rand(Shape.of(20)).toFloatArray(), 1);
      Dataset stream =
          Dataset.streaming(2, 1, DType.FLOAT32, () -> new Rereading(table)).readAhead();
      var net = sequential(linear(2, 4), relu(), linear(4, 1));
      try (Backend backend = Backends.open("cpu")) {
        backend.manualSeed(1);
        Module model = backend.module(net);
        Optimizer optimizer = backend.optimizer(adam(0.01), model.parameters());
        new Trainer(model, backend.loss(mse()), optimizer)
            .batchSize(8)
            .validation(table)
            .train(stream, 2);
        Tensor square = backend.tensor(new float[1 << 14], Shape.of(128, 128));
        square.matmul(square); // several threads at once
        backend.scope(); // forgotten, as is the next one
        backend.noGrad();
        return new TrainedModel(
            net,
            List.of("a", "b"),
            Outputs.numbers("y"),
            Standardizer.fit(table),
            model.stateDict());
      }
    }

    double serve(TrainedModel model) throws IOException {
      return Predictor.of(model).predict(1, 2);
    }
  }

  /** What serves a file, too. */
  public static final class Service extends Application {
    /** For the class loader that is to go. */
    public Service() {}

    /** A row of the application's own. */
    public record Row(double a, double b) {}

    @Override
    double serve(TrainedModel model) throws IOException {
      Path file = Files.createTempFile("model", ".pt");
      model.save(file);
      try (ModelSlot slot = ModelSlot.watching(file, Duration.ofMillis(1))) {
        Predictor predictor = slot.get();
        return predictor.predict(Map.of("a", 1, "b", 2))
            + predictor.binding(Row.class).predict(new Row(1, 2));
      } finally {
        Files.delete(file);
      }
    }
  }

  /** Reads a table as if it were a file. */
  private static final class Rereading implements RowSource.Reader {
    private final TableDataset table;
    private int at;

    Rereading(TableDataset table) {
      this.table = table;
    }

    @Override
    public Rows read(int count) {
      int from = at;
      at = Math.min(table.rows(), at + count);
      return table.range(from, at);
    }

    @Override
    public void close() {}
  }

  private static URL[] classPath() {
    return Stream.of(Backend.class, CpuEngine.class, HostThreadsTest.class)
        .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
        .toArray(URL[]::new);
  }

  /** A class loader whose applications have come and gone in all threads of a host's. */
  private static WeakReference<ClassLoader> used(ExecutorService pool) throws Exception {
    try (URLClassLoader loader =
        new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
      List<Callable<?>> applications =
          new ArrayList<>(Collections.nCopies(THREADS, made(loader, Application.class)));
      applications.add(made(loader, Service.class));
      List<Future<?>> ends = new ArrayList<>();
      applications.forEach(application -> ends.add(pool.submit(application)));
      for (Future<?> end : ends) {
        end.get();
      }
      return new WeakReference<>(loader);
    }
  }

  private static Callable<?> made(ClassLoader loader, Class<?> application) throws Exception {
    return (Callable<?>)
        loader.loadClass(application.getName()).getDeclaredConstructor().newInstance();
  }

  @Test
  void aPoolOfThreadsHoldsNoClassLoader() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
      for (int i = 0; i < LOADERS; i++) {
        loaders.add(used(pool));
      }
      used(pool); // the JDK holds the records that were compared last, which are these now
      assertThat(leftOf(loaders)).isZero();
    } finally {
      pool.shutdown();
    }
  }

  /** How many are left after as many collections as it may take. */
  private static long leftOf(List<WeakReference<ClassLoader>> loaders) {
    for (int i = 0; i < 50 && loaders.stream().anyMatch(loader -> loader.get() != null); i++) {
      System.gc();
    }
    return loaders.stream().filter(loader -> loader.get() != null).count();
  }
}
