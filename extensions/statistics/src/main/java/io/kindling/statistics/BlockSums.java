package io.kindling.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Adds a block of rows to exact sums: slices of its columns, their products in float64, and what
 * does not go so row by row. Only the last step, a small one, keeps other threads from the sums.
 */
final class BlockSums {
  private static final int HALF = 22; // see SliceBlock
  private static final int WIDE = 192; // slices of a block: its products stay in the second cache

  private final RowBlock rows;
  private final boolean weighted;
  private final int columns;
  private final int half;
  private final int room; // for rows, of which some at the end may be none
  private final BitRange[] bits;
  private final BitRange weights;

  private BlockSums(RowBlock rows, int columns) {
    this.rows = rows;
    this.columns = columns;
    this.room = SliceProducts.whole(rows.rows());
    NumberColumn weight = rows.weights();
    weighted = weight != null;
    weights = weight == null ? new BitRange(0, 0) : BitRange.of(weight.high(), rows.rows());
    bits = new BitRange[columns];
    boolean sums = weighted;
    for (int i = 0; i < columns; i++) {
      NumberColumn column = rows.column(i);
      bits[i] = BitRange.of(column.high(), rows.rows());
      if (column.hasLow()) {
        bits[i] = bits[i].plus(BitRange.of(column.low(), rows.rows()));
        sums = true;
      }
    }
    half = sums ? HALF - 1 : HALF;
  }

  /** Adds rows to sums. */
  static void add(RowBlock rows, ProductSums sums) {
    rows.seal();
    BlockSums block = new BlockSums(rows, sums.columns());
    if (block.fits()) {
      block.addTo(sums);
    } else {
      rows.makeAllOdd();
    }
    synchronized (sums) {
      rows.odd().forEach(sums::add);
    }
  }

  private boolean fits() {
    for (BitRange column : bits) {
      BitRange product = weighted && column.length() > 0 ? column.times(weights) : column;
      if (SliceBlock.count(product, half) > SliceBlock.MOST) {
        return false;
      }
    }
    return true;
  }

  private void addTo(ProductSums sums) {
    int[] places = new int[columns];
    Arrays.setAll(places, i -> rows.column(i).places());
    NumberColumn weight = rows.weights();
    int behind = weight == null ? 0 : weight.places();
    List<SliceBlock> right = slices(/* products= */ false);
    List<SliceBlock> left = weighted ? slices(/* products= */ true) : right;
    for (int j = 0; j < right.size(); j++) {
      for (int i = 0; i <= j; i++) {
        SliceProducts products = new SliceProducts(left.get(i), right.get(j));
        synchronized (sums) {
          products.addTo(sums, places, behind);
        }
      }
    }
  }

  /** The columns as slices, or their products with the weights. */
  private List<SliceBlock> slices(boolean products) {
    List<SliceBlock> blocks = new ArrayList<>();
    int[] counts = new int[columns];
    Arrays.setAll(counts, i -> count(i, products));
    for (int from = 0; from < columns; ) {
      int to = from;
      for (int width = 0; to < columns && (to == from || width + most(to) <= WIDE); to++) {
        width += most(to);
      }
      SliceBlock block = new SliceBlock(half, room, from, Arrays.copyOfRange(counts, from, to));
      for (int i = from; i < to; i++) {
        cut(block, i, products);
      }
      blocks.add(block);
      from = to;
    }
    return blocks;
  }

  private int count(int column, boolean product) {
    boolean zero = bits[column].length() == 0 || (weighted && weights.length() == 0);
    return zero ? 0 : SliceBlock.count(product ? bits[column].times(weights) : bits[column], half);
  }

  /** So that blocks of columns and of their products with weights begin at the same columns. */
  private int most(int column) {
    return count(column, weighted);
  }

  private void cut(SliceBlock block, int i, boolean products) {
    NumberColumn column = rows.column(i);
    double[] numbers = scaled(column.high(), bits[i].high());
    NumberColumn weight = rows.weights();
    if (products && weight != null) {
      double[] factors = scaled(weight.high(), weights.high());
      double[] errors = new double[numbers.length];
      for (int row = 0; row < numbers.length; row++) {
        double product = numbers[row] * factors[row];
        errors[row] = Math.fma(numbers[row], factors[row], -product);
        numbers[row] = product;
      }
      block.cut(i, bits[i].high() + weights.high(), numbers, errors);
    } else {
      double[] low = column.hasLow() ? scaled(column.low(), bits[i].high()) : numbers;
      block.cut(i, bits[i].high(), numbers, low);
    }
  }

  private double[] scaled(double[] numbers, int exponent) {
    double[] scaled = new double[room];
    double scale = Math.scalb(1.0, -exponent);
    for (int row = 0; row < rows.rows(); row++) {
      scaled[row] = numbers[row] * scale;
    }
    return scaled;
  }
}
