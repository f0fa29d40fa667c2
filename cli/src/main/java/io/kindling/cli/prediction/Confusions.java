package io.kindling.cli.prediction;

import io.kindling.cli.table.RawRows;
import java.util.ArrayList;
import java.util.List;

/** How often each class of each column was taken for which. */
public final class Confusions implements Tally {
  private final Labels labels;
  private final List<Confusion> columns = new ArrayList<>();

  public Confusions(Labels labels) {
    this.labels = labels;
    for (int target = 0; target < labels.names().size(); target++) {
      columns.add(new Confusion(labels.names().get(target), labels.classes().get(target)));
    }
  }

  /** The columns. */
  public List<Confusion> columns() {
    return columns;
  }

  @Override
  public void add(RawRows rows, double[] outputs) {
    for (int i = 0; i < columns.size(); i++) {
      int target = i;
      columns
          .get(target)
          .add(labels.truth(rows, target), row -> labels.predicted(outputs, target, row));
    }
  }

  @Override
  public String text() {
    StringBuilder text = new StringBuilder();
    columns.forEach(column -> text.append('\n').append(column.text()));
    return text.toString();
  }
}
