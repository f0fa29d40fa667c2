package io.kindling.cpu.nn;

import io.kindling.core.Shape;
import io.kindling.cpu.kernel.Kernels;
import io.kindling.cpu.kernel.RowLoss;
import io.kindling.cpu.kernel.RowRuns;
import io.kindling.cpu.kernel.Sharing;
import io.kindling.cpu.tensor.CpuOperations;
import io.kindling.cpu.tensor.CpuTensor;
import io.kindling.cpu.tensor.Operation;
import io.kindling.functions.Powers;
import io.kindling.nn.Reduction;
import io.kindling.spi.LiveLoss;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * {@code −ln softmax(p)[class]} a row: their mean, their sum or all of them. Rows of the class that
 * is ignored are 0 and do not count.
 */
record CrossEntropy(CpuOperations operations, Reduction reduction, int ignored)
    implements LiveLoss<CpuTensor> {
  private static final float[] ONE = {1f};

  @Override
  public CpuTensor forward(CpuTensor prediction, CpuTensor target) {
    return operations.record(new Compared(operations, reduction, ignored, prediction, target));
  }

  @Override
  public void close() {
    // holds nothing
  }

  /** {@code ∂p = softmax(p)}, less 1 at the class. */
  private static final class Compared extends Operation implements RowLoss {
    private final CpuOperations operations;
    private final Reduction reduction;
    private final int ignored;
    private final CpuTensor prediction;
    private final long[] classes;
    private final int rows;
    private final int counted;
    private final int width;
    private final float[] losses;
    private float @Nullable [] probabilities;
    private OnePass.@Nullable Summed known;

    Compared(
        CpuOperations operations,
        Reduction reduction,
        int ignored,
        CpuTensor prediction,
        CpuTensor target) {
      super(reduction == Reduction.NONE ? target.shape() : Shape.scalar(), prediction);
      this.operations = operations;
      this.reduction = reduction;
      this.ignored = ignored;
      this.prediction = prediction;
      this.classes = target.integers();
      this.rows = prediction.size(0);
      this.counted = (int) Arrays.stream(classes).filter(each -> each != ignored).count();
      this.width = prediction.size(1);
      this.losses = new float[rows];
    }

    @Override
    protected float[] forward() {
      SlimAffine affine = OnePass.awaitedBy(prediction);
      if (affine != null && reduction != Reduction.NONE && operations.recording()) {
        known = new OnePass.Summed(affine.onePass(this), () -> gradient(ONE));
      } else {
        probabilities();
      }
      if (reduction == Reduction.NONE) {
        return losses;
      }
      Kernels kernels = operations.processor().kernels();
      float[] sum =
          sharing().sumBlocks(rows, 1, (from, to, part) -> part[0] = kernels.sum(losses, from, to));
      sum[0] /= divisor();
      return sum;
    }

    private Sharing sharing() {
      return operations.processor().sharing();
    }

    private float divisor() {
      return reduction == Reduction.MEAN ? sharing().counted(counted) : 1;
    }

    private float[] probabilities() {
      float[] present = probabilities;
      if (present == null) {
        present = room(rows * width);
        compare(prediction.values(), present);
        probabilities = present;
      }
      return present;
    }

    private void compare(float[] logits, float[] out) {
      Sharing.Loop loop = (from, to) -> compare(logits, from * width, RowRuns.of(from, to), out);
      sharing().forRange(rows, Sharing.EXPONENTIAL * width, loop);
    }

    /** Finds the probabilities of some rows, which lie from an index on, and their losses. */
    private void compare(float[] logits, int at, RowRuns some, float[] out) {
      Powers powers = new Powers(width, some.rows());
      for (int first = 0; first < some.rows(); first += powers.lines()) {
        int count = Math.min(powers.lines(), some.rows() - first);
        int here = at + first * width;
        for (int line = 0; line < count; line++) {
          powers.take(line, logits, here + line * width, 1);
        }
        powers.compute(count);
        for (int line = 0; line < count; line++) {
          int start = here + line * width;
          int row = some.row(first + line);
          powers.shares(line, out, start, 1);
          losses[row] = loss(powers, line, logits, start, classes[row]);
        }
      }
    }

    private float loss(Powers powers, int line, float[] logits, int start, long wanted) {
      return wanted == ignored
          ? 0
          : (float) (0 - powers.logShare(line, logits[start + (int) wanted])); // never −0
    }

    @Override
    public void gradient(float[] logits, RowRuns some, float[] gradient) {
      compare(logits, 0, some, gradient);
      float upstream = 1 / divisor();
      for (int i = 0; i < some.rows(); i++) {
        toGradient(gradient, i * width, some.row(i), upstream);
      }
    }

    @Override
    public void note(float[] logits, int from, int to) {
      // noted with the gradient
    }

    /** Makes a row's gradient of its probabilities. */
    private void toGradient(float[] values, int at, int row, float upstream) {
      if (classes[row] == ignored) {
        Arrays.fill(values, at, at + width, 0);
        return;
      }
      for (int i = 0; i < width; i++) {
        values[at + i] *= upstream;
      }
      values[at + (int) classes[row]] -= upstream;
    }

    private float[] gradient(float[] upstream) {
      float[] part = probabilities();
      probabilities = null; // they become the gradient
      for (int row = 0; row < rows; row++) {
        float own = reduction == Reduction.NONE ? upstream[row] : 1 / divisor() * upstream[0];
        toGradient(part, row * width, row, own);
      }
      return part;
    }

    @Override
    protected void backward(float[] gradient) {
      if (known != null && gradient[0] == 1f) {
        prediction.promiseGradient(known);
      } else {
        prediction.giveGradient(gradient(gradient));
      }
    }
  }
}
