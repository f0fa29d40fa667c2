package io.kindling.libtorch;

import static io.kindling.Specs.linear;
import static io.kindling.Specs.mse;
import static io.kindling.Specs.sgd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.Module;
import io.kindling.core.Shape;
import io.kindling.core.TorchRandom;
import io.kindling.data.Dataset;
import io.kindling.train.Trainer;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** LibTorch in a second class loader of a process works, and what that costs is said. */
final class SecondLoaderTest {
  /** Trains, in whichever class loader it is. */
  public static final class Application implements Callable<Double> {
    /** For a class loader of its own. */
    public Application() {}

    @Override
    public Double call() {
      Thread.currentThread().setContextClassLoader(Application.class.getClassLoader());
      TorchRandom random = new TorchRandom(1);
      float[] x = random.rand(Shape.of(40)).toFloatArray();
      try (Backend backend = Backends.open("libtorch")) {
        Module model = backend.module(linear(2, 1), random);
        return new Trainer(
                model, backend.loss(mse()), backend.optimizer(sgd(0.1), model.parameters()))
            .train(Dataset.of(x, 2, random.rand(Shape.of(20)).toFloatArray(), 1), 5)
            .last()
            .loss();
      }
    }
  }

  @Test
  void aSecondClassLoaderTrainsTooAndIsTold() throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    List<String> said = new ArrayList<>();
    Logger logger = Logger.getLogger("io.kindling.libtorch");
    logger.setUseParentHandlers(false);
    String log = System.setProperty(Backends.LOG, "true");
    try {
      double first = new Application().call();
      logger.setFilter(line -> said.add(line.getMessage()));
      assertThat(isolated().call()).isEqualTo(first);
      assertThat(new Application().call()).isEqualTo(first);
    } finally {
      thread.setContextClassLoader(before);
      logger.setFilter(null);
      System.setProperty(Backends.LOG, String.valueOf(log));
    }
    assumeThat(Files.exists(Path.of("/proc/self/maps"))).isTrue();
    assertThat(said)
        .containsExactly(
            "LibTorch is loaded for another class loader of this process already, so this one has a"
                + " copy of its own of the part that Java calls, 54 MB, and none of them is freed"
                + " before the process ends; put the jars of JavaCPP, its presets and their natives"
                + " where both class loaders find them");
  }

  /** The same in a class loader that has all classes anew, and stays open: LibTorch does. */
  @SuppressWarnings("unchecked")
  private static Callable<Double> isolated() throws Exception {
    List<URL> classPath = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      classPath.add(Path.of(entry).toUri().toURL());
    }
    URLClassLoader loader =
        new URLClassLoader(classPath.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    return (Callable<Double>)
        loader.loadClass(Application.class.getName()).getDeclaredConstructor().newInstance();
  }
}
