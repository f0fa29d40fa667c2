import io.kindling.benchmarks.measure.Summing;
import java.util.Map;
import java.util.Random;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas;
import smile.tensor.DenseMatrix;

/**
 * SMILE: its dense float64 matrix, turned, times itself, in OpenBLAS. Its classes are Java 25's, so
 * this one is not compiled with the others: a JDK 25 runs it as it is.
 */
final class SmileSums {
  /**
   * Measures it as {@link Summing} does the others.
   *
   * @param args rows, columns, how often
   */
  public static void main(String[] args) {
    Loader.load(openblas.class); // SMILE brings none
    int rows = Integer.parseInt(args[0]);
    DenseMatrix matrix = matrix(rows, Integer.parseInt(args[1]));
    Summing.measure(Map.of("smile", () -> multiply(matrix)), rows, Integer.parseInt(args[2]));
  }

  private static DenseMatrix matrix(int rows, int columns) {
    Random random = new Random(0);
    double[][] numbers = new double[rows][columns];
    for (double[] row : numbers) {
      for (int i = 0; i < columns; i++) {
        row[i] = random.nextGaussian();
      }
    }
    return DenseMatrix.of(numbers);
  }

  private static void multiply(DenseMatrix matrix) {
    if (!(matrix.ata().get(0, 0) > 0)) {
      throw new IllegalStateException("a sum of squares is not above 0");
    }
  }
}
