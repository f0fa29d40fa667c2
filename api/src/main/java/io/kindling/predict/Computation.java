package io.kindling.predict;

import io.kindling.data.Scaling;
import io.kindling.error.DataException;
import io.kindling.forward.ForwardPass;
import io.kindling.forward.OneSum;
import io.kindling.forward.Proof;
import io.kindling.forward.Room;
import io.kindling.model.TrainedModel;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What becomes of rows: prepared, put through the model, and back in the targets' own units. */
final class Computation {
  private final ForwardPass pass;
  private final @Nullable Proof proof;
  private final Rooms rooms;
  private final Preparation preparation;
  private final @Nullable String offset;

  /** How many numbers a row has: the features, then the offset if there is one. */
  private final int width;

  private final int outputs;

  /** Whether rows of float32 go in as they are. */
  private final boolean direct;

  /** What is all there is to compute, but for the preparation; null where there is more. */
  private final @Nullable OneSum alone;

  private final boolean restores;
  private final double[] factor;
  private final double[] shift;

  Computation(TrainedModel model, ForwardPass pass) {
    Scaling features = model.scaling() == null ? null : model.scaling().features();
    Scaling targets = model.scaling() == null ? null : model.scaling().targets();
    this.pass = pass;
    this.proof = Proof.of(model.spec(), pass);
    this.rooms = new Rooms(pass);
    this.preparation = new Preparation(features, pass.features());
    this.offset = model.offset();
    this.width = pass.features() + (offset == null ? 0 : 1);
    this.outputs = pass.outputs();
    this.direct = preparation.isNothing() && offset == null;
    this.alone = offset == null ? pass.oneSum() : null;
    this.restores = targets != null;
    this.factor = doubles(targets == null ? null : targets.scale());
    this.shift = doubles(targets == null ? null : targets.mean());
  }

  private static double[] doubles(@Nullable List<Double> numbers) {
    return numbers == null
        ? new double[0]
        : numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The sum of a row of float32 that is its answer; null where there is more to do. */
  @Nullable OneSum plain() {
    return direct && !restores ? alone : null;
  }

  /** The first output of a row. */
  double one(float[] row) {
    if (alone != null) {
      float said = preparation.sum(alone, row);
      if (Float.isFinite(said)) {
        return restored(said, 0);
      }
    }
    int place = Rooms.place();
    Room room = rooms.take(place);
    float said = pass.forward(prepared(row, 0, 1, room), 0, 1, room)[0];
    rooms.give(place, room);
    return finished(said, 0, offset == null ? 0 : row[row.length - 1]);
  }

  double one(double[] row) {
    if (alone != null) {
      float said = preparation.sum(alone, row);
      if (Float.isFinite(said)) {
        return restored(said, 0);
      }
    }
    int place = Rooms.place();
    Room room = rooms.take(place);
    float said = pass.forward(prepared(row, 0, 1, room), 0, 1, room)[0];
    rooms.give(place, room);
    return finished(said, 0, offset == null ? 0 : row[row.length - 1]);
  }

  /** All outputs of some rows. */
  void all(float[] rows, int count, double[] into) {
    int place = Rooms.place();
    Room room = rooms.take(place);
    for (int row = 0; row < count; row += ForwardPass.ROWS) {
      int some = Math.min(ForwardPass.ROWS, count - row);
      float[] x = prepared(rows, row, some, room);
      float[] said = pass.forward(x, x == rows ? row * width : 0, some, room);
      for (int output = 0; output < outputs; output++) {
        for (int i = 0; i < some; i++) {
          double beside = offset == null ? 0 : rows[(row + i + 1) * width - 1];
          into[(row + i) * outputs + output] = finished(said[i * outputs + output], output, beside);
        }
      }
    }
    rooms.give(place, room);
  }

  void all(double[] rows, int count, double[] into) {
    int place = Rooms.place();
    Room room = rooms.take(place);
    for (int row = 0; row < count; row += ForwardPass.ROWS) {
      int some = Math.min(ForwardPass.ROWS, count - row);
      float[] said = pass.forward(prepared(rows, row, some, room), 0, some, room);
      for (int output = 0; output < outputs; output++) {
        for (int i = 0; i < some; i++) {
          double beside = offset == null ? 0 : rows[(row + i + 1) * width - 1];
          into[(row + i) * outputs + output] = finished(said[i * outputs + output], output, beside);
        }
      }
    }
    rooms.give(place, room);
  }

  /** Some rows as the model takes them: where they are, or in the room. */
  private float[] prepared(float[] rows, int first, int count, Room room) {
    if (direct) {
      return rows;
    }
    for (int i = 0; i < count; i++) {
      preparation.apply(rows, (first + i) * width, room.input(), i * pass.features());
    }
    return room.input();
  }

  private float[] prepared(double[] rows, int first, int count, Room room) {
    for (int i = 0; i < count; i++) {
      preparation.apply(rows, (first + i) * width, room.input(), i * pass.features());
    }
    return room.input();
  }

  /** What the model has said, with its offset and in the target's own unit. */
  private double finished(float said, int output, double beside) {
    float number = offset == null ? said : said + finite(beside);
    return restored(number, output);
  }

  private double restored(float number, int output) {
    return restores ? number * factor[output] + shift[output] : number;
  }

  private float finite(double beside) {
    if (!Float.isFinite((float) beside)) {
      throw new DataException(
          "predict", "an offset must be a finite float32", beside + " for " + offset, "one", null);
    }
    return (float) beside;
  }

  /**
   * Finds out whether it still computes what it did when it was made, and that in numbers: the
   * model alone, and all of it for rows that are prepared as the model was trained on.
   *
   * @param operation who asks
   * @throws DataException if not
   */
  void test(String operation) {
    if (proof == null) {
      return;
    }
    Proof.Difference difference = proof.check(pass);
    if (difference != null || !proof.inputs().stream().allMatch(this::answersByNumbers)) {
      throw new DataException(
          operation,
          "a model must answer rows of small numbers by the same finite numbers each time",
          difference == null ? "some that are not finite" : difference + "",
          "what it computed when it was made",
          "look at how it was trained");
    }
  }

  /** Whether small numbers can be prepared, and those that become small ones are answered. */
  private boolean answersByNumbers(float[] small) {
    double[] row = new double[width];
    float[] prepared = new float[small.length];
    double[] said = new double[outputs];
    preparation.apply(small, 0, prepared, 0);
    for (float number : prepared) {
      if (!Float.isFinite(number)) {
        return false;
      }
    }
    preparation.undo(small, row);
    all(row, 1, said);
    return Arrays.stream(said).allMatch(Double::isFinite);
  }
}
