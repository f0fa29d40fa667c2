package com.example;

import static io.kindling.Specs.*;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.Module;
import io.kindling.Scope;
import io.kindling.core.TensorData;
import io.kindling.data.Dataset;
import io.kindling.data.TableDataset;
import io.kindling.train.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Trains a model in each of many virtual threads, on the backends that the command names. */
public final class VirtualThreads {
  private static final int MODELS = 100;

  public static void main(String[] backends) throws InterruptedException, ExecutionException {
    for (String name : backends) {
      try (Backend backend = Backends.open(name)) { // one for all threads
        List<Map<String, TensorData>> models = trainAll(backend);
        int same = 0;
        for (int seed = 0; seed < MODELS; seed++) {
          same += models.get(seed).equals(train(backend, seed)) ? 1 : 0;
        }
        System.out.printf(
            "%s: %d models, %d of them as one thread learns them, to the last bit%n",
            backend, MODELS, same);
      }
    }
  }

  private static List<Map<String, TensorData>> trainAll(Backend backend)
      throws InterruptedException, ExecutionException {
    List<Future<Map<String, TensorData>>> trainings = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < MODELS; i++) {
        int seed = i;
        trainings.add(threads.submit(() -> train(backend, seed)));
      }
    }
    List<Map<String, TensorData>> models = new ArrayList<>();
    for (Future<Map<String, TensorData>> training : trainings) {
      models.add(training.get());
    }
    return models;
  }

  /** Learns y = 2x + 1 from first weights of its own. */
  private static Map<String, TensorData> train(Backend backend, long seed) {
    TableDataset rows =
        Dataset.of(new double[] {0, 1, 2, 3, 4}, 1, new double[] {1, 3, 5, 7, 9}, 1);
    try (Scope training = backend.scope()) { // frees what the training makes
      backend.manualSeed(seed); // of this thread
      Module module = backend.module(sequential(linear(1, 8), tanh(), linear(8, 1)));
      new Trainer(module, backend.loss(mse()), backend.optimizer(adam(0.05), module.parameters()))
          .shuffle(backend.random())
          .batchSize(2)
          .train(rows, 50);
      return module.stateDict();
    }
  }
}
