package com.example;

import static io.kindling.Specs.*;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.Module;
import io.kindling.csv.CsvFile;
import io.kindling.data.Standardizer;
import io.kindling.data.TableDataset;
import io.kindling.model.Outputs;
import io.kindling.model.TrainedModel;
import io.kindling.nn.ModuleSpec;
import io.kindling.predict.Predictor;
import io.kindling.train.History;
import io.kindling.train.Trainer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Trains a model of a table, saves it, and predicts with what was saved. */
public final class Plain {
  public static void main(String[] args) {
    if (args.length != 2) {
      System.err.println("usage: java -jar plain.jar TABLE.csv MODEL.pt");
      System.exit(2);
    }
    Path file = Path.of(args[1]);
    train(CsvFile.of(Path.of(args[0])), "progression", file);

    Predictor predictor = Predictor.load(file); // needs no backend
    double[] patient = {59, 2, 32.1, 101, 157, 93.2, 38, 4, 4.8598, 87};
    System.out.printf("a patient's progression: %.1f%n", predictor.predict(patient));
  }

  private static void train(CsvFile table, String target, Path file) {
    List<String> columns = new ArrayList<>(table.header());
    columns.remove(target);
    TableDataset rows = table.targets(target).table();
    Standardizer scaling = Standardizer.fit(rows);
    ModuleSpec net = sequential(linear(columns.size(), 16), relu(), linear(16, 1));
    try (Backend backend = Backends.preferred()) {
      backend.manualSeed(0);
      Module module = backend.module(net);
      History history =
          new Trainer(
                  module, backend.loss(mse()), backend.optimizer(adam(0.01), module.parameters()))
              .train(scaling.transform(rows), 200);
      new TrainedModel(net, columns, Outputs.numbers(target), scaling, module.stateDict())
          .save(file);
      System.out.printf("trained on %d rows: loss %.3f%n", rows.rows(), history.last().loss());
    }
  }
}
