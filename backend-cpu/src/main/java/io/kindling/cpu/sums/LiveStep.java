package io.kindling.cpu.sums;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.Loss;
import io.kindling.Module;
import io.kindling.Scope;
import io.kindling.Tensor;
import io.kindling.core.TensorData;
import io.kindling.cpu.kernel.Sharing;
import io.kindling.data.Rows;
import io.kindling.train.batch.Batch;
import io.kindling.train.batch.Objective;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Forward and backward over rows that stay, by the ordinary modules, with a sharing of one's own.
 */
final class LiveStep implements AutoCloseable {
  private final Backend backend;
  private final Module module;
  private final Objective objective;
  private final Batch batch;
  private final double weights;

  /**
   * Loads the rows.
   *
   * @param sharing makes the sharing of one that does all on the caller's thread
   */
  LiveStep(ShardedStep step, Rows rows, UnaryOperator<Sharing> sharing) {
    this.backend = Backends.open(new AloneProvider(sharing));
    this.module = backend.module(step.module()).train();
    Loss loss = backend.loss(step.loss());
    this.objective = new Objective(loss, step.beside().weight(), backend);
    this.batch =
        Batch.of(
            backend.tensor(rows.features()),
            backend.tensor(rows.targets()),
            rows.count(),
            rows.beside() == null ? null : backend.tensor(rows.beside()),
            step.beside());
    this.weights = step.totals().weights();
  }

  /** Computes loss and gradients; returns the loss. */
  float run(Map<String, TensorData> parameters) {
    module.loadStateDict(parameters);
    module.parameters().forEach(parameter -> parameter.grad(null));
    try (Scope scope = backend.scope()) {
      Tensor prediction = batch.prediction(module.forward(batch.inputs()));
      Tensor loss = objective.of(prediction, batch, weights);
      loss.backward();
      return loss.item();
    }
  }

  /** The parameters' gradients by name. */
  Map<String, TensorData> gradients() {
    Map<String, TensorData> gradients = new LinkedHashMap<>();
    module
        .namedParameters()
        .forEach(
            (name, parameter) -> {
              Tensor gradient = parameter.grad();
              if (gradient != null) {
                gradients.put(name, gradient.data());
              }
            });
    return gradients;
  }

  @Override
  public void close() {
    backend.close();
  }
}
