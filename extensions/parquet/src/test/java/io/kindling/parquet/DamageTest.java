package io.kindling.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.kindling.error.DataException;
import io.kindling.table.Table;
import io.kindling.table.TableRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no whole Parquet file, or holds what no cell can, ends in one clear error. */
final class DamageTest {
  private static final int ROUNDS = 60;

  @TempDir Path folder;

  private static void refused(ThrowingCallable call, String... parts) {
    assertThatThrownBy(call)
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll(parts)
        .hasMessageNotContaining("\n")
        .hasMessageNotContaining("LocalInputFile");
  }

  private static long readAll(Table table) throws IOException {
    try (TableRows rows = table.open()) {
      for (int column = 0; column < rows.header().size(); column++) {
        rows.on(column, cell -> assertThat(cell.text()).isNotNull());
      }
      return rows.readAll();
    }
  }

  @Test
  void nestedColumnsThatAreWantedAreNamed() {
    ParquetFile file = ParquetFile.of(ParquetFileTest.file("nested"));
    assertThatThrownBy(() -> file.targets("y").table())
        .isInstanceOf(DataException.class)
        .hasMessage(
            ParquetFileTest.file("nested")
                + ": wanted columns must be flat (got 'list', a list, 'struct', a group, 'map', a"
                + " map, 'bytes', bytes; expected numbers, booleans, text, dates or times; leave"
                + " the columns out)");
  }

  @Test
  void aCodecThatIsNotKnownIsNamedWithThoseThatAre() {
    refused(
        () -> readAll(ParquetFile.of(ParquetFileTest.file("brotli"))),
        "brotli.parquet, column id: a column must be compressed in a way that is known (got BROTLI;"
            + " expected snappy, zstd, gzip, lz4_raw or none;");
  }

  @Test
  void aFileThatIsNotThereOrAFolderIsSaidToBe() {
    refused(() -> ParquetFile.of(folder.resolve("no")).header(), "no such file", "a Parquet file");
    refused(() -> ParquetFile.of(folder).header(), "a folder");
  }

  @Test
  void aMissingValueIsSaidWithItsRowAndHowManyThereAre() {
    refused(
        () -> ParquetFile.of(ParquetFileTest.file("duckdb")).targets("price").features("x").table(),
        "duckdb.parquet, row 1, column price: a cell must hold a number (got an empty cell, the"
            + " first of 1000 missing values in the column;");
  }

  @Test
  void columnsThatAreAskedForTooLateAreRefused() throws IOException {
    try (TableRows rows = ParquetFile.of(ParquetFileTest.file("none")).open()) {
      rows.advance();
      assertThatThrownBy(() -> rows.on(0, cell -> {})).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void aFileThatChangesIsRefused() throws IOException {
    Path file = Files.copy(ParquetFileTest.file("none"), folder.resolve("changing.parquet"));
    Table table = ParquetFile.of(file).unchanged();
    Files.copy(ParquetFileTest.file("zstd"), file, StandardCopyOption.REPLACE_EXISTING);
    refused(() -> readAll(table), "the file must not change while it is trained on");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 4, 11, 12, 500, 9000, 21000, 21529})
  void aFileThatIsCutShortIsRefused(int length) throws IOException {
    byte[] whole = Files.readAllBytes(ParquetFileTest.file("none"));
    Path file = Files.write(folder.resolve("cut.parquet"), Arrays.copyOf(whole, length));
    refused(
        () -> readAll(ParquetFile.of(file)), "cut.parquet: the file must be readable as Parquet");
  }

  @Test
  void anotherFileIsNoParquetFile() throws IOException {
    Path file = Files.writeString(folder.resolve("a.csv"), "x,y\n1,2\n3,4\n5,6\n");
    refused(() -> ParquetFile.of(file).header(), "a.csv: the file must be readable as Parquet");
  }

  @Test
  void aPageThatAsksForMoreRoomThanThereIsIsRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(ParquetFileTest.file("zstd"));
    Arrays.fill(bytes, 5262, 5265, (byte) 0xFF); // in the size of a page
    bytes[5265] = 81;
    Path file = Files.write(folder.resolve("large.parquet"), bytes);
    refused(
        () -> readAll(ParquetFile.of(file)),
        "(got a part that the heap has no room for; expected a whole file; write or fetch it"
            + " again, or use a larger heap)");
  }

  /** Bytes changed anywhere give other cells or one error, never another kind of it. */
  @ParameterizedTest
  @ValueSource(strings = {"types", "snappy", "gzip", "zstd", "lz4", "encodings", "none", "duckdb"})
  void damagedBytesGiveCellsOrOneError(String name) throws IOException {
    byte[] whole = Files.readAllBytes(ParquetFileTest.file(name));
    Random random = new Random(name.hashCode());
    int refusals = 0;
    for (int i = 0; i < ROUNDS; i++) {
      byte[] damaged = whole.clone();
      int place =
          i % 2 == 0
              ? random.nextInt(whole.length)
              : whole.length - 1 - random.nextInt(Math.min(whole.length, 2000));
      int count = 1 + random.nextInt(4);
      for (int at = place; at < Math.min(place + count, whole.length); at++) {
        damaged[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : 0xFF);
      }
      Path file = Files.write(folder.resolve("damaged.parquet"), damaged);
      try {
        readAll(ParquetFile.of(file));
      } catch (DataException e) {
        refusals++;
      } catch (Throwable e) {
        fail("%s, round %d, %d bytes from %d on: %s", name, i, count, place, e, e);
      }
    }
    assertThat(refusals).isPositive();
  }
}
