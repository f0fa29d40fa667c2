package io.kindling.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.csv.CsvFile;
import io.kindling.error.DataException;
import io.kindling.table.FeatureColumns;
import io.kindling.table.Table;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows are dealt to folds as they come, many at a time and by several threads or one by one. */
final class FoldsTest {
  /** More than a block of each of three folds. */
  private static final int ROWS = 3 * RowBlock.ROWS + 700;

  private static final int FOLDS = 3;
  private static final long SEED = 5;

  @TempDir Path folder;

  private Table csv(String text) throws IOException {
    return CsvFile.of(Files.writeString(folder.resolve("table.csv"), text));
  }

  private static Design design() {
    return Design.of(FeatureColumns.numbers(List.of("a", "b")), "y");
  }

  private static List<BigDecimal[]> rows(int count) {
    Random random = new Random(1);
    List<BigDecimal[]> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      BigDecimal[] row = new BigDecimal[3];
      for (int j = 0; j < row.length; j++) {
        row[j] = BigDecimal.valueOf(random.nextInt(100_000), j);
      }
      rows.add(row);
    }
    return rows;
  }

  private static String text(List<BigDecimal[]> rows) {
    StringBuilder text = new StringBuilder("a,b,y\n");
    rows.forEach(row -> text.append(row[0] + "," + row[1].toPlainString() + "," + row[2] + "\n"));
    return text.toString();
  }

  private static List<byte[]> dealt(List<BigDecimal[]> rows) {
    List<Moments> folds = new ArrayList<>();
    for (int i = 0; i < FOLDS; i++) {
      folds.add(Moments.of(List.of("a", "b", "y"), false));
    }
    FoldOrder order = new FoldOrder(FOLDS, SEED);
    rows.forEach(row -> folds.get(order.next()).add(row));
    return bytes(folds);
  }

  private static List<byte[]> bytes(List<Moments> folds) {
    return folds.stream().map(Moments::bytes).toList();
  }

  @Test
  void blocksOfRowsAreDealtAsRowsAre() throws IOException {
    List<BigDecimal[]> rows = rows(ROWS);
    Folds folds = Folds.of(design(), csv(text(rows)), FOLDS, SEED);
    assertThat(bytes(folds.moments())).containsExactlyElementsOf(dealt(rows));
    assertThat(folds.all().bytes()).isEqualTo(design().moments(csv(text(rows))).bytes());
  }

  @Test
  void rowsThatAreLeftOutAreNotCounted() throws IOException {
    List<BigDecimal[]> rows = rows(50);
    String gaps = text(rows).replaceFirst("\n", "\n,1,2\n") + "3,,4\n";
    Folds folds = Folds.of(design().withDrops(true), csv(gaps), FOLDS, SEED);
    assertThat(bytes(folds.moments())).containsExactlyElementsOf(dealt(rows));
    assertThat(folds.leftOut()).isEqualTo(2);
  }

  @Test
  void foldsAreAsLargeAsEachOther() throws IOException {
    Folds folds = Folds.of(design(), csv(text(rows(20))), FOLDS, SEED);
    assertThat(folds.moments()).extracting(Moments::rows).containsExactlyInAnyOrder(7L, 7L, 6L);
  }

  @Test
  void aBrokenRowIsAnErrorWithItsPlace() throws IOException {
    Table table = csv("a,b,y\n1,2,3\n4,x,6\n");
    assertThatThrownBy(() -> Folds.of(design(), table, 2, 0)).hasMessageContaining("line 3");
  }

  @Test
  void thereMustBeFoldsWithRows() throws IOException {
    Table table = csv("a,b,y\n1,2,3\n4,5,6\n");
    assertThatThrownBy(() -> Folds.of(design(), table, 1, 0))
        .isInstanceOf(DataException.class)
        .hasMessage("folds: there must be two folds at least (got 1; expected 10 for instance)");
    assertThatThrownBy(() -> Folds.of(design(), table, 3, 0))
        .hasMessage("folds: each fold must have a row (got 3 folds of 2 rows; expected 2 folds)");
    Moments one = design().moments(table);
    assertThatThrownBy(() -> new Folds(List.of(one), 0))
        .hasMessageContaining("there must be two folds at least (got 1;");
    Moments none = Moments.of(one.columns(), false);
    assertThatThrownBy(() -> new Folds(List.of(one, none), 0))
        .hasMessageContaining("each fold must have a row");
  }

  /** All folds' sums, and those of all rows. */
  @Test
  void tooManySumsAreRefusedBeforeARowIsRead() throws IOException {
    Table table = csv("a,b,y\n");
    int folds = (int) Math.min(Integer.MAX_VALUE - 1, Runtime.getRuntime().maxMemory() / 900);
    assertThatThrownBy(() -> Folds.of(design(), table, folds, 0))
        .hasMessageContaining("the sums of all pairs of columns must fit into memory");
  }
}
