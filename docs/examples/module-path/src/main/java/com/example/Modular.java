package com.example;

import static io.kindling.Specs.*;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.Module;
import io.kindling.data.Dataset;
import io.kindling.data.TableDataset;
import io.kindling.nn.ModuleSpec;
import io.kindling.predict.Predictor;
import io.kindling.train.Trainer;

/** Learns y = 2x + 1, in a module. */
public final class Modular {
  public static void main(String[] args) {
    TableDataset rows =
        Dataset.of(new double[] {0, 1, 2, 3, 4}, 1, new double[] {1, 3, 5, 7, 9}, 1);
    ModuleSpec line = linear(1, 1);
    try (Backend backend = Backends.preferred()) {
      backend.manualSeed(0);
      Module module = backend.module(line);
      new Trainer(module, backend.loss(mse()), backend.optimizer(sgd(0.05), module.parameters()))
          .train(rows, 1000);
      Predictor predictor = Predictor.of(line, 1, module.stateDict());
      System.out.printf("by %s, at x = 10: %.3f%n", backend, predictor.predict(10));
    }
  }
}
