package io.kindling.train;

import io.kindling.data.Beside;
import io.kindling.data.Dataset;
import io.kindling.data.TableDataset;
import org.jspecify.annotations.Nullable;

/**
 * What a checkpoint remembers of the training data.
 *
 * @param rows how many rows; null where they are streamed
 * @param features how many features a row has
 * @param targets how many targets
 * @param beside what rows have beside these
 */
record DataSize(@Nullable Long rows, int features, int targets, Beside beside) {
  static DataSize of(Dataset data) {
    return new DataSize(rows(data), data.features(), data.targets(), data.beside());
  }

  static DataSize of(FullBatch batch) {
    return new DataSize(batch.rows(), batch.features(), batch.targets(), batch.beside());
  }

  /** How many rows; null where they are streamed. */
  static @Nullable Long rows(Dataset data) {
    return data instanceof TableDataset table ? Long.valueOf(table.rows()) : null;
  }
}
