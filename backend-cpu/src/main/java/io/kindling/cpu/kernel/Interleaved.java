package io.kindling.cpu.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Rows of features for loops in plain Java. {@value #BLOCKS} blocks of rows, a group, lie side by
 * side: of each the first {@value Kernels#LANES} rows, which are a slice, then of each the next. So
 * {@value #NEIGHBOURS} numbers of one feature are neighbours that belong to as many running sums,
 * and each sum takes its rows in order.
 *
 * <p>The last group may have fewer blocks. What its last block lacks is filled up with zeros.
 */
final class Interleaved {
  /** The blocks that lie side by side, at most. */
  static final int BLOCKS = 16;

  /** The rows of a group. */
  static final int ROWS = BLOCKS * BlockSum.BLOCK;

  /** The slices of a group: as many as make a block. */
  static final int SLICES = BlockSum.BLOCK / Kernels.LANES;

  /** The rows of a slice. */
  static final int NEIGHBOURS = BLOCKS * Kernels.LANES;

  /** With more features, what is copied for a moment would be as large as the samples. */
  private static final int MOST_FEATURES = 4096;

  /** Outputs of all rooms that are kept: a room for each of a few threads. */
  private static final int KEPT = 64;

  /** With fewer rows there are too few neighbours for a loop over them to be worth it. */
  private static final int FEWEST = ROWS / 2;

  private static final int LANES = Kernels.LANES;
  private static final int BLOCK = BlockSum.BLOCK;

  final int rows;
  final int features;

  /** {@code [group, slice, feature, neighbour]} */
  private final float[] x;

  /** What sums over it need for a moment. */
  final Scratch<InterleavedRoom> rooms;

  private Interleaved(int rows, int features) {
    this.rows = rows;
    this.features = features;
    this.x = new float[padded(rows) * features];
    this.rooms =
        new Scratch<>(
            outputs -> new InterleavedRoom(features, outputs), room -> room.outputs, KEPT);
  }

  /** The rows, with those that fill up the last block. */
  private static int padded(int rows) {
    return (int) ((rows + BLOCK - 1L) / BLOCK * BLOCK);
  }

  /**
   * Copies samples that lie row by row, {@code [rows, features]}.
   *
   * @param sharing has threads help to copy
   * @return the copy; null where it would bring nothing, or would not fit into the heap
   */
  static @Nullable Interleaved pack(float[] rowMajor, int rows, int features, Sharing sharing) {
    long length = (rows + BLOCK - 1L) * features;
    if (rows < FEWEST
        || features > MOST_FEATURES
        || length == 0
        || length > Integer.MAX_VALUE - 8
        || !Panels.fits(4 * length)) {
      return null;
    }
    Interleaved packed = new Interleaved(rows, features);
    sharing.forRange(
        (rows + ROWS - 1) / ROWS * SLICES,
        NEIGHBOURS * features,
        (from, to) -> {
          for (int slice = from; slice < to; slice++) {
            packed.take(rowMajor, slice / SLICES, slice % SLICES);
          }
        });
    return packed;
  }

  private void take(float[] rowMajor, int group, int slice) {
    RowRuns runs = runs(group, slice);
    int step = neighbours(group);
    int at = at(group, slice);
    for (int i = 0; i < runs.rows(); i++) {
      int row = runs.row(i) * features;
      for (int k = 0; k < features; k++) {
        x[at + k * step + i] = rowMajor[row + k];
      }
    }
  }

  /** How many blocks a group has. */
  int blocks(int group) {
    int left = rows - group * ROWS;
    return left >= ROWS ? BLOCKS : (left + BLOCK - 1) / BLOCK;
  }

  /** How many neighbours a feature has in each of a group's slices. */
  int neighbours(int group) {
    return blocks(group) * LANES;
  }

  /** The rows of a slice; of the last block perhaps fewer, or none. */
  RowRuns runs(int group, int slice) {
    int first = group * ROWS + slice * LANES;
    int others = blocks(group) - 1;
    int ofLast = Math.max(0, Math.min(LANES, rows - (first + others * BLOCK)));
    return new RowRuns(first, LANES, BLOCK, others * LANES + ofLast);
  }

  /** Where a slice begins. All groups before it are whole ones. */
  private int at(int group, int slice) {
    return (group * ROWS + slice * neighbours(group)) * features;
  }

  /**
   * Copies some features of a slice to arrays of their own.
   *
   * @param feature the first
   * @param count how many
   * @param near where to write them: {@code [feature, neighbour]}
   */
  void fetch(int group, int slice, int feature, int count, float[][] near) {
    int n = neighbours(group);
    int at = at(group, slice);
    for (int k = feature; k < feature + count; k++) {
      System.arraycopy(x, at + k * n, near[k], 0, n);
    }
  }

  /** Some rows, row by row again. */
  float[] rowMajor(int start, int count) {
    float[] rowMajor = new float[count * features];
    for (int i = 0; i < count; i++) {
      int group = (start + i) / ROWS;
      int inBlock = (start + i) % BLOCK;
      int neighbour = (start + i) % ROWS / BLOCK * LANES + inBlock % LANES;
      int at = at(group, inBlock / LANES) + neighbour;
      int step = neighbours(group);
      for (int k = 0; k < features; k++) {
        rowMajor[i * features + k] = x[at + k * step];
      }
    }
    return rowMajor;
  }
}
