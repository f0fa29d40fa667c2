package io.kindling.table;

import io.kindling.core.CheckReturnValue;
import io.kindling.core.DType;
import io.kindling.data.CellBuffer;
import io.kindling.data.ColumnChoice;
import io.kindling.data.Dataset;
import io.kindling.data.StreamingDataset;
import io.kindling.data.TableDataset;
import io.kindling.error.DataException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * A table, and what of it is to be learned: columns to predict, and columns to predict from.
 *
 * <p>A number becomes the nearest float32, or what a {@link io.kindling.data.Standardizer} makes of
 * the nearest float64. A column of text may be read by its labels, see {@link #labels}. What stands
 * for a missing value, see {@link MissingValues}, is neither a number nor a label.
 */
@CheckReturnValue
public final class Selection {
  private static final int CHUNK = 4096;

  private final Table table;
  private final ColumnChoice choice;
  private final DType targetType;
  private final Map<String, Classes> labels;
  private final @Nullable FeatureColumns features;
  private final boolean drops;
  private final RowColumns beside;

  private Selection(
      Table table,
      ColumnChoice choice,
      DType targetType,
      Map<String, Classes> labels,
      @Nullable FeatureColumns features,
      boolean drops,
      RowColumns beside) {
    this.table = table;
    this.choice = choice;
    this.targetType = targetType;
    this.labels = labels;
    this.features = features;
    this.drops = drops;
    this.beside = beside;
  }

  static Selection numbers(Table table, ColumnChoice choice) {
    return new Selection(table, choice, DType.FLOAT32, Map.of(), null, false, RowColumns.NONE);
  }

  static Selection classes(Table table, ColumnChoice choice) {
    return new Selection(table, choice, DType.INT64, Map.of(), null, false, RowColumns.NONE);
  }

  /**
   * With numbers to predict from; without this they are all that are not predicted.
   *
   * @param columns the names of the columns that they are in, in the order in which the model takes
   *     them
   * @return such a selection
   */
  public Selection features(String... columns) {
    return new Selection(table, choice.features(columns), targetType, labels, null, drops, beside);
  }

  /**
   * With features that are made of columns: categories, dates and the like, and what stands for
   * missing cells.
   *
   * @param columns the columns, from {@link FeatureRules#find} or from where a model was saved
   * @return such a selection
   */
  public Selection features(FeatureColumns columns) {
    return new Selection(
        table, choice.features(columns.names()), targetType, labels, columns, drops, beside);
  }

  /**
   * Without the rows in which a cell of the features or targets is missing.
   *
   * @return such a selection
   */
  public Selection dropMissing() {
    return new Selection(table, choice, targetType, labels, features, true, beside);
  }

  /**
   * With a column, of features or targets, that is read by its labels: each cell is the number of
   * its class.
   *
   * @param column the name of the column
   * @param classes its classes, from {@link Table#findClasses} or from where a model was saved
   * @return such a selection
   */
  public Selection labels(String column, Classes classes) {
    Map<String, Classes> more = new HashMap<>(labels);
    more.put(column, classes);
    return new Selection(table, choice, targetType, more, features, drops, beside);
  }

  /**
   * With columns that say how much a row counts, or what is added to the model's output. They are
   * no features.
   *
   * @param columns the columns
   * @return such a selection
   */
  public Selection beside(RowColumns columns) {
    return new Selection(table, choice, targetType, labels, features, drops, columns);
  }

  /**
   * The rows as data to train on, read anew in every epoch and ahead of it. The table must stay as
   * it is from now on.
   *
   * @return the data
   * @throws DataException if there is no such table or column, no target or feature; and, in
   *     training, if a cell holds no number or the table has changed or cannot be read: the message
   *     names the place and the column
   */
  public StreamingDataset dataset() {
    Table now = table.unchanged();
    ColumnChoice.Found found;
    try (TableRows rows = now.open()) {
      found = found(rows);
    } catch (IOException e) {
      throw table.unreadable(e);
    }
    return Dataset.streaming(
            width(found), found.targets().size(), targetType, () -> reader(now.open(), found))
        .beside(beside.beside())
        .readAhead();
  }

  /**
   * The rows as data in memory, in float64.
   *
   * @return the data
   * @throws DataException if there is no such table or column, no target or feature, or a cell
   *     holds no number: the message names the place and the column
   */
  public TableDataset table() {
    DoubleStream.Builder inputs = DoubleStream.builder();
    DoubleStream.Builder numbers = DoubleStream.builder();
    LongStream.Builder classes = LongStream.builder();
    DoubleStream.Builder more = DoubleStream.builder();
    try (TableRows rows = table.open()) {
      ColumnChoice.Found found = found(rows);
      int in = width(found);
      int out = found.targets().size();
      CellBuffer cells = new CellBuffer(CHUNK, in, out, targetType, beside.beside().width());
      SelectionReader reader = reader(rows, found);
      do {
        reader.read(cells);
        DoubleStream.of(cells.features()).limit((long) cells.count() * in).forEach(inputs);
        if (targetType == DType.FLOAT32) {
          DoubleStream.of(cells.numbers()).limit((long) cells.count() * out).forEach(numbers);
        } else {
          LongStream.of(cells.classes()).limit(cells.count()).forEach(classes);
        }
        for (int i = 0; i < cells.count() * beside.beside().width(); i++) {
          more.add(cells.beside()[i]);
        }
      } while (cells.count() == cells.capacity());
      TableDataset data =
          targetType == DType.FLOAT32
              ? Dataset.of(inputs.build().toArray(), in, numbers.build().toArray(), out)
              : Dataset.of(inputs.build().toArray(), in, classes.build().toArray());
      return data.beside(beside.beside(), more.build().toArray());
    } catch (IOException e) {
      throw table.unreadable(e);
    }
  }

  /**
   * What goes in, as a {@link io.kindling.model.TrainedModel} keeps it.
   *
   * @return the columns that {@link #features(FeatureColumns)} was given, or else, as columns of
   *     numbers, those that the features are in, in their order
   * @throws DataException if there is no such table or column, no target or feature, or a feature
   *     is read by its {@link #labels}, which a column of numbers has not
   */
  public FeatureColumns featureColumns() {
    if (features != null) {
      return features;
    }
    try (TableRows rows = table.open()) {
      List<String> names = found(rows).features().stream().map(rows.header()::get).toList();
      for (String name : names) {
        if (labels.containsKey(name)) {
          throw new DataException(
              rows.terms().table(),
              "a feature must be a column of numbers",
              "'" + name + "', which is read by its labels",
              "features(…) of the columns that FeatureRules finds",
              null);
        }
      }
      return FeatureColumns.numbers(names);
    } catch (IOException e) {
      throw table.unreadable(e);
    }
  }

  private int width(ColumnChoice.Found found) {
    return features == null ? found.features().size() : features.features().size();
  }

  private SelectionReader reader(TableRows rows, ColumnChoice.Found found) {
    return new SelectionReader(rows, found, targetType, labels, features, drops, beside);
  }

  private ColumnChoice.Found found(TableRows rows) {
    ColumnChoice.Terms terms = rows.terms();
    if (!choice.hasTarget()) {
      throw new DataException(
          terms.table(),
          "there must be a target",
          "none",
          "targets(\"…\") or classes(\"…\")",
          null);
    }
    ColumnChoice.Found found = choice.among(rows.header(), terms);
    List<Integer> apart = beside.in(rows);
    return new ColumnChoice.Found(
        found.features().stream().filter(column -> !apart.contains(column)).toList(),
        found.targets());
  }
}
