package io.kindling.train;

import io.kindling.Backend;
import io.kindling.ModuleClaim;
import io.kindling.Tensor;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.error.DataException;
import io.kindling.error.SpecException;
import io.kindling.error.StateDictException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One step an epoch, of which somebody else computes loss and gradients. */
final class RemoteCourse implements Course, TrainingStep.LossSource {
  private final Settings settings;
  private final FullBatch batch;
  private final Backend backend;
  private final TrainingStep step;

  RemoteCourse(Settings settings, FullBatch batch) {
    this.settings = settings;
    this.batch = batch;
    this.backend = Trainer.firstParameter(settings.model).backend();
    this.step = new TrainingStep(settings);
    if (settings.batchSize != 0 || settings.order != null) {
      throw new SpecException(
          "train",
          "rows that lie elsewhere are one batch in their own order",
          settings.order != null ? "shuffle" : "batchSize(" + settings.batchSize + ")",
          "neither batchSize nor shuffle",
          null);
    }
  }

  @Override
  public DataSize size() {
    return DataSize.of(batch);
  }

  @Override
  public void open(ModuleClaim claim) {
    // it is where it is
  }

  @Override
  public Feed judged(Evaluator evaluator) {
    throw noRowsHere("training");
  }

  static DataException noRowsHere(String kind) {
    return new DataException(
        "train",
        "metrics need rows that are here",
        kind + " rows that lie elsewhere",
        "validation data in memory or streamed",
        "add validation(dataset)");
  }

  @Override
  public Steps epoch() {
    return new OneStep(/* taken= */ false);
  }

  @Override
  public Steps epoch(@Nullable TensorData permutation, int taken) {
    return new OneStep(taken > 0);
  }

  @Override
  public void close() {
    // the batch is the caller's
  }

  private final class OneStep implements Steps {
    private boolean taken;

    OneStep(boolean taken) {
      this.taken = taken;
    }

    @Override
    public boolean hasNext() {
      return !taken;
    }

    @Override
    public void take(Progress progress) {
      float loss = step.take(progress.epoch(), RemoteCourse.this);
      progress.stepped(loss, batch.counts(), batch.rows());
      taken = true;
    }

    @Override
    public void close() {
      // holds nothing
    }
  }

  @Override
  public Tensor compute() {
    FullBatch.Gradients computed = batch.gradients(settings.model.stateDict());
    Map<String, Tensor> parameters = settings.model.namedParameters();
    Set<String> strangers = new LinkedHashSet<>(computed.gradients().keySet());
    strangers.removeAll(parameters.keySet());
    if (!strangers.isEmpty()) {
      throw new StateDictException(
          "train",
          "gradients must be of the model's parameters",
          "gradients of " + strangers,
          "those of " + parameters.keySet(),
          null);
    }
    parameters.forEach((name, parameter) -> give(parameter, computed.gradients().get(name)));
    return backend.tensor(new float[] {computed.loss()}, Shape.scalar());
  }

  private void give(Tensor parameter, @Nullable TensorData gradient) {
    if (gradient != null) {
      parameter.grad(backend.tensor(gradient).to(parameter.device()));
    }
  }
}
