package io.kindling.cpu.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.core.Shape;
import io.kindling.core.TorchRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All kernels keep the order of their sums: they give the same bits as the plainest loops do. */
final class KernelsTest {
  private static final Workers WORKERS = new Workers(3);
  private static final ParallelSharing SHARING = new ParallelSharing(WORKERS);
  private static final List<Kernels> ALL =
      List.of(
          new ScalarKernels(),
          new VectorKernels(),
          new ParallelKernels(new ScalarKernels(), SHARING),
          new ParallelKernels(new VectorKernels(), SHARING));

  @AfterAll
  static void close() {
    WORKERS.close();
  }

  private static float[] random(int seed, int n) {
    return new TorchRandom(seed).uniform(Shape.of(n), -1, 1).toFloatArray();
  }

  private static void allGive(float[] expected, Function<Kernels, float[]> loop) {
    for (Kernels kernels : ALL) {
      float[] out = loop.apply(kernels);
      for (int i = 0; i < expected.length; i++) {
        assertThat(Float.floatToRawIntBits(out[i]))
            .as("%s, element %s", kernels.getClass().getSimpleName(), i)
            .isEqualTo(Float.floatToRawIntBits(expected[i]));
      }
    }
  }

  @Test
  void theVectorApiIsHereToBeTested() {
    assertThat(ModuleLayer.boot().findModule("jdk.incubator.vector")).isPresent();
    assertThat(VectorKernels.supported()).isTrue();
  }

  static Stream<int[]> sizes() {
    List<int[]> sizes = new ArrayList<>();
    int[] awkward = {1, 4, 6, 13, 16, 25, 31, 257};
    for (int n : awkward) {
      for (int k : awkward) {
        for (int m : new int[] {1, 4, 13, 16, 25, 31, 40, 257}) {
          if ((long) n * k * m < 1_000_000) {
            sizes.add(new int[] {n, k, m});
          }
        }
      }
    }
    sizes.addAll(
        List.of(
            new int[] {0, 3, 2},
            new int[] {3, 0, 20},
            new int[] {3, 2, 0},
            new int[] {1000, 31, 1},
            new int[] {1, 1000, 31},
            new int[] {3, 1000, 1000},
            new int[] {5, 1500, 1000}, // two slices of the right matrix
            new int[] {1000, 257, 40}));
    return sizes.stream();
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void products(int[] size) {
    int n = size[0];
    int k = size[1];
    int m = size[2];
    float[] a = random(1, n * k);
    float[] b = random(2, k * m);
    float[] bT = new float[m * k];
    float[] bias = random(3, m);
    float[] product = new float[n * m];
    float[] affine = new float[n * m];
    for (int row = 0; row < n; row++) {
      for (int column = 0; column < m; column++) {
        float sum = 0;
        float biased = bias[column];
        for (int i = 0; i < k; i++) {
          bT[column * k + i] = b[i * m + column];
          sum = Math.fma(a[row * k + i], b[i * m + column], sum);
          biased = Math.fma(a[row * k + i], b[i * m + column], biased);
        }
        product[row * m + column] = sum;
        affine[row * m + column] = biased;
      }
    }
    float[] none = {};
    allGive(product, kernels -> out(n * m, o -> kernels.multiply(a, b, o, n, k, m)));
    if (n > 0 && k > 0) {
      allGive(
          product,
          kernels ->
              out(
                  n * m,
                  o -> kernels.multiplyTransposed(new MatrixRows(a, 0), bT, none, o, n, k, m)));
      allGive(
          affine,
          kernels ->
              out(
                  n * m,
                  o -> kernels.multiplyTransposed(new MatrixRows(a, 0), bT, bias, o, n, k, m)));
      allGive(
          affine,
          kernels -> out(n * m, o -> kernels.multiplyTransposed(behind(a), bT, bias, o, n, k, m)));
    }
  }

  /** The same numbers behind some others. */
  private static MatrixRows behind(float[] numbers) {
    float[] array = random(8, numbers.length + 5);
    System.arraycopy(numbers, 0, array, 5, numbers.length);
    return new MatrixRows(array, 5);
  }

  /** What a loop writes into an array that held other numbers before. */
  private static float[] out(int length, Consumer<float[]> loop) {
    float[] out = random(9, length);
    loop.accept(out);
    return out;
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void sumsOverRows(int[] size) {
    int n = size[0];
    int k = size[1];
    int m = size[2];
    int from = n / 3;
    float[] a = random(4, n * k);
    float[] b = random(5, n * m);
    float[] product = random(9, k * m); // what they start from, as below
    float[] sums = random(9, m);
    for (int row = from; row < n; row++) {
      for (int column = 0; column < m; column++) {
        sums[column] += b[row * m + column];
        for (int i = 0; i < k; i++) {
          int at = i * m + column;
          product[at] = Math.fma(a[row * k + i], b[row * m + column], product[at]);
        }
      }
    }
    allGive(
        product,
        kernels ->
            out(k * m, o -> kernels.transposedMultiply(a, new MatrixRows(b, 0), from, n, o, k, m)));
    allGive(
        product,
        kernels -> out(k * m, o -> kernels.transposedMultiply(a, behind(b), from, n, o, k, m)));
    allGive(sums, kernels -> out(m, o -> kernels.sumRows(b, from, n, o, m)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4, 6, 13, 16, 17, 25, 31, 32, 48, 257, 1000})
  void sumsInLanes(int n) {
    float[] a = random(6, n + 3);
    float[] b = random(7, n + 3);
    float[] sums = new float[Kernels.LANES];
    float[] squares = new float[Kernels.LANES];
    for (int i = 0; i < n; i++) {
      float d = a[i + 3] - b[i + 3];
      sums[i % Kernels.LANES] += a[i + 3];
      squares[i % Kernels.LANES] = Math.fma(d, d, squares[i % Kernels.LANES]);
    }
    for (int half = Kernels.LANES / 2; half > 0; half /= 2) {
      for (int lane = 0; lane < half; lane++) {
        sums[lane] += sums[lane + half];
        squares[lane] += squares[lane + half];
      }
    }
    allGive(new float[] {sums[0]}, kernels -> new float[] {kernels.sum(a, 3, n + 3)});
    allGive(
        new float[] {squares[0]}, kernels -> new float[] {kernels.squaredDistance(a, 3, b, 3, n)});
  }
}
