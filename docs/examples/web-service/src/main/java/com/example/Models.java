package com.example;

import static io.kindling.Specs.*;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.Module;
import io.kindling.Scope;
import io.kindling.csv.CsvFile;
import io.kindling.data.Standardizer;
import io.kindling.data.TableDataset;
import io.kindling.error.KindlingException;
import io.kindling.model.Outputs;
import io.kindling.model.TrainedModel;
import io.kindling.nn.ModuleSpec;
import io.kindling.predict.ModelSlot;
import io.kindling.predict.Predictor;
import io.kindling.train.History;
import io.kindling.train.Trainer;
import io.kindling.train.TrainingGauges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** The model that is live, and the training of the next one in the background. */
final class Models implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Models.class.getName());

  private final CsvFile table;
  private final List<String> columns;
  private final String target;
  private final Path file;
  private final Backend backend = Backends.preferred();
  private final ExecutorService worker = Executors.newSingleThreadExecutor();
  private final AtomicBoolean busy = new AtomicBoolean();
  private final TrainingGauges gauges = new TrainingGauges();
  private final AtomicInteger swaps = new AtomicInteger();
  private final AtomicInteger failures = new AtomicInteger();
  private volatile ModelSlot slot; // null until there is a model

  /**
   * Learns a column of a CSV file from all others; a model that was saved is live at once.
   *
   * @throws KindlingException if the table or the model cannot be read
   * @throws IllegalArgumentException if there is no such column, or the model is of others
   * @throws IOException if there is no folder for the model and none can be made
   */
  Models(Path table, String target, Path file) throws IOException {
    this.table = CsvFile.of(table);
    this.columns = new ArrayList<>(this.table.header());
    this.target = target;
    this.file = file;
    if (!columns.remove(target)) {
      throw new IllegalArgumentException(table + " has no column " + target);
    }
    Files.createDirectories(file.toAbsolutePath().getParent());
    if (Files.exists(file)) {
      slot = ModelSlot.of(fitting(Predictor.load(file)));
    }
  }

  private Predictor fitting(Predictor saved) {
    if (!saved.inputs().equals(columns) || !saved.outputs().equals(Outputs.numbers(target))) {
      throw new IllegalArgumentException(file + " is a model of other columns");
    }
    return saved;
  }

  /** What a request is to be answered by, from its begin to its end. */
  Optional<Predictor> live() {
    return Optional.ofNullable(slot).map(ModelSlot::get);
  }

  /** Begins a training, and says whether it did: not while another one runs. */
  boolean train(int epochs) {
    if (!busy.compareAndSet(false, true)) {
      return false;
    }
    worker.execute(() -> trainAndSwap(epochs));
    return true;
  }

  private void trainAndSwap(int epochs) {
    try {
      fit(epochs).ifPresent(this::swap);
    } catch (RuntimeException e) {
      if (!worker.isShutdown()) { // else it was interrupted while it read or saved
        failures.incrementAndGet();
        LOG.log(System.Logger.Level.ERROR, "a training failed", e);
      }
    } finally {
      busy.set(false);
    }
  }

  /** Trains; empty where the service ends meanwhile. */
  private Optional<TrainedModel> fit(int epochs) {
    TableDataset rows = table.targets(target).features(columns.toArray(String[]::new)).table();
    Standardizer scaling = Standardizer.fit(rows);
    ModuleSpec net = sequential(linear(columns.size(), 16), relu(), linear(16, 1));
    try (Scope training = backend.scope()) { // frees what the training makes
      backend.manualSeed(0);
      Module module = backend.module(net);
      History history =
          new Trainer(
                  module, backend.loss(mse()), backend.optimizer(adam(0.01), module.parameters()))
              .listener(gauges)
              .train(scaling.transform(rows), epochs);
      return history.end() == History.End.CANCELLED
          ? Optional.empty()
          : Optional.of(
              new TrainedModel(net, columns, Outputs.numbers(target), scaling, module.stateDict()));
    }
  }

  private void swap(TrainedModel trained) {
    Predictor next = Predictor.of(trained);
    if (slot == null) {
      slot = ModelSlot.of(next);
    } else {
      slot.swap(next); // threads that predict never wait
    }
    swaps.incrementAndGet();
    trained.save(file); // for the next start
  }

  /** Where it stands, in numbers for a registry of metrics. */
  Map<String, Double> gauges() {
    Map<String, Double> all = new LinkedHashMap<>(gauges.snapshot());
    all.put("service.training", busy.get() ? 1.0 : 0.0);
    all.put("service.swaps", swaps.doubleValue());
    all.put("service.failures", failures.doubleValue());
    return all;
  }

  /** Ends a training after the step that it takes, and waits for that. */
  @Override
  public void close() {
    worker.shutdownNow(); // a training whose thread is interrupted ends as if cancelled
    try {
      worker.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    backend.close();
  }
}
