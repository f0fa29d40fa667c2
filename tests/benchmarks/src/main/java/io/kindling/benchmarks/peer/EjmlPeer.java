package io.kindling.benchmarks.peer;

import io.kindling.benchmarks.Data;
import io.kindling.benchmarks.Peer;
import io.kindling.benchmarks.Training;
import io.kindling.benchmarks.Workload;
import org.ejml.concurrency.EjmlConcurrency;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;
import org.ejml.dense.row.CommonOps_MT_FDRM;

/**
 * EJML: its products of dense float32 matrices, on several threads those that it has for that, none
 * of them with a vector; the rest of a step by hand.
 */
final class EjmlPeer implements Peer {
  @Override
  public boolean does(Workload workload) {
    return workload.isPlainRegression() || workload.isNet();
  }

  @Override
  public Training start(Workload workload, Data data) {
    if (workload.isLinear()) {
      return new LinearByHand(EjmlPeer::serial, workload, data);
    }
    int threads = Integer.getInteger("benchmarks.threads", 1);
    EjmlConcurrency.setMaxThreads(threads);
    return new NetByHand(threads == 1 ? EjmlPeer::serial : EjmlPeer::parallel, workload, data);
  }

  private static void serial(
      float[] left,
      boolean transposeLeft,
      float[] right,
      boolean transposeRight,
      float[] out,
      int rows,
      int inner,
      int columns) {
    FMatrixRMaj a = matrix(left, transposeLeft, rows, inner);
    FMatrixRMaj b = matrix(right, transposeRight, inner, columns);
    FMatrixRMaj c = FMatrixRMaj.wrap(rows, columns, out);
    if (transposeLeft) {
      CommonOps_FDRM.multTransA(a, b, c);
    } else if (transposeRight) {
      CommonOps_FDRM.multTransB(a, b, c);
    } else {
      CommonOps_FDRM.mult(a, b, c);
    }
  }

  private static void parallel(
      float[] left,
      boolean transposeLeft,
      float[] right,
      boolean transposeRight,
      float[] out,
      int rows,
      int inner,
      int columns) {
    FMatrixRMaj a = matrix(left, transposeLeft, rows, inner);
    FMatrixRMaj b = matrix(right, transposeRight, inner, columns);
    FMatrixRMaj c = FMatrixRMaj.wrap(rows, columns, out);
    if (transposeLeft) {
      CommonOps_MT_FDRM.multTransA(a, b, c);
    } else if (transposeRight) {
      CommonOps_MT_FDRM.multTransB(a, b, c);
    } else {
      CommonOps_MT_FDRM.mult(a, b, c);
    }
  }

  private static FMatrixRMaj matrix(float[] values, boolean transposed, int rows, int columns) {
    return transposed
        ? FMatrixRMaj.wrap(columns, rows, values)
        : FMatrixRMaj.wrap(rows, columns, values);
  }
}
