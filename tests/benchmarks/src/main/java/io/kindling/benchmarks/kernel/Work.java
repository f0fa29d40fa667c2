package io.kindling.benchmarks.kernel;

import io.kindling.Backend;
import io.kindling.Module;
import io.kindling.Optimizer;
import io.kindling.Scope;
import io.kindling.Tensor;
import io.kindling.core.Shape;
import io.kindling.core.TorchRandom;
import io.kindling.nn.ModuleSpec;
import io.kindling.optim.OptimizerSpec;
import java.util.List;
import java.util.function.Consumer;

/** What a kernel has to do, through the public API: with it, what it costs to call is measured. */
@FunctionalInterface
interface Work {
  /** Makes what it works on; what comes back does it once. */
  Runnable on(Backend backend);

  /** The product of {@code [n, k]} and {@code [k, m]}. */
  static Work product(int n, int k, int m) {
    return backend -> {
      Tensor a = random(backend, n, k);
      Tensor b = random(backend, k, m);
      return scoped(backend, () -> a.matmul(b));
    };
  }

  /** A module's output for some rows. */
  static Work forward(ModuleSpec spec, int rows, int features) {
    return backend -> {
      Module module = backend.module(spec);
      Tensor x = random(backend, rows, features);
      return scoped(backend, () -> module.forward(x).toFloatArray());
    };
  }

  /** A module's output, its sum, and the gradients of its parameters. */
  static Work gradients(ModuleSpec spec, int rows, int features) {
    return backend -> {
      Module module = backend.module(spec);
      Tensor x = random(backend, rows, features);
      return scoped(backend, () -> module.forward(x).sum().backward());
    };
  }

  /** A function of each of n numbers. */
  static Work function(int n, Consumer<Tensor> function) {
    return backend -> {
      Tensor x = random(backend, 1, n);
      return scoped(backend, () -> function.accept(x));
    };
  }

  /** A step of an optimizer with n parameters. */
  static Work step(OptimizerSpec spec, int n) {
    return backend -> {
      Tensor parameter = random(backend, 1, n).requiresGrad(true);
      Optimizer optimizer = backend.optimizer(spec, List.of(parameter));
      parameter.grad(random(backend, 1, n));
      return optimizer::step;
    };
  }

  private static Runnable scoped(Backend backend, Runnable work) {
    return () -> {
      try (Scope scope = backend.scope()) {
        work.run();
      }
    };
  }

  private static Tensor random(Backend backend, int rows, int columns) {
    return backend.tensor(new TorchRandom(1).uniform(Shape.of(rows, columns), -1, 1));
  }
}
