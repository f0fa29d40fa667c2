package io.kindling.train;

import io.kindling.Backend;
import io.kindling.Loss;
import io.kindling.NoGrad;
import io.kindling.Scope;
import io.kindling.Tensor;
import io.kindling.core.Device;
import io.kindling.core.TensorData;
import io.kindling.train.batch.Batch;
import io.kindling.train.batch.Objective;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The loss of all rows, of which predictions come batch by batch. */
interface GatheredLoss {
  /** Adds a batch. */
  void add(Tensor prediction, Batch batch);

  /** What one batch of all rows would have given; NaN if there is no loss. */
  double value();

  /** By the loss's description, or for one of one's own, of which there is none, at the end. */
  static GatheredLoss of(@Nullable Objective objective, Backend backend, Device device) {
    if (objective == null) {
      return new None();
    }
    Loss loss = objective.loss();
    return loss.spec() == null
        ? new AtOnce(loss, backend, device)
        : new ByBatch(objective, new TotalLoss(loss.spec()));
  }

  /** No loss. */
  record None() implements GatheredLoss {
    @Override
    public void add(Tensor prediction, Batch batch) {}

    @Override
    public double value() {
      return Double.NaN;
    }
  }

  /** Put together from the losses of batches. */
  record ByBatch(Objective objective, TotalLoss total) implements GatheredLoss {
    @Override
    public void add(Tensor prediction, Batch batch) {
      float loss = objective.of(prediction, batch).item();
      total.add(loss, objective.counts(batch), batch.rows());
    }

    @Override
    public double value() {
      return total.value();
    }
  }

  /** Of all rows at once: nobody knows how a root or a rank of some goes with that of others. */
  record AtOnce(
      Loss loss,
      Backend backend,
      Device device,
      List<TensorData> predictions,
      List<TensorData> targets)
      implements GatheredLoss {
    AtOnce(Loss loss, Backend backend, Device device) {
      this(loss, backend, device, new ArrayList<>(), new ArrayList<>());
    }

    @Override
    public void add(Tensor prediction, Batch batch) {
      predictions.add(prediction.data());
      targets.add(batch.targets().data());
    }

    @Override
    public double value() {
      try (Scope scope = backend.scope();
          NoGrad noGrad = backend.noGrad()) {
        return loss.forward(all(predictions), all(targets)).item();
      }
    }

    private Tensor all(List<TensorData> parts) {
      List<Tensor> tensors = parts.stream().map(part -> backend.tensor(part).to(device)).toList();
      return tensors.size() == 1 ? tensors.get(0) : Tensor.cat(tensors, 0);
    }
  }
}
