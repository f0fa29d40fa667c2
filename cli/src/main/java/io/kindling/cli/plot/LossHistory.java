package io.kindling.cli.plot;

import io.kindling.error.DataException;
import io.kindling.plot.Figure;
import io.kindling.table.Table;
import io.kindling.table.TableRows;
import java.io.IOException;
import java.util.List;
import java.util.stream.DoubleStream;

/** The losses of a training, as the command has written them to a file. */
public final class LossHistory {
  private static final String EPOCH = "epoch";
  private static final String LOSS = "loss";
  private static final String VALIDATION = "validation_loss";

  private LossHistory() {}

  /** Draws them, with those of validation, if there are some. */
  public static Figure draw(Table table) {
    DoubleStream.Builder epochs = DoubleStream.builder();
    DoubleStream.Builder training = DoubleStream.builder();
    DoubleStream.Builder validation = DoubleStream.builder();
    try (TableRows rows = table.open()) {
      List<String> header = rows.header();
      if (!header.contains(EPOCH) || !header.contains(LOSS)) {
        throw new DataException(
            table.name(),
            "a history must have the columns epoch and loss",
            String.join(", ", header),
            "what kindling train --history writes",
            "--model-file FILE draws a table and what a model says of it");
      }
      read(rows, EPOCH, epochs);
      read(rows, LOSS, training);
      read(rows, VALIDATION, validation);
      if (rows.readAll() == 0) {
        throw new DataException(
            table.name(), "there must be at least one row", "a header only", "data", null);
      }
    } catch (IOException e) {
      throw table.unreadable(e);
    }
    return Figure.losses(
        epochs.build().toArray(), training.build().toArray(), validation.build().toArray());
  }

  private static void read(TableRows rows, String column, DoubleStream.Builder to) {
    int index = rows.header().indexOf(column);
    if (index >= 0) {
      rows.on(index, cell -> to.add(cell.isMissing() ? Double.NaN : cell.wide(text -> null)));
    }
  }
}
