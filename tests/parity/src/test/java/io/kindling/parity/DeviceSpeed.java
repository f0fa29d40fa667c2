package io.kindling.parity;

import static io.kindling.Specs.adam;
import static io.kindling.Specs.crossEntropy;
import static io.kindling.Specs.linear;
import static io.kindling.Specs.mse;
import static io.kindling.Specs.relu;
import static io.kindling.Specs.sequential;
import static io.kindling.Specs.sgd;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.Loss;
import io.kindling.Module;
import io.kindling.Optimizer;
import io.kindling.Scope;
import io.kindling.Tensor;
import io.kindling.core.Device;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.core.TorchRandom;
import java.util.List;
import java.util.Locale;

/**
 * Measures the plain loop with {@code libtorch} on a device, as {@code docs/gpu/speed.py} measures
 * Python's. What is trained on lies on the device, and nothing is read but the last loss, or every
 * one where the workload's name ends in {@code item}.
 */
final class DeviceSpeed {
  private static final List<Workload> WORKLOADS =
      List.of(
          new Workload("tutorial", 2000, 5000, 11, 1, 11),
          new Workload("tutorial-item", 2000, 5000, 11, 1, 11),
          new Workload("full-1000000x64", 20, 100, 1_000_000, 64, 1_000_000),
          new Workload("full-4000000x16", 20, 100, 4_000_000, 16, 4_000_000),
          new Workload("full-200000x784", 20, 100, 200_000, 784, 200_000),
          new Workload("mlp-256", 500, 2000, 25_600, 784, 256),
          new Workload("mlp-32", 500, 2000, 25_600, 784, 32));

  private DeviceSpeed() {}

  /** Prints microseconds a step on the device that is named first; or takes some steps only. */
  public static void main(String[] args) {
    try (Backend backend = Backends.open("libtorch")) {
      Device device = backend.device(args[0]);
      for (Workload workload : WORKLOADS) {
        if (args.length == 1) {
          double microseconds = workload.run(backend, device, workload.warm, workload.steps);
          System.out.printf(Locale.ROOT, "%s,%.3f%n", workload.name, microseconds);
        } else if (workload.name.equals(args[1])) {
          workload.run(backend, device, 0, Integer.parseInt(args[2]));
        }
      }
    }
  }

  private record Workload(String name, int warm, int steps, int rows, int features, int batch) {
    double run(Backend backend, Device device, int warming, int measured) {
      try (Scope run = backend.scope()) {
        Training training = new Training(backend, this, device);
        training.steps(warming);
        long start = System.nanoTime();
        training.steps(measured);
        return (System.nanoTime() - start) / 1e3 / measured;
      }
    }
  }

  /** A model, what it learns from, and how. */
  private static final class Training {
    private final Backend backend;
    private final Workload workload;
    private final Module model;
    private final Loss criterion;
    private final Optimizer optimizer;
    private final Tensor inputs;
    private final Tensor labels;

    Training(Backend backend, Workload workload, Device device) {
      this.backend = backend;
      this.workload = workload;
      TorchRandom random = new TorchRandom(0);
      boolean classes = workload.name.startsWith("mlp");
      Shape shape = Shape.of(workload.rows, workload.features);
      inputs = backend.tensor(random.rand(shape)).to(device);
      labels =
          backend
              .tensor(classes ? classes(workload.rows) : random.rand(Shape.of(workload.rows, 1)))
              .to(device);
      model =
          backend
              .module(
                  classes
                      ? sequential(linear(workload.features, 128), relu(), linear(128, 10))
                      : linear(workload.features, 1))
              .to(device);
      criterion = backend.loss(classes ? crossEntropy() : mse());
      optimizer = backend.optimizer(classes ? adam(0.001) : sgd(0.001), model.parameters());
    }

    private static TensorData classes(int rows) {
      long[] labels = new long[rows];
      for (int row = 0; row < rows; row++) {
        labels[row] = row % 10;
      }
      return TensorData.of(labels, Shape.of(rows));
    }

    /** Takes steps, and waits until the device has. */
    void steps(int count) {
      boolean whole = workload.batch == workload.rows;
      boolean reads = workload.name.endsWith("item");
      for (int i = 0; i < count; i++) {
        try (Scope step = backend.scope()) {
          long start = (long) i * workload.batch % workload.rows;
          Tensor x = whole ? inputs : inputs.narrow(0, start, workload.batch);
          Tensor y = whole ? labels : labels.narrow(0, start, workload.batch);
          optimizer.zeroGrad();
          Tensor loss = criterion.forward(model.forward(x), y);
          loss.backward();
          optimizer.step();
          if (reads || i == count - 1) {
            loss.item();
          }
        }
      }
    }
  }
}
