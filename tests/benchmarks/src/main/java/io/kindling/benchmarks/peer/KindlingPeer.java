package io.kindling.benchmarks.peer;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.Loss;
import io.kindling.Module;
import io.kindling.NoGrad;
import io.kindling.Optimizer;
import io.kindling.Scope;
import io.kindling.Specs;
import io.kindling.Tensor;
import io.kindling.benchmarks.Data;
import io.kindling.benchmarks.Peer;
import io.kindling.benchmarks.Reference;
import io.kindling.benchmarks.Training;
import io.kindling.benchmarks.Workload;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.nn.LossSpec;
import io.kindling.nn.ModuleSpec;
import io.kindling.optim.OptimizerSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Kindling in the plain loop that its documentation shows. */
final class KindlingPeer implements Peer {
  private final String name;

  KindlingPeer(String name) {
    this.name = name;
  }

  @Override
  public boolean does(Workload workload) {
    return true;
  }

  @Override
  public Training start(Workload workload, Data data) {
    Backend backend = Backends.open(name);
    return workload.isAnswer()
        ? new Answers(backend, workload, data)
        : new Loop(backend, workload, data);
  }

  /** The loop. */
  private static final class Loop implements Training {
    private final Backend backend;
    private final Module model;
    private final Loss criterion;
    private final Optimizer optimizer;
    private final Tensor inputs;
    private final Tensor targets;
    private final int rows;
    private final int batch;
    private int from;

    Loop(Backend backend, Workload workload, Data data) {
      this.backend = backend;
      this.rows = workload.rows();
      this.batch = workload.batch();
      model = backend.module(model(workload));
      model.loadStateDict(state(model, data));
      criterion = backend.loss(criterion(workload));
      optimizer = backend.optimizer(optimizer(workload), model.parameters());
      inputs = backend.tensor(data.x(), Shape.of(rows, workload.features()));
      targets =
          data.labels().length > 0
              ? backend.tensor(data.labels(), Shape.of(rows))
              : backend.tensor(data.y(), Shape.of(rows, workload.outputs()));
    }

    @Override
    public float step() {
      try (Scope step = backend.scope()) {
        optimizer.zeroGrad();
        Tensor loss = criterion.forward(model.forward(part(inputs)), part(targets));
        loss.backward();
        optimizer.step();
        from = (from + batch) % rows;
        return loss.item();
      }
    }

    private Tensor part(Tensor tensor) {
      return batch == rows ? tensor : tensor.narrow(0, from, batch);
    }

    @Override
    public void close() {
      backend.close();
    }
  }

  /** The loop of a service that trains nothing. */
  private static final class Answers implements Training {
    private final Backend backend;
    private final Module model;
    private final Tensor inputs;
    private final int rows;
    private final int batch;
    private int from;

    Answers(Backend backend, Workload workload, Data data) {
      this.backend = backend;
      this.rows = workload.rows();
      this.batch = workload.batch();
      model = backend.module(model(workload));
      model.loadStateDict(state(model, data));
      inputs = backend.tensor(data.x(), Shape.of(rows, workload.features()));
    }

    @Override
    public float step() {
      try (Scope step = backend.scope();
          NoGrad noGrad = backend.noGrad()) {
        Tensor answers = model.forward(inputs.narrow(0, from, batch));
        from = (from + batch) % rows;
        return Reference.size(answers.toFloatArray());
      }
    }

    @Override
    public void close() {
      backend.close();
    }
  }

  private static ModuleSpec model(Workload workload) {
    List<Integer> layers = workload.layers();
    if (workload.isLinear()) {
      return Specs.linear(layers.get(0), layers.get(1));
    }
    List<ModuleSpec> modules = new ArrayList<>();
    for (int layer = 1; layer < layers.size(); layer++) {
      if (layer > 1) {
        modules.add(Specs.relu());
      }
      modules.add(Specs.linear(layers.get(layer - 1), layers.get(layer)));
    }
    return Specs.sequential(modules.toArray(ModuleSpec[]::new));
  }

  private static Map<String, TensorData> state(Module model, Data data) {
    Map<String, TensorData> state = new LinkedHashMap<>();
    model
        .stateDict()
        .forEach(
            (name, values) ->
                state.put(name, TensorData.of(data.initial().get(state.size()), values.shape())));
    return state;
  }

  private static LossSpec criterion(Workload workload) {
    return switch (workload.criterion()) {
      case MSE -> Specs.mse();
      case HUBER -> Specs.huber(1);
      case CROSS_ENTROPY -> Specs.crossEntropy();
      case NONE -> throw new IllegalStateException("there is no loss");
    };
  }

  private static OptimizerSpec optimizer(Workload workload) {
    return switch (workload.rule()) {
      case SGD -> Specs.sgd(workload.rate());
      case MOMENTUM -> Specs.sgd(workload.rate()).momentum(0.9);
      case ADAM -> Specs.adam(workload.rate());
      case NONE -> throw new IllegalStateException("nothing is updated");
    };
  }
}
