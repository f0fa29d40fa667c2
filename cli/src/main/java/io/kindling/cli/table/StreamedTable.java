package io.kindling.cli.table;

import io.kindling.data.ColumnChoice;
import io.kindling.data.Dataset;
import io.kindling.table.Classes;
import io.kindling.table.RowColumns;
import io.kindling.table.Selection;
import io.kindling.table.Table;
import io.kindling.table.TableRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** A table that is read anew whenever it is gone through, in the memory of some of its rows. */
public final class StreamedTable implements TrainingTable {
  private final Table table;
  private final Prepared found;
  private final Wanted wanted;
  private final Holding holding;
  private final CellRules rules;
  private final RowColumns beside;
  private final List<Set<String>> labels = new ArrayList<>();
  private final Precision featurePrecision;
  private final Precision targetPrecision;
  private long rows;
  private long dropped;
  private boolean counts;

  /** Goes through the table once, to find out that every cell holds what it must. */
  public StreamedTable(
      Table table,
      Prepared prepared,
      Wanted wanted,
      Holding holding,
      CellRules rules,
      RowColumns beside) {
    this.table = table.unchanged();
    this.found = prepared;
    this.wanted = wanted;
    this.holding = holding;
    this.rules = rules;
    this.beside = beside;
    this.featurePrecision = new Precision(prepared.columns().features());
    this.targetPrecision = new Precision(targets());
    targets().forEach(target -> labels.add(new LinkedHashSet<>()));
    forEach(
        some -> {
          rows += some.count();
          counts |= some.count(beside);
          featurePrecision.add(some.features());
          targetPrecision.add(some.numbers());
          for (int target = 0; target < targets().size(); target++) {
            if (holdsLabels()) {
              labels.get(target).addAll(some.labels(target));
            }
          }
        });
    if (rows == 0) {
      throw RawReader.empty(source(), dropped);
    }
    if (!counts) {
      throw TrainingTable.unweighted(source(), beside);
    }
  }

  @Override
  public String source() {
    return table.name();
  }

  @Override
  public Prepared prepared() {
    return found.dropping(dropped);
  }

  @Override
  public List<String> targets() {
    return wanted.targets();
  }

  @Override
  public List<String> copied() {
    return wanted.copied();
  }

  @Override
  public RowColumns beside() {
    return beside;
  }

  @Override
  public long rows() {
    return rows;
  }

  @Override
  public boolean holdsLabels() {
    return holding == Holding.LABELS;
  }

  @Override
  public Collection<String> labels(int target) {
    return labels.get(target);
  }

  @Override
  public Precision featurePrecision() {
    return featurePrecision;
  }

  @Override
  public Precision targetPrecision() {
    return targetPrecision;
  }

  private Selection numbers() {
    return prepared(table.choose(ColumnChoice.targets(targets())));
  }

  private Selection prepared(Selection selection) {
    Selection chosen = selection.features(found.columns()).beside(beside);
    return found.drops() ? chosen.dropMissing() : chosen;
  }

  @Override
  public Dataset quantities() {
    return numbers().dataset();
  }

  @Override
  public Dataset labelled(List<Classes> classes, boolean binary) {
    Selection selection =
        binary ? numbers() : prepared(table.classes(ColumnChoice.targets(targets())));
    for (int target = 0; target < targets().size(); target++) {
      selection = selection.labels(targets().get(target), classes.get(target));
    }
    return selection.dataset();
  }

  @Override
  public void forEach(Consumer<RawRows> use) {
    int most = TableFile.rowsAtOnce(features().size() + targets().size() + copied().size());
    try (TableRows read = table.open();
        RawReader reader =
            new RawReader(read, found.columns(), wanted, holding, rules, beside, found.drops())) {
      RawRows some = reader.read(most);
      while (some.count() > 0) {
        use.accept(some);
        some = reader.read(most);
      }
      dropped = reader.dropped();
    } catch (IOException e) {
      throw table.unreadable(e);
    }
  }
}
