package io.kindling.table;

import io.kindling.core.DType;
import io.kindling.data.CellBuffer;
import io.kindling.data.ColumnChoice;
import io.kindling.data.RowBuffer;
import io.kindling.data.RowSource;
import io.kindling.data.Rows;
import io.kindling.text.Printable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a selection, each cell straight to where it is wanted. */
final class SelectionReader implements RowSource.Reader {
  /** A float32 counts no further without a gap. */
  private static final float MOST_CLASSES = 1 << 24;

  private static final String UNITS = "standardize it, or write it in a larger unit";

  private final TableRows rows;
  private final ColumnChoice.Found found;
  private final DType targetType;
  private final Room features = new Room();
  private final Room targets = new Room();
  private final @Nullable FeatureReader prepared;
  private final int width;
  private final boolean drops;
  private final RowColumns beside;
  private float[] more = {};
  private int row;
  private boolean gap;

  /** Where numbers are put: a batch in float32 or in float64, or classes. */
  private static final class Room {
    private float[] narrow = {};
    private double @Nullable [] wide;
    private long @Nullable [] classes;

    /** A cell's number, as large as there is room for. */
    double number(Cell cell) {
      return wide == null ? cell.number(SelectionReader::hint) : cell.wide(SelectionReader::hint);
    }

    void put(int at, double number) {
      if (classes != null) {
        classes[at] = (long) number;
      } else if (wide != null) {
        wide[at] = number;
      } else {
        narrow[at] = (float) number;
      }
    }
  }

  /**
   * Reads on in a table.
   *
   * @param labels the classes of the columns that hold labels, by name
   * @param columns how columns become features; null for the numbers in them
   * @param drops whether rows with missing cells are left out
   * @param beside what is read beside features and targets
   */
  SelectionReader(
      TableRows rows,
      ColumnChoice.Found found,
      DType targetType,
      Map<String, Classes> labels,
      @Nullable FeatureColumns columns,
      boolean drops,
      RowColumns beside) {
    this.rows = rows;
    this.found = found;
    this.targetType = targetType;
    this.drops = drops;
    this.beside = beside;
    if (columns == null) {
      this.prepared = null;
      this.width = found.features().size();
      read(found.features(), features, /* whole= */ false, labels);
    } else {
      this.prepared = new FeatureReader(rows, columns, drops, this::checkWidth);
      this.width = prepared.row().length;
    }
    read(found.targets(), targets, targetType == DType.INT64, labels);
    List<Integer> places = beside.in(rows);
    for (int i = 0; i < places.size(); i++) {
      int place = i;
      Consumer<Cell> user = cell -> more[row * places.size() + place] = beside.number(place, cell);
      rows.on(places.get(i), drops ? orGap(user) : user);
    }
  }

  private void checkWidth(Cell cell, int place, double number) {
    if (features.wide == null && !Float.isFinite((float) number)) {
      throw cell.tooLarge(UNITS);
    }
  }

  private void read(List<Integer> columns, Room room, boolean whole, Map<String, Classes> labels) {
    int width = columns.size();
    for (int i = 0; i < width; i++) {
      int place = i;
      Classes classes = labels.get(rows.header().get(columns.get(i)));
      Consumer<Cell> user;
      if (classes != null) {
        user = cell -> room.put(row * width + place, index(cell, classes));
      } else if (whole) {
        user = cell -> room.put(row, classOf(cell));
      } else {
        user = cell -> room.put(row * width + place, room.number(cell));
      }
      rows.on(columns.get(i), drops ? orGap(user) : user);
    }
  }

  private Consumer<Cell> orGap(Consumer<Cell> user) {
    return cell -> {
      if (cell.isMissing()) {
        gap = true;
      } else {
        user.accept(cell);
      }
    };
  }

  private static String hint(String text) {
    return "choose the columns that hold numbers with features(\"…\")";
  }

  private static int index(Cell cell, Classes classes) {
    String label = cell.label();
    int index = classes.index(label);
    if (index < 0) {
      throw cell.refused(
          "a label must be one of the classes", Printable.quoted(label), classes.toString(), null);
    }
    return index;
  }

  private static double classOf(Cell cell) {
    double value = cell.number(SelectionReader::hint);
    if (value >= 0 && value < MOST_CLASSES && value == Math.rint(value)) {
      return value;
    }
    throw cell.refused(
        "a class must be a whole number",
        cell.text().strip(),
        "0, 1, 2 …",
        "number the classes from 0");
  }

  @Override
  public Rows read(int count) throws IOException {
    RowBuffer buffer =
        new RowBuffer(count, width, found.targets().size(), targetType, beside.beside().width());
    read(buffer);
    return buffer.rows();
  }

  @Override
  public void read(RowBuffer to) throws IOException {
    features.narrow = to.features();
    features.wide = null;
    targets.narrow = to.numbers();
    targets.wide = null;
    targets.classes = targetType == DType.INT64 ? to.classes() : null;
    more = to.beside();
    to.count(fill(to.capacity()));
  }

  @Override
  public void read(CellBuffer to) throws IOException {
    features.wide = to.features();
    targets.wide = to.numbers();
    targets.classes = targetType == DType.INT64 ? to.classes() : null;
    more = to.beside();
    to.count(fill(to.capacity()));
  }

  private int fill(int most) throws IOException {
    row = 0;
    while (row < most && advance()) {
      row++;
    }
    return row;
  }

  /** Goes to the next row that is to be kept. */
  private boolean advance() throws IOException {
    do {
      gap = false;
      if (prepared != null) {
        prepared.begin();
      }
      if (!rows.advance()) {
        return false;
      }
    } while (gap || (prepared != null && prepared.hasGap()));
    if (prepared != null) {
      double[] made = prepared.row();
      for (int i = 0; i < width; i++) {
        features.put(row * width + i, made[i]);
      }
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
