package io.kindling.cpu.tensor;

import io.kindling.cpu.kernel.MatrixRows;
import io.kindling.cpu.kernel.SampleLayout;
import io.kindling.cpu.kernel.Samples;
import org.jspecify.annotations.Nullable;

/** A range of one dimension; outside the range a gradient is 0. */
final class Narrow extends Movement {
  private final CpuTensor x;
  private final Lines lines;
  private final int offset;
  private final int length;
  private final boolean rows;
  private final int version;

  Narrow(CpuTensor x, int dim, long start, long size) {
    super(x.shape().withSize(dim, size), x);
    this.x = x;
    this.lines = Lines.of(x.shape(), dim);
    this.offset = (int) start * lines.inner();
    this.length = (int) size * lines.inner();
    this.version = x.version();
    this.rows = dim == 0 && x.shape().rank() == 2 && x.numel() > 0;
  }

  /** Whether these are rows of a matrix that stays as it is, as a batch of samples is. */
  boolean isBatch() {
    return rows && !x.holdsIntegers() && !x.requiresGrad() && !x.changes() && !x.borrows();
  }

  /** The rows where they are; null where they are there no more, or in another layout. */
  @Nullable MatrixRows rows() {
    return x.changes() || x.packedOnly() != null ? null : new MatrixRows(x.values(), offset);
  }

  /** The rows as samples, which are not copied. */
  Samples samples(SampleLayout layout) {
    if (x.changes()) { // since this was made
      return layout.samples(forward(), length / lines.inner(), lines.inner());
    }
    return x.samples(layout, offset / lines.inner(), length / lines.inner());
  }

  @Override
  void move(Object out) {
    Samples packed = rows ? x.packedOnly() : null;
    if (packed != null) {
      int first = offset / lines.inner();
      System.arraycopy(packed.rowMajor(first, length / lines.inner()), 0, out, 0, length);
      return;
    }
    for (int o = 0; o < lines.outer(); o++) {
      System.arraycopy(x.elements(version), o * lines.slab() + offset, out, o * length, length);
    }
  }

  @Override
  protected void backward(float[] gradient) {
    float[] part = new float[x.numel()];
    for (int o = 0; o < lines.outer(); o++) {
      System.arraycopy(gradient, o * length, part, o * lines.slab() + offset, length);
    }
    x.giveGradient(part);
  }
}
