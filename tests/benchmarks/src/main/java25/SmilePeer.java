import io.kindling.benchmarks.Data;
import io.kindling.benchmarks.Peer;
import io.kindling.benchmarks.Training;
import io.kindling.benchmarks.Workload;
import io.kindling.benchmarks.measure.Measure;
import io.kindling.benchmarks.peer.Peers;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas;
import smile.linalg.Transpose;
import smile.tensor.DenseMatrix;
import smile.tensor.Vector;

/**
 * SMILE: two products of its dense float32 matrix with a vector a step, in OpenBLAS, the gradient
 * by hand. Its classes are Java 25's, so this one is not compiled with the others: a JDK 25 runs it
 * as it is.
 */
final class SmilePeer implements Peer {
  /** Measures it as {@link Measure} does the others. */
  public static void main(String[] args) {
    Loader.load(openblas.class); // SMILE brings none
    Peers.add("smile", new SmilePeer());
    Measure.main(args);
  }

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
    private final float[] targets;
    private final float[] weight;
    private final float[] residual;
    private final float[] gradient;
    private final Vector weightVector;
    private final Vector residualVector;
    private final Vector gradientVector;
    private final double step;
    private float bias;

    Loop(Workload workload, Data data) {
      int rows = workload.rows();
      int features = workload.features();
      float[][] x = new float[rows][features];
      for (int row = 0; row < rows; row++) {
        System.arraycopy(data.x(), row * features, x[row], 0, features);
      }
      inputs = DenseMatrix.of(x);
      targets = data.y();
      weight = data.initial().get(0).clone();
      bias = data.initial().get(1)[0];
      residual = new float[rows];
      gradient = new float[features];
      weightVector = Vector.column(weight);
      residualVector = Vector.column(residual);
      gradientVector = Vector.column(gradient);
      step = 2 * workload.rate() / rows;
    }

    @Override
    public float step() {
      inputs.mv(Transpose.NO_TRANSPOSE, 1, weightVector, 0, residualVector);
      double sum = 0;
      double squares = 0;
      for (int row = 0; row < residual.length; row++) {
        float difference = residual[row] + bias - targets[row];
        residual[row] = difference;
        sum += difference;
        squares += (double) difference * difference;
      }
      inputs.mv(Transpose.TRANSPOSE, 1, residualVector, 0, gradientVector);
      for (int i = 0; i < weight.length; i++) {
        weight[i] -= (float) (step * gradient[i]);
      }
      bias -= (float) (step * sum);
      return (float) (squares / residual.length);
    }
  }
}
