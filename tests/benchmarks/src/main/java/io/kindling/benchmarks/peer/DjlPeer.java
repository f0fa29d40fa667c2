package io.kindling.benchmarks.peer;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import ai.djl.training.GradientCollector;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import io.kindling.benchmarks.Data;
import io.kindling.benchmarks.Peer;
import io.kindling.benchmarks.Training;
import io.kindling.benchmarks.Workload;
import java.util.ArrayList;
import java.util.List;

/**
 * Deep Java Library on PyTorch: its functional layers, losses and optimizers under a gradient
 * collector, without the trainer around them, arrays made once, a manager of its own for each step.
 */
final class DjlPeer implements Peer {
  @Override
  public boolean does(Workload workload) {
    return workload.isPlainRegression() || workload.isNet();
  }

  @Override
  public Training start(Workload workload, Data data) {
    return new Loop(workload, data);
  }

  /** The loop. */
  private static final class Loop implements Training {
    private final NDManager manager = NDManager.newBaseManager();
    private final List<NDArray> parameters = new ArrayList<>();
    private final Loss crossEntropy = Loss.softmaxCrossEntropyLoss();
    private final Optimizer optimizer;
    private final NDArray inputs;
    private final NDArray targets;
    private final boolean labelled;
    private final int rows;
    private final int batch;
    private int from;

    Loop(Workload workload, Data data) {
      rows = workload.rows();
      batch = workload.batch();
      labelled = data.labels().length > 0;
      for (int layer = 1; layer < workload.layers().size(); layer++) {
        int out = workload.layers().get(layer);
        Shape weight = new Shape(out, workload.layers().get(layer - 1));
        parameter(data.initial().get(2 * layer - 2), weight);
        parameter(data.initial().get(2 * layer - 1), new Shape(out));
      }
      Tracker rate = Tracker.fixed((float) workload.rate());
      optimizer =
          workload.rule() == Workload.Rule.ADAM
              ? Optimizer.adam().optLearningRateTracker(rate).build()
              : Optimizer.sgd().setLearningRateTracker(rate).build();
      inputs = manager.create(data.x(), new Shape(rows, workload.features()));
      targets =
          labelled
              ? manager.create(data.labels(), new Shape(rows))
              : manager.create(data.y(), new Shape(rows, workload.outputs()));
    }

    private void parameter(float[] values, Shape shape) {
      NDArray parameter = manager.create(values, shape);
      parameter.setRequiresGradient(true);
      parameters.add(parameter);
    }

    @Override
    public float step() {
      try (NDManager step = manager.newSubManager()) {
        NDArray loss;
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
          loss = loss(part(inputs, step), part(targets, step));
          loss.attach(step);
          collector.backward(loss);
        }
        for (int i = 0; i < parameters.size(); i++) {
          try (NDArray gradient = parameters.get(i).getGradient()) {
            optimizer.update("parameter" + i, parameters.get(i), gradient);
          }
        }
        from = (from + batch) % rows;
        return loss.getFloat();
      }
    }

    private NDArray loss(NDArray x, NDArray y) {
      NDArray values = x;
      for (int i = 0; i < parameters.size(); i += 2) {
        NDArray in = i == 0 ? values : Activation.relu(values);
        values = Linear.linear(in, parameters.get(i), parameters.get(i + 1)).singletonOrThrow();
      }
      return labelled
          ? crossEntropy.evaluate(new NDList(y), new NDList(values))
          : values.sub(y).square().mean();
    }

    private NDArray part(NDArray array, NDManager step) {
      if (batch == rows) {
        return array;
      }
      NDArray part = array.get(new NDIndex().addSliceDim(from, from + batch));
      part.attach(step);
      return part;
    }

    @Override
    public void close() {
      manager.close();
    }
  }
}
