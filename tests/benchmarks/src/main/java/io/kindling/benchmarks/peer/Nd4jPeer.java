package io.kindling.benchmarks.peer;

import io.kindling.benchmarks.Data;
import io.kindling.benchmarks.Peer;
import io.kindling.benchmarks.Training;
import io.kindling.benchmarks.Workload;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * ND4J: two matrix products a step, the gradient written out by hand, which spares it the graph;
 * results go into arrays made once.
 */
final class Nd4jPeer implements Peer {
  @Override
  public boolean does(Workload workload) {
    return workload.isPlainRegression();
  }

  @Override
  public Training start(Workload workload, Data data) {
    return new Loop(workload, data);
  }

  /** The loop. */
  private static final class Loop implements Training {
    private final INDArray inputs;
    private final INDArray transposed;
    private final INDArray targets;
    private final INDArray residual;
    private final INDArray residualRow;
    private final INDArray squares = Nd4j.createUninitialized(1, 1);
    private final INDArray weight;
    private final INDArray gradient;
    private final double rate;
    private final int rows;
    private float bias;

    Loop(Workload workload, Data data) {
      rows = workload.rows();
      rate = workload.rate();
      inputs = Nd4j.createFromArray(data.x()).reshape(rows, workload.features());
      transposed = inputs.transpose();
      targets = Nd4j.createFromArray(data.y()).reshape(rows, 1);
      weight = Nd4j.createFromArray(data.initial().get(0)).reshape(workload.features(), 1);
      residual = Nd4j.createUninitialized(rows, 1);
      residualRow = residual.reshape(1, rows);
      gradient = Nd4j.createUninitialized(workload.features(), 1);
      bias = data.initial().get(1)[0];
    }

    @Override
    public float step() {
      inputs.mmuli(weight, residual);
      residual.subi(targets).addi(bias);
      double sum = residual.sumNumber().doubleValue();
      transposed.mmuli(residual, gradient);
      residualRow.mmuli(residual, squares); // norm2Number, in float32, is wrong by 2e-4
      weight.subi(gradient.muli(2 * rate / rows));
      bias -= (float) (2 * rate * sum / rows);
      return squares.getFloat(0) / rows;
    }
  }
}
