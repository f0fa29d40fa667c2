package io.kindling.benchmarks.peer;

import io.kindling.benchmarks.Data;
import io.kindling.benchmarks.Peer;
import io.kindling.benchmarks.Training;
import io.kindling.benchmarks.Workload;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.la.DenseVector;

/**
 * Tribuo: two products of its dense matrix with a vector a step, in float64, for it has no other
 * numbers, and on one thread. Its own trainer starts from zeros and says no loss.
 */
final class TribuoPeer implements Peer {
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
    private final DenseMatrix inputs;
    private final DenseVector targets;
    private final DenseVector weight;
    private final double step;
    private double bias;

    Loop(Workload workload, Data data) {
      int rows = workload.rows();
      int features = workload.features();
      inputs = new DenseMatrix(rows, features);
      for (int row = 0; row < rows; row++) {
        for (int i = 0; i < features; i++) {
          inputs.set(row, i, data.x()[row * features + i]);
        }
      }
      targets = vector(data.y());
      weight = vector(data.initial().get(0));
      bias = data.initial().get(1)[0];
      step = 2 * workload.rate() / rows;
    }

    private static DenseVector vector(float[] values) {
      DenseVector vector = new DenseVector(values.length);
      for (int i = 0; i < values.length; i++) {
        vector.set(i, values[i]);
      }
      return vector;
    }

    @Override
    public float step() {
      DenseVector residual = inputs.leftMultiply(weight);
      residual.intersectAndAddInPlace(targets, target -> bias - target);
      double sum = residual.sum();
      double squares = residual.dot(residual);
      DenseVector gradient = inputs.rightMultiply(residual);
      weight.intersectAndAddInPlace(gradient, slope -> -step * slope);
      bias -= step * sum;
      return (float) (squares / residual.size());
    }
  }
}
