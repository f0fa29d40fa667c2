package io.kindling.cli;

import io.kindling.Backend;
import io.kindling.Device;
import io.kindling.Loss;
import io.kindling.Module;
import io.kindling.NoGrad;
import io.kindling.Optimizer;
import io.kindling.Scope;
import io.kindling.Shape;
import io.kindling.Tensor;
import io.kindling.error.DivergenceException;
import io.kindling.spec.LossSpec;
import io.kindling.spec.OptimizerSpec;
import java.util.ArrayList;
import java.util.List;

/** The training loop: epochs over batches in the table's order. */
final class Training {
  private final Backend backend;
  private final Device device;
  private final Table table;
  private final Module model;
  private final Loss criterion;
  private final Optimizer optimizer;
  private final String optimizerText;

  Training(
      Backend backend,
      Device device,
      Table table,
      Module model,
      LossSpec loss,
      OptimizerSpec optimizer) {
    this.backend = backend;
    this.device = device;
    this.table = table;
    this.model = model.to(device);
    this.criterion = backend.loss(loss);
    this.optimizer = backend.optimizer(optimizer, model.parameters());
    this.optimizerText = optimizer.toString();
  }

  /** Some rows of the table, on the device. */
  private record Batch(Tensor inputs, Tensor labels, int rows) {}

  /**
   * Trains.
   *
   * @param batchSize rows of a batch; the last one may be shorter
   * @return every epoch's loss, the mean over its rows
   * @throws DivergenceException if a loss becomes NaN or infinite
   */
  float[] run(int epochs, int batchSize, Progress progress) {
    List<Batch> batches = batches(batchSize);
    float[] losses = new float[epochs];
    for (int epoch = 1; epoch <= epochs; epoch++) {
      double sum = 0;
      for (Batch batch : batches) {
        sum += (double) step(batch) * batch.rows();
      }
      float loss = (float) (sum / table.rows());
      if (!Float.isFinite(loss)) {
        throw new DivergenceException(
            "train, epoch " + epoch,
            "the loss must stay finite",
            loss + "",
            "a loss that falls",
            "use a smaller learning rate than " + optimizerText);
      }
      losses[epoch - 1] = loss;
      progress.epoch(epoch, loss);
    }
    return losses;
  }

  private float step(Batch batch) {
    try (Scope step = backend.scope()) {
      optimizer.zeroGrad();
      Tensor loss = criterion.forward(model.forward(batch.inputs()), batch.labels());
      loss.backward();
      optimizer.step();
      return loss.item();
    }
  }

  private List<Batch> batches(int batchSize) {
    Tensor inputs = inputs();
    Tensor labels = tensor(table.y(), table.targets().size());
    List<Batch> batches = new ArrayList<>();
    for (int start = 0; start < table.rows(); start += batchSize) {
      int rows = Math.min(batchSize, table.rows() - start);
      batches.add(
          rows == table.rows()
              ? new Batch(inputs, labels, rows)
              : new Batch(inputs.narrow(0, start, rows), labels.narrow(0, start, rows), rows));
    }
    return batches;
  }

  private Tensor inputs() {
    return tensor(table.x(), table.features().size());
  }

  private Tensor tensor(float[] values, int columns) {
    return backend.tensor(values, Shape.of(table.rows(), columns)).to(device);
  }

  /** What the model says of every row. */
  float[] predict() {
    return predict(backend, model, inputs());
  }

  /** What a model says. */
  static float[] predict(Backend backend, Module model, Tensor inputs) {
    try (NoGrad noGrad = backend.noGrad();
        Scope scope = backend.scope()) {
      return model.eval().forward(inputs).toFloatArray();
    }
  }
}
