package com.example;

import static io.kindling.Specs.*;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.Module;
import io.kindling.data.Dataset;
import io.kindling.data.TableDataset;
import io.kindling.error.BackendException;
import io.kindling.train.Trainer;

/** Learns y = 2x + 1 on each of the backends that the command names. */
public final class FatJar {
  public static void main(String[] args) {
    TableDataset rows =
        Dataset.of(new double[] {0, 1, 2, 3, 4}, 1, new double[] {1, 3, 5, 7, 9}, 1);
    for (String name : args) {
      try (Backend backend = Backends.open(name)) {
        backend.manualSeed(0);
        Module module = backend.module(linear(1, 1));
        new Trainer(module, backend.loss(mse()), backend.optimizer(sgd(0.05), module.parameters()))
            .train(rows, 1000);
        float slope = module.stateDict().get("weight").toFloatArray()[0];
        System.out.printf("%s learned a slope of %.3f%n", backend, slope);
      } catch (BackendException e) {
        System.out.println(e.getMessage());
      }
    }
  }
}
