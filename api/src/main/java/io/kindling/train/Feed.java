package io.kindling.train;

import io.kindling.Backend;
import io.kindling.Tensor;
import io.kindling.core.DType;
import io.kindling.core.Device;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.core.TorchRandom;
import io.kindling.data.Batches;
import io.kindling.data.Beside;
import io.kindling.data.Dataset;
import io.kindling.data.Rows;
import io.kindling.data.StreamingDataset;
import io.kindling.data.TableDataset;
import io.kindling.error.DataException;
import io.kindling.train.batch.Batch;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A data set on its way to a device. Data in memory are copied there once, and batches are cut out
 * there; streamed data are copied batch by batch.
 */
final class Feed {
  private final Backend backend;
  private final Device device;
  private final Batches batches;
  private final int size;
  private final boolean dropLast;
  private final TargetCheck check;
  private final Beside beside;
  private final @Nullable TorchRandom order;
  private final @Nullable Batch whole;

  /**
   * Copies data that are in memory, into the scope that is open.
   *
   * @param size rows of a batch; 0 for all of them
   * @param order where to draw the order of the rows from; null for their own
   * @param check which targets are refused
   */
  Feed(
      Backend backend,
      Device device,
      Dataset data,
      int size,
      @Nullable TorchRandom order,
      boolean dropLast,
      TargetCheck check) {
    if (size == 0 && data instanceof StreamingDataset) {
      throw new DataException(
          "batch_size", "streamed data need a batch size", "none", "batchSize(32)", null);
    }
    this.backend = backend;
    this.device = device;
    this.size = size == 0 ? ((TableDataset) data).rows() : size;
    Batches inOrder = Batches.of(data, this.size).dropLast(dropLast);
    this.batches = order == null ? inOrder : inOrder.shuffle(order);
    this.order = order;
    this.dropLast = dropLast;
    this.check = check;
    this.beside = data.beside();
    this.whole = data instanceof TableDataset table ? load(table.all()) : null;
  }

  /** Whether rows have weights. */
  boolean isWeighted() {
    return beside.weight();
  }

  private Batch load(Rows rows) {
    if (rows.targets().dtype() == DType.FLOAT32) {
      check.check(rows.targets().floats(), (int) rows.targets().shape().size(1), 0);
    }
    return Batch.of(
        load(backend.tensor(rows.features())),
        load(backend.tensor(rows.targets())),
        rows.count(),
        rows.beside() == null ? null : load(backend.tensor(rows.beside())),
        beside);
  }

  private Tensor load(Tensor tensor) {
    Tensor there = tensor.to(device);
    if (there != tensor) {
      tensor.close();
    }
    return there;
  }

  /** Starts an epoch; where the order is random, this draws it. */
  Pass pass() {
    return whole == null
        ? new StreamedPass(backend, device, batches.epoch(), beside, check, 0)
        : new LoadedPass(whole, order == null ? null : drawn(order, whole.rows()), 0);
  }

  private static TensorData drawn(TorchRandom order, int rows) {
    long[] permutation = Arrays.stream(order.randperm(rows)).asLongStream().toArray();
    return TensorData.of(permutation, Shape.of(rows));
  }

  /**
   * Goes on in an epoch.
   *
   * @param permutation the order of the rows; null for their own
   * @param taken how many batches were taken already
   * @throws DataException if the data are streamed and are fewer
   */
  Pass pass(@Nullable TensorData permutation, int taken) {
    if (whole != null) {
      return new LoadedPass(whole, permutation, taken);
    }
    Batches.Cursor epoch = batches.epoch();
    for (int batch = 0; batch < taken; batch++) {
      if (!epoch.hasNext()) {
        epoch.close();
        throw new DataException(
            "resume",
            "the streamed rows must not end before the place of the checkpoint",
            batch + " batches",
            taken + " or more",
            null);
      }
      epoch.lend();
    }
    return new StreamedPass(backend, device, epoch, beside, check, (long) taken * size);
  }

  /** The batches of one epoch. */
  interface Pass extends AutoCloseable {
    boolean hasNext();

    /** The next batch, made in the scope that is open. */
    Batch next();

    /** The order of the rows; null for their own. */
    default @Nullable TensorData permutation() {
      return null;
    }

    @Override
    void close();
  }

  private final class LoadedPass implements Pass {
    private final Batch all;
    private final @Nullable TensorData permutation;
    private final @Nullable Tensor indices;
    private int from;

    LoadedPass(Batch all, @Nullable TensorData permutation, int taken) {
      this.all = all;
      this.permutation = permutation;
      // there at once: a device has to be waited for whenever something is copied to it
      this.indices = permutation == null ? null : load(backend.tensor(permutation));
      this.from = (int) Math.min((long) taken * size, all.rows());
    }

    @Override
    public boolean hasNext() {
      return from < all.rows() && (!dropLast || from + size <= all.rows());
    }

    @Override
    public Batch next() {
      int to = Math.min(all.rows(), from + size);
      Batch batch = cut(from, to);
      from = to;
      return batch;
    }

    private Batch cut(int start, int end) {
      int rows = end - start;
      if (indices != null) {
        Tensor picked = indices.narrow(0, start, rows);
        return all.cut(rows, tensor -> tensor.indexSelect(0, picked));
      }
      return rows == all.rows() ? all : all.cut(rows, tensor -> tensor.narrow(0, start, rows));
    }

    @Override
    public @Nullable TensorData permutation() {
      return permutation;
    }

    @Override
    public void close() {
      if (indices != null) {
        indices.close();
      }
      // the other tensors belong to the scope that the feed was made in
    }
  }
}
