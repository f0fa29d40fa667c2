package io.kindling.spark;

import io.kindling.core.TensorData;
import io.kindling.cpu.sums.Replay;
import io.kindling.data.Beside;
import io.kindling.train.FullBatch;
import java.util.Map;

/** All training rows, on the cluster. */
final class ClusterBatch implements FullBatch, AutoCloseable {
  private final Shards shards;
  private final StepForm form;
  private final Replay replay;
  private int steps;

  ClusterBatch(Shards shards, StepForm form) {
    this.shards = shards;
    this.form = form;
    this.replay = form.step().replay(features(), targets());
  }

  @Override
  public long rows() {
    return shards.rows();
  }

  @Override
  public int features() {
    return shards.form().features();
  }

  @Override
  public int targets() {
    return shards.form().targets();
  }

  @Override
  public Beside beside() {
    return shards.form().beside();
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
