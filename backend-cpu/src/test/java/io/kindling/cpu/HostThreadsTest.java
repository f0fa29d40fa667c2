package io.kindling.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.Module;
import io.kindling.NoGrad;
import io.kindling.Scope;
import io.kindling.Specs;
import io.kindling.Tensor;
import io.kindling.core.Shape;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A host's threads outlive what has used Kindling in them, and keep nothing of it. */
final class HostThreadsTest {
  /** What an application does in a thread of its host's. */
  public static final class Application implements Callable<Float> {
    /** For the class loader that is to go. */
    public Application() {}

    @Override
    public Float call() {
      Thread.currentThread().setContextClassLoader(Application.class.getClassLoader());
      try (Backend backend = Backends.open("cpu")) {
        backend.manualSeed(1);
        Module model = backend.module(Specs.linear(2, 1));
        try (Scope scope = backend.scope();
            NoGrad noGrad = backend.noGrad()) {
          Tensor x = backend.tensor(new float[] {1, 2}, Shape.of(1, 2));
          return model.eval().forward(x).item();
        }
      } finally {
        Thread.currentThread().setContextClassLoader(null);
      }
    }
  }

  private static URL[] classPath() {
    return Stream.of(Backend.class, CpuEngine.class, HostThreadsTest.class)
        .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
        .toArray(URL[]::new);
  }

  private static WeakReference<ClassLoader> used(ExecutorService pool) throws Exception {
    try (URLClassLoader loader =
        new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
      Callable<?> application =
          (Callable<?>)
              loader.loadClass(Application.class.getName()).getDeclaredConstructor().newInstance();
      pool.submit(application).get();
      return new WeakReference<>(loader);
    }
  }

  @Test
  void aPoolOfThreadsHoldsNoClassLoader() throws Exception {
    ExecutorService pool = Executors.newSingleThreadExecutor();
    try {
      WeakReference<ClassLoader> loader = used(pool);
      for (int i = 0; i < 50 && loader.get() != null; i++) {
        System.gc();
      }
      assertThat(loader.get()).isNull();
    } finally {
      pool.shutdown();
    }
  }
}
