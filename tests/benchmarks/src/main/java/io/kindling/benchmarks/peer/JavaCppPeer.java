package io.kindling.benchmarks.peer;

import io.kindling.benchmarks.Data;
import io.kindling.benchmarks.Peer;
import io.kindling.benchmarks.Reference;
import io.kindling.benchmarks.Training;
import io.kindling.benchmarks.Workload;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.CrossEntropyLossImpl;
import org.bytedeco.pytorch.HuberLossImpl;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.MSELossImpl;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * LibTorch itself, as a C++ program would use it, through the JavaCPP presets: its own modules and
 * optimizers, tensors made once, a {@link PointerScope} around each step.
 */
final class JavaCppPeer implements Peer {
  @Override
  public boolean does(Workload workload) {
    return true;
  }

  @Override
  public Training start(Workload workload, Data data) {
    torch.set_num_threads(Integer.getInteger("benchmarks.threads", 1));
    return workload.isAnswer() ? new Answers(workload, data) : new Loop(workload, data);
  }

  /** A loss between a prediction and its target. */
  @FunctionalInterface
  private interface Criterion {
    Tensor forward(Tensor prediction, Tensor target);
  }

  /** The loop. */
  private static final class Loop implements Training {
    private final List<LinearImpl> layers;
    private final Criterion criterion;
    private final Optimizer optimizer;
    private final Tensor inputs;
    private final Tensor targets;
    private final int rows;
    private final int batch;
    private int from;

    Loop(Workload workload, Data data) {
      rows = workload.rows();
      batch = workload.batch();
      layers = layers(workload, data);
      TensorVector parameters = new TensorVector();
      for (LinearImpl linear : layers) {
        parameters.push_back(linear.weight());
        parameters.push_back(linear.bias());
      }
      criterion = criterion(workload);
      optimizer = optimizer(workload, parameters);
      inputs = floats(data.x(), rows, workload.features());
      targets =
          data.labels().length > 0
              ? longs(data.labels())
              : floats(data.y(), rows, workload.outputs());
    }

    @Override
    public float step() {
      try (PointerScope step = new PointerScope()) {
        optimizer.zero_grad();
        Tensor loss = criterion.forward(forward(layers, part(inputs)), part(targets));
        loss.backward();
        optimizer.step();
        from = (from + batch) % rows;
        return loss.item_float();
      }
    }

    private Tensor part(Tensor tensor) {
      return batch == rows ? tensor : tensor.narrow(0, from, batch);
    }
  }

  /** The loop that trains nothing. */
  private static final class Answers implements Training {
    private final List<LinearImpl> layers;
    private final Tensor inputs;
    private final int rows;
    private final int batch;
    private final int outputs;
    private int from;

    Answers(Workload workload, Data data) {
      rows = workload.rows();
      batch = workload.batch();
      outputs = workload.outputs();
      layers = layers(workload, data);
      inputs = floats(data.x(), rows, workload.features());
    }

    @Override
    public float step() {
      try (PointerScope step = new PointerScope();
          InferenceMode mode = new InferenceMode()) {
        Tensor values = forward(layers, inputs.narrow(0, from, batch));
        from = (from + batch) % rows;
        float[] answers = new float[batch * outputs];
        values.data_ptr_float().get(answers);
        return Reference.size(answers);
      }
    }
  }

  private static List<LinearImpl> layers(Workload workload, Data data) {
    List<LinearImpl> layers = new ArrayList<>();
    for (int layer = 1; layer < workload.layers().size(); layer++) {
      LinearImpl linear =
          new LinearImpl(workload.layers().get(layer - 1), workload.layers().get(layer));
      linear.weight().data_ptr_float().put(data.initial().get(2 * layer - 2));
      linear.bias().data_ptr_float().put(data.initial().get(2 * layer - 1));
      layers.add(linear);
    }
    return layers;
  }

  private static Tensor forward(List<LinearImpl> layers, Tensor inputs) {
    Tensor values = inputs;
    for (int layer = 0; layer < layers.size(); layer++) {
      values = layers.get(layer).forward(layer == 0 ? values : values.relu());
    }
    return values;
  }

  private static Criterion criterion(Workload workload) {
    return switch (workload.criterion()) {
      case MSE -> new MSELossImpl()::forward;
      case HUBER -> new HuberLossImpl()::forward;
      case CROSS_ENTROPY -> new CrossEntropyLossImpl()::forward;
      case NONE -> throw new IllegalStateException("there is no loss");
    };
  }

  private static Optimizer optimizer(Workload workload, TensorVector parameters) {
    if (workload.rule() == Workload.Rule.ADAM) {
      return new Adam(parameters, new AdamOptions(workload.rate()));
    }
    SGDOptions options = new SGDOptions(workload.rate());
    options.momentum().put(workload.rule() == Workload.Rule.MOMENTUM ? 0.9 : 0);
    return new SGD(parameters, options);
  }

  private static Tensor floats(float[] values, long rows, long columns) {
    Tensor tensor =
        torch.empty(new long[] {rows, columns}, new TensorOptions(ScalarType.Float), null);
    tensor.data_ptr_float().put(values);
    return tensor;
  }

  private static Tensor longs(long[] values) {
    Tensor tensor =
        torch.empty(new long[] {values.length}, new TensorOptions(ScalarType.Long), null);
    tensor.data_ptr_long().put(values);
    return tensor;
  }
}
