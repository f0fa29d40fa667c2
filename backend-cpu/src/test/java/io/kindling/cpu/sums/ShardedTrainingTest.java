package io.kindling.cpu.sums;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.Module;
import io.kindling.Optimizer;
import io.kindling.core.DType;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.core.TorchRandom;
import io.kindling.cpu.kernel.BlockSum;
import io.kindling.cpu.kernel.Processor;
import io.kindling.data.Beside;
import io.kindling.data.Dataset;
import io.kindling.data.Rows;
import io.kindling.data.TableDataset;
import io.kindling.nn.LossSpec;
import io.kindling.nn.ModuleSpec;
import io.kindling.optim.OptimizerSpec;
import io.kindling.optim.ScheduleSpec;
import io.kindling.train.Checkpoint;
import io.kindling.train.FullBatch;
import io.kindling.train.History;
import io.kindling.train.Schedule;
import io.kindling.train.Trainer;
import io.kindling.train.TrainingListener;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A trainer whose gradients come from a cluster, here of threads that have a shard each, trains as
 * one does that has all rows: the same checkpoints to the byte, from which either goes on.
 */
final class ShardedTrainingTest {
  private static final int ROWS = 1337;
  private static final int EPOCHS = 6;

  @TempDir private Path folder;

  private final Backend backend = Backends.open("cpu");
  private final ExecutorService threads = Executors.newFixedThreadPool(2);

  @BeforeEach
  void clear() {
    System.clearProperty(Processor.VECTOR);
  }

  @AfterEach
  void close() {
    System.clearProperty(Processor.VECTOR);
    threads.shutdownNow();
    backend.close();
  }

  private static float[] uniform(int seed, int columns) {
    return new TorchRandom(seed).uniform(Shape.of(ROWS, columns), 0, 1).toFloatArray();
  }

  private static TableDataset data(LossSpec loss, boolean weighted) {
    TableDataset data =
        loss.targetType() == DType.INT64
            ? Dataset.of(uniform(1, 4), 4, new Random(2).longs(ROWS, 0, 3).toArray())
            : Dataset.of(uniform(1, 4), 4, uniform(2, 1), 1);
    return weighted ? data.weights(uniform(3, 1)).offset(uniform(4, 1)) : data;
  }

  /** Workers that each have a shard, and answer in any order. */
  private final class Cluster implements FullBatch, AutoCloseable {
    private final List<Shard> shards = new ArrayList<>();
    private final Replay replay;
    private final Random random = new Random(4);
    private final TableDataset data;

    Cluster(ModuleSpec module, LossSpec loss, TableDataset data) {
      this.data = data;
      Totals totals = new Totals(ROWS, ROWS, counts());
      ShardedStep step = new ShardedStep(module, loss, data.beside(), totals);
      for (int from = 0; from < ROWS; from += 2 * BlockSum.BLOCK) {
        System.setProperty(Processor.VECTOR, random.nextBoolean() + "");
        Rows rows = data.range(from, Math.min(ROWS, from + 2 * BlockSum.BLOCK));
        shards.add(step.shard(from, rows));
      }
      System.clearProperty(Processor.VECTOR);
      replay = step.replay(4, 1);
    }

    @Override
    public long rows() {
      return ROWS;
    }

    @Override
    public int features() {
      return 4;
    }

    @Override
    public int targets() {
      return 1;
    }

    @Override
    public Beside beside() {
      return data.beside();
    }

    @Override
    public double counts() {
      double sum = 0;
      for (float weight : data.beside().weight() ? uniform(3, 1) : new float[0]) {
        sum += weight;
      }
      return data.beside().weight() ? sum : ROWS;
    }

    @Override
    public Gradients gradients(Map<String, TensorData> parameters) {
      Collections.shuffle(shards, random);
      List<Future<byte[]>> answers =
          shards.stream().map(shard -> threads.submit(() -> shard.record(parameters))).toList();
      List<byte[]> sums = new ArrayList<>();
      try {
        for (Future<byte[]> answer : answers) {
          sums.add(answer.get());
        }
      } catch (InterruptedException | ExecutionException e) {
        throw new AssertionError(e);
      }
      return replay.gradients(parameters, sums);
    }

    @Override
    public void close() {
      shards.forEach(Shard::close);
      replay.close();
    }
  }

  /** Ends a training right after a checkpoint, as a crash would. */
  private record Killing(long step) implements TrainingListener {
    @Override
    public void checkpointed(Path file, long done) {
      if (done == step) {
        throw new IllegalStateException("killed");
      }
    }
  }

  private final class Run {
    private final ModuleSpec module;
    private final LossSpec loss;
    private final TableDataset data;
    private final Optimizer optimizer;
    private final Module model;
    private final Trainer trainer;

    Run(String module, String loss, boolean weighted, String optimizer, Path series) {
      this.module = ModuleSpec.parse(module);
      this.loss = LossSpec.parse(loss);
      this.data = data(this.loss, weighted);
      backend.manualSeed(11);
      this.model = backend.module(this.module);
      this.optimizer = backend.optimizer(OptimizerSpec.parse(optimizer), model.parameters());
      this.trainer =
          new Trainer(model, backend.loss(this.loss), this.optimizer)
              .validation(data)
              .schedule(new Schedule(ScheduleSpec.parse("step(2, gamma=0.5)"), this.optimizer))
              .earlyStopping(5)
              .checkpointEvery(1, series, 100);
    }

    History here() {
      return trainer.train(data, EPOCHS);
    }

    History there() {
      try (Cluster cluster = new Cluster(module, loss, data)) {
        return trainer.train(cluster, EPOCHS);
      }
    }
  }

  private Path series(String name) throws IOException {
    return Files.createDirectory(folder.resolve(name)).resolve("run.pt");
  }

  private static Path file(Path series, int step) {
    return series.resolveSibling("run.checkpoint-" + step + ".pt");
  }

  /** The SHA-256 of every checkpoint. */
  private static List<String> hashes(Path series) throws IOException {
    List<String> hashes = new ArrayList<>();
    for (int step = 1; step <= EPOCHS; step++) {
      byte[] hash = sha256().digest(Files.readAllBytes(file(series, step)));
      hashes.add(new BigInteger(1, hash).toString(16));
    }
    return hashes;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "linear(4, 1) | huber(delta=0.3) | false | sgd(lr=0.1, momentum=0.9)",
        "linear(4, 1) | poisson_nll() | true | sgd(lr=0.1, momentum=0.9)",
        "linear(4, 3) | cross_entropy() | false | adam(lr=0.1)",
        "sequential(linear(4, 32), relu(), linear(32, 1)) | mse() | false | adam(lr=0.01)",
        "linear(4, 1) | bce_with_logits() | false | lbfgs(max_iter=4, line_search=strong_wolfe)"
      })
  void eitherSideGoesOnFromTheOthersCheckpoints(
      String module, String loss, boolean weighted, String optimizer) throws IOException {
    Path expected = series("here");
    History here = new Run(module, loss, weighted, optimizer, expected).here();
    List<String> hashes = hashes(expected);
    assertThat(hashes).doesNotHaveDuplicates();
    Path throughout = series("there");
    History there = new Run(module, loss, weighted, optimizer, throughout).there();
    assertThat(there).isEqualTo(here);
    assertThat(hashes(throughout)).isEqualTo(hashes);
    for (boolean startsHere : new boolean[] {true, false}) {
      Path series = series(startsHere + "");
      Run killed = new Run(module, loss, weighted, optimizer, series);
      killed.trainer.listener(new Killing(3));
      assertThatThrownBy(startsHere ? killed::here : killed::there).hasMessage("killed");
      Run resumed = new Run(module, loss, weighted, optimizer, series);
      resumed.trainer.resume(Checkpoint.load(file(series, 3)));
      History history = startsHere ? resumed.there() : resumed.here();
      assertThat(history).isEqualTo(here);
      assertThat(hashes(series)).isEqualTo(hashes);
    }
  }
}
