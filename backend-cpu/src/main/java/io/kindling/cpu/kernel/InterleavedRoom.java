package io.kindling.cpu.kernel;

/** What one thread needs to sum over {@link Interleaved} samples. */
final class InterleavedRoom {
  final int outputs;
  final Slice even;
  final Slice odd;

  /** {@code [output, feature]}, then {@code [output]}: the neighbours' sums. */
  final float[][] sums;

  InterleavedRoom(int features, int outputs) {
    this.outputs = outputs;
    this.even = new Slice(features, outputs);
    this.odd = new Slice(features, outputs);
    this.sums = new float[outputs * (features + 1)][Interleaved.NEIGHBOURS];
  }

  /** Features and gradients of a slice. */
  static final class Slice {
    /** {@code [feature, neighbour]} */
    final float[][] features;

    /** {@code [output, neighbour]} */
    final float[][] gradient;

    /** The gradient row by row. */
    final float[] rows;

    Slice(int features, int outputs) {
      this.features = new float[features][Interleaved.NEIGHBOURS];
      this.gradient = new float[outputs][Interleaved.NEIGHBOURS];
      this.rows = outputs == 1 ? gradient[0] : new float[Interleaved.NEIGHBOURS * outputs];
    }
  }
}
