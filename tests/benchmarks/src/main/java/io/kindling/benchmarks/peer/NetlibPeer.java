package io.kindling.benchmarks.peer;

import dev.ludovic.netlib.blas.JavaBLAS;
import io.kindling.benchmarks.Data;
import io.kindling.benchmarks.Peer;
import io.kindling.benchmarks.Training;
import io.kindling.benchmarks.Workload;

/**
 * {@code dev.ludovic.netlib}: BLAS in Java with the Vector API, on one thread, for it has no more;
 * the rest of a step by hand.
 */
final class NetlibPeer implements Peer {
  private static final String VECTORS = "VectorBLAS";

  @Override
  public boolean does(Workload workload) {
    return workload.isPlainRegression() || workload.isNet();
  }

  @Override
  public Training start(Workload workload, Data data) {
    JavaBLAS blas = JavaBLAS.getInstance();
    if (!blas.getClass().getSimpleName().equals(VECTORS)) {
      throw new IllegalStateException("netlib takes " + blas.getClass() + ", not " + VECTORS);
    }
    Products products = new Blas(blas);
    return workload.isLinear()
        ? new LinearByHand(products, workload, data)
        : new NetByHand(products, workload, data);
  }

  /**
   * Products where matrices lie column by column: what lies row by row is there its own transpose.
   */
  private record Blas(JavaBLAS blas) implements Products {
    @Override
    public void multiply(
        float[] left,
        boolean transposeLeft,
        float[] right,
        boolean transposeRight,
        float[] out,
        int rows,
        int inner,
        int columns) {
      int leftWidth = transposeLeft ? rows : inner;
      int leftHeight = transposeLeft ? inner : rows;
      if (columns == 1) {
        String turned = transposeLeft ? "N" : "T";
        blas.sgemv(turned, leftWidth, leftHeight, 1, left, leftWidth, right, 1, 0, out, 1);
        return;
      }
      String first = transposeRight ? "T" : "N";
      String second = transposeLeft ? "T" : "N";
      int rightWidth = transposeRight ? inner : columns;
      blas.sgemm(
          first,
          second,
          columns,
          rows,
          inner,
          1,
          right,
          rightWidth,
          left,
          leftWidth,
          0,
          out,
          columns);
    }
  }
}
