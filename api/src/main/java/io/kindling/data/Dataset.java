package io.kindling.data;

import io.kindling.core.DType;
import io.kindling.error.DataException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;

/**
 * Rows to learn from: in each, some features and the target that belongs to them. Targets are
 * numbers, one or several a row, or one class a row.
 *
 * <p>In memory it is a {@link TableDataset}; a {@link StreamingDataset} reads as it goes and may be
 * larger than memory.
 */
public sealed interface Dataset permits TableDataset, StreamingDataset {
  /** {@return how many features a row has, at least 1} */
  int features();

  /** {@return how many targets a row has, at least 1; 1 for classes} */
  int targets();

  /** {@return the targets' type: float32 for numbers, int64 for classes} */
  DType targetType();

  /** {@return what rows have beside features and targets; nothing unless it was given} */
  Beside beside();

  /**
   * Rows with numbers to predict.
   *
   * @param features the features, row by row; not copied, so leave them alone
   * @param columns how many features a row has
   * @param targets the targets, row by row; not copied either
   * @param targetColumns how many targets a row has
   * @return the data
   * @throws DataException if there is no row, the sizes do not fit, or a number is not finite
   */
  static TableDataset of(float[] features, int columns, float[] targets, int targetColumns) {
    return of(FloatBuffer.wrap(features), columns, FloatBuffer.wrap(targets), targetColumns);
  }

  /**
   * Rows with numbers to predict.
   *
   * @param features the features, row by row, from the buffer's position to its limit; not copied,
   *     so leave them alone
   * @param columns how many features a row has
   * @param targets the targets, row by row; not copied either
   * @param targetColumns how many targets a row has
   * @return the data
   * @throws DataException if there is no row, the sizes do not fit, or a number is not finite
   */
  static TableDataset of(
      FloatBuffer features, int columns, FloatBuffer targets, int targetColumns) {
    return TableDataset.of(features, columns, targets, null, targetColumns);
  }

  /**
   * Rows with classes to predict.
   *
   * @param features the features, row by row; not copied, so leave them alone
   * @param columns how many features a row has
   * @param classes the class of each row, from 0; not copied either
   * @return the data
   * @throws DataException if there is no row, the sizes do not fit, a number is not finite or a
   *     class is negative
   */
  static TableDataset of(float[] features, int columns, long[] classes) {
    return of(FloatBuffer.wrap(features), columns, LongBuffer.wrap(classes));
  }

  /**
   * Rows with classes to predict.
   *
   * @param features the features, row by row, from the buffer's position to its limit; not copied,
   *     so leave them alone
   * @param columns how many features a row has
   * @param classes the class of each row, from 0; not copied either
   * @return the data
   * @throws DataException if there is no row, the sizes do not fit, a number is not finite or a
   *     class is negative
   */
  static TableDataset of(FloatBuffer features, int columns, LongBuffer classes) {
    return TableDataset.of(features, columns, null, classes, 1);
  }

  /**
   * Rows with numbers to predict, in float64: a {@link Standardizer} takes all of their digits, and
   * what is left as it is becomes the nearest float32.
   *
   * @param features the features, row by row; not copied, so leave them alone
   * @param columns how many features a row has
   * @param targets the targets, row by row; not copied either
   * @param targetColumns how many targets a row has
   * @return the data
   * @throws DataException if there is no row, the sizes do not fit, or a number is not finite
   */
  static TableDataset of(double[] features, int columns, double[] targets, int targetColumns) {
    return TableDataset.of(features, columns, targets, null, targetColumns);
  }

  /**
   * Rows with classes to predict and features in float64: a {@link Standardizer} takes all of their
   * digits, and what is left as it is becomes the nearest float32.
   *
   * @param features the features, row by row; not copied, so leave them alone
   * @param columns how many features a row has
   * @param classes the class of each row, from 0; not copied either
   * @return the data
   * @throws DataException if there is no row, the sizes do not fit, a number is not finite or a
   *     class is negative
   */
  static TableDataset of(double[] features, int columns, long[] classes) {
    return TableDataset.of(features, columns, null, LongBuffer.wrap(classes), 1);
  }

  /**
   * Rows that are read as they are needed, anew in every epoch, and never all in memory.
   *
   * @param features how many features a row has
   * @param targets how many targets a row has
   * @param targetType float32 for numbers, int64 for classes
   * @param source opens the rows, from the first one
   * @return the data
   * @throws DataException if there is no feature or no target
   */
  static StreamingDataset streaming(int features, int targets, DType targetType, RowSource source) {
    return new StreamingDataset(
        features, targets, targetType, Beside.NOTHING, source, /* ahead= */ false);
  }
}
