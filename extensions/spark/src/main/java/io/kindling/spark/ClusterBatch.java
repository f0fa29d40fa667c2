package io.kindling.spark;

import io.kindling.core.TensorData;
import io.kindling.cpu.sums.Replay;
import io.kindling.train.FullBatch;
import java.util.Map;

/** All training rows, on the cluster. */
final class ClusterBatch extends ClusterRows implements FullBatch, AutoCloseable {
  private final Replay replay;
  private int steps;

  ClusterBatch(Shards shards, StepForm form) {
    super(shards, form);
    this.replay = form.step().replay(features(), targets());
  }

  @Override
  public double counts() {
    return shards.weights();
  }

  @Override
  public Gradients gradients(Map<String, TensorData> parameters) {
    StepTask task = new StepTask(shards.training(), form, StateBytes.of(parameters));
    return replay.gradients(parameters, shards.sums("gradients " + ++steps, task));
  }

  @Override
  public void close() {
    replay.close();
  }
}
