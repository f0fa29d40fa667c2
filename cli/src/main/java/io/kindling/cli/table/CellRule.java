package io.kindling.cli.table;

import io.kindling.core.DType;
import io.kindling.data.Scaling;
import io.kindling.nn.LossSpec;
import io.kindling.nn.ModuleSpec;
import io.kindling.table.Cell;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the number of a cell must be for a model or a loss to take it. */
@FunctionalInterface
public interface CellRule {
  /** Any number: it is standardized by what is yet to be found out. */
  CellRule ANY = (cell, place, number) -> {};

  /** Up to here a float32, which features are, holds every whole number. */
  long LAST_INDEX = 1L << 24;

  /**
   * Looks at a number.
   *
   * @param cell where it stands
   * @param place which of the features or targets it is, from 0
   * @param number the number
   */
  void check(Cell cell, int place, double number);

  /**
   * One that a float32 has room for.
   *
   * @param nextStep what to do where it has none
   */
  static CellRule float32(String nextStep) {
    return (cell, place, number) -> {
      if (!Float.isFinite((float) number)) {
        throw cell.tooLarge(nextStep);
      }
    };
  }

  /**
   * A feature that a model takes behind a scaling; null for what is not known or not there.
   *
   * @param nextStep what to do where it is too large as it stands
   */
  static CellRule of(@Nullable ModuleSpec model, @Nullable Scaling scaling, String nextStep) {
    return model != null && model.inputType() == DType.INT64 && scaling == null
        ? index(model.indices())
        : of(model, scaled(scaling, nextStep));
  }

  /**
   * A feature that a model takes.
   *
   * @param model the model; null for what takes any
   * @param numbers what those must be that are no indices
   */
  static CellRule of(@Nullable ModuleSpec model, CellRule numbers) {
    Map<Integer, CellRule> indices = new HashMap<>();
    if (model != null) {
      model.indexColumns().forEach((column, count) -> indices.put(column, index(count)));
    }
    return indices.isEmpty()
        ? numbers
        : (cell, place, number) -> indices.getOrDefault(place, numbers).check(cell, place, number);
  }

  /** The index of one of so many things: a whole number from 0, in all its digits. */
  static CellRule index(long count) {
    return (cell, place, number) -> {
      if (number != Math.rint(number) || number < 0 || number >= count) {
        throw cell.refused(
            "an index must be a whole number within range",
            cell.text().strip(),
            "0 … " + (count - 1),
            "the model begins with an embedding of " + count);
      }
      if (number > LAST_INDEX) {
        throw cell.refused(
            "an index must not be too large for float32 to tell it from the next",
            cell.text().strip(),
            "at most " + LAST_INDEX,
            null);
      }
    };
  }

  /** A target that a loss is defined for, and that a float32 has room for. */
  static CellRule target(LossSpec loss, String nextStep) {
    CellRule room = float32(nextStep);
    return (cell, place, number) -> {
      room.check(cell, place, number);
      if (!loss.targetRange().contains(number)) {
        throw cell.refused(
            "a target of " + loss.name() + " " + loss.targetRange().rule(),
            cell.text().strip(),
            loss.targetRange().toString(),
            null);
      }
    };
  }

  /** One that stays finite when it is scaled; null for no scaling. */
  static CellRule scaled(@Nullable Scaling scaling, String nextStep) {
    return scaling == null
        ? float32(nextStep)
        : (cell, place, number) -> {
          double mean = scaling.mean().get(place);
          if (!Float.isFinite((float) ((number - mean) / scaling.scale().get(place)))) {
            throw cell.refused(
                "a number must be like those that the model was trained on",
                cell.text().strip(),
                "one around " + (float) mean,
                null);
          }
        };
  }
}
