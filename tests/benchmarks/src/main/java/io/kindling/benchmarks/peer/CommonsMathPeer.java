package io.kindling.benchmarks.peer;

import io.kindling.benchmarks.Data;
import io.kindling.benchmarks.Peer;
import io.kindling.benchmarks.Training;
import io.kindling.benchmarks.Workload;
import java.util.Arrays;
import org.apache.commons.math3.linear.BlockRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Commons Math: two products of its block matrix with a vector a step, in float64, for it has no
 * other numbers, and on one thread. Its own regression solves the equations and descends nothing.
 */
final class CommonsMathPeer implements Peer {
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
    private final RealMatrix inputs;
    private final float[] targets;
    private final double[] weight;
    private final double step;
    private double bias;

    Loop(Workload workload, Data data) {
      int features = workload.features();
      inputs = new BlockRealMatrix(workload.rows(), features);
      for (int row = 0; row < workload.rows(); row++) {
        inputs.setRow(row, doubles(data.x(), row * features, features));
      }
      targets = data.y();
      weight = doubles(data.initial().get(0), 0, features);
      bias = data.initial().get(1)[0];
      step = 2 * workload.rate() / workload.rows();
    }

    private static double[] doubles(float[] values, int from, int count) {
      double[] doubles = new double[count];
      Arrays.setAll(doubles, i -> values[from + i]);
      return doubles;
    }

    @Override
    public float step() {
      double[] residual = inputs.operate(weight);
      double sum = 0;
      double squares = 0;
      for (int row = 0; row < residual.length; row++) {
        residual[row] += bias - targets[row];
        sum += residual[row];
        squares += residual[row] * residual[row];
      }
      double[] gradient = inputs.preMultiply(residual);
      for (int i = 0; i < weight.length; i++) {
        weight[i] -= step * gradient[i];
      }
      bias -= step * sum;
      return (float) (squares / residual.length);
    }
  }
}
