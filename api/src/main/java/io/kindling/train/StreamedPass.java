package io.kindling.train;

import io.kindling.Backend;
import io.kindling.Slot;
import io.kindling.Tensor;
import io.kindling.core.Device;
import io.kindling.core.Shape;
import io.kindling.data.Batches;
import io.kindling.data.Beside;
import io.kindling.data.RowBuffer;
import io.kindling.train.batch.Batch;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The batches of one epoch of streamed data, each put where the batch before it was. */
final class StreamedPass implements Feed.Pass {
  private final Backend backend;
  private final Device device;
  private final Batches.Cursor epoch;
  private final Beside beside;
  private final TargetCheck check;
  private long before;
  private @Nullable Place whole;

  /**
   * Goes through the rest of an epoch.
   *
   * @param beside what rows have beside features and targets
   * @param check which targets are refused
   * @param before how many rows were taken already
   */
  StreamedPass(
      Backend backend,
      Device device,
      Batches.Cursor epoch,
      Beside beside,
      TargetCheck check,
      long before) {
    this.backend = backend;
    this.device = device;
    this.epoch = epoch;
    this.beside = beside;
    this.check = check;
    this.before = before;
  }

  /** Where batches of some number of rows are put. */
  private record Place(int rows, Slot inputs, Slot targets, @Nullable Slot beside) {
    void unload() {
      inputs.unload();
      targets.unload();
      if (beside != null) {
        beside.unload();
      }
    }

    void close() {
      inputs.close();
      targets.close();
      if (beside != null) {
        beside.close();
      }
    }
  }

  @Override
  public boolean hasNext() {
    return epoch.hasNext();
  }

  @Override
  public Batch next() {
    if (whole != null) { // its values are overwritten from here on
      whole.unload();
    }
    RowBuffer rows = epoch.lend();
    int count = rows.count();
    int features = rows.features().length / rows.capacity();
    int columns = rows.numbers().length / rows.capacity();
    if (columns > 0) {
      check.check(FloatBuffer.wrap(rows.numbers()).limit(count * columns), columns, before);
    }
    before += count;
    Place place = place(count, features, rows);
    return Batch.of(
        place.inputs.lend(exactly(rows.features(), count * features)),
        targets(rows, place),
        count,
        place.beside == null
            ? null
            : place.beside.lend(exactly(rows.beside(), count * beside.width())),
        beside);
  }

  private static Tensor targets(RowBuffer rows, Place place) {
    int columns = rows.numbers().length / rows.capacity();
    return columns == 0
        ? place.targets.load(
            rows.count() == rows.capacity()
                ? rows.classes()
                : Arrays.copyOf(rows.classes(), rows.count()))
        : place.targets.lend(exactly(rows.numbers(), rows.count() * columns));
  }

  private Place place(int count, int features, RowBuffer rows) {
    Place place = whole;
    if (place != null && place.rows == count) {
      return place;
    }
    if (place != null) { // the last batch, which is shorter
      place.close();
    }
    int columns = rows.numbers().length / rows.capacity();
    Shape targets = columns == 0 ? Shape.of(count) : Shape.of(count, columns);
    whole =
        new Place(
            count,
            new Slot(backend, device, Shape.of(count, features)),
            new Slot(backend, device, targets),
            beside.width() == 0
                ? null
                : new Slot(backend, device, Shape.of(count, beside.width())));
    return whole;
  }

  private static float[] exactly(float[] values, int length) {
    return values.length == length ? values : Arrays.copyOf(values, length);
  }

  @Override
  public void close() {
    try (epoch) {
      if (whole != null) {
        whole.close();
      }
    }
  }
}
