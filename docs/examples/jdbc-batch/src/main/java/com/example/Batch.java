package com.example;

import static io.kindling.Specs.*;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.Module;
import io.kindling.data.Dataset;
import io.kindling.data.Standardizer;
import io.kindling.jdbc.JdbcQuery;
import io.kindling.model.Outputs;
import io.kindling.model.TrainedModel;
import io.kindling.nn.ModuleSpec;
import io.kindling.train.Checkpoint;
import io.kindling.train.CheckpointFiles;
import io.kindling.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Trains a model of a database's rows; begun again after a kill, it goes on where it was. */
public final class Batch {
  private static final String TARGET = "progression";
  private static final List<String> COLUMNS =
      List.of("age", "sex", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6");
  private static final String QUERY =
      "SELECT %s, %s FROM patients ORDER BY id".formatted(String.join(", ", COLUMNS), TARGET);

  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[1]);
    Dataset rows = JdbcQuery.of(args[0], QUERY).targets(TARGET).dataset(); // read anew each epoch
    Standardizer scaling = Standardizer.fit(rows);
    ModuleSpec net = sequential(linear(COLUMNS.size(), 16), relu(), linear(16, 1));
    try (Backend backend = Backends.preferred()) {
      backend.manualSeed(0);
      Module module = backend.module(net);
      Trainer trainer =
          new Trainer(
                  module, backend.loss(mse()), backend.optimizer(adam(0.01), module.parameters()))
              .batchSize(32)
              .checkpointEvery(100, file);
      CheckpointFiles.newest(file)
          .ifPresent(
              checkpoint -> {
                System.out.println("goes on from a checkpoint");
                trainer.resume(Checkpoint.load(checkpoint));
              });
      double loss = trainer.train(scaling.transform(rows), 300).last().loss();
      new TrainedModel(net, COLUMNS, Outputs.numbers(TARGET), scaling, module.stateDict())
          .save(file);
      System.out.printf("saved a model of loss %.3f%n", loss);
    }
    deleteCheckpoints(file);
  }

  /** The next run is to begin anew. */
  private static void deleteCheckpoints(Path file) throws IOException {
    Optional<Path> checkpoint = CheckpointFiles.newest(file);
    while (checkpoint.isPresent()) {
      Files.delete(checkpoint.get());
      checkpoint = CheckpointFiles.newest(file);
    }
  }
}
