package io.kindling.csv;

import io.kindling.data.ColumnChoice;
import io.kindling.error.DataException;
import io.kindling.table.Cell;
import io.kindling.table.TableRows;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ForkJoinTask;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text that most tables are: one byte separates cells, and numbers can be read from the
 * bytes as they are.
 */
final class PlainRows implements TableRows {
  private static final Set<Charset> CHARSETS =
      Set.of(StandardCharsets.UTF_8, StandardCharsets.US_ASCII, StandardCharsets.ISO_8859_1);

  /** A pool that somebody has left without threads would never read what another thread awaits. */
  private static final boolean POOLED =
      !"0".equals(System.getProperty("java.util.concurrent.ForkJoinPool.common.parallelism"));

  private final CsvText text;
  private final Scanner scanner;
  private Block block;

  /** What is read meanwhile; null for nothing. */
  private @Nullable ForkJoinTask<Block> next;

  private final List<String> names = new ArrayList<>();
  private final Columns columns;
  private final PlainCell cell;
  private final TreeMap<Integer, Consumer<Cell>> users = new TreeMap<>();
  private int[] used = {};
  private Consumer<Cell> @Nullable [] usedBy;
  private Consumer<DataException> badRows =
      refused -> {
        throw refused;
      };

  private int row;
  private int first;

  /** Whether a text can be read so. */
  static boolean canRead(CsvText text) {
    String separator = text.head().separator();
    return separator.length() == 1
        && separator.charAt(0) < 0x80
        && !separator.equals(Dialect.SPACES)
        && CHARSETS.contains(text.charset());
  }

  PlainRows(CsvText text) throws IOException {
    this(text, Scanner.BLOCK);
  }

  /** With blocks of so many bytes, as far as lines are no longer. */
  PlainRows(CsvText text, int bytes) throws IOException {
    this.text = text;
    this.columns = new Columns(text.source(), text.head(), names);
    this.scanner = new Scanner(text, columns);
    this.block = new Block(bytes);
    this.cell = new PlainCell(text, columns);
    scanner.read(block);
    check(block);
    if (block.rows == 0) {
      throw columns.none();
    }
    readAhead(new Block(bytes));
    if (block.broken.get(row)) {
      throw noText();
    }
    cell.row(block, row);
    for (int i = 0; i < block.rowEnds[row]; i++) {
      cell.show(i, block.starts[i], block.ends[i]);
      names.add(cell.text().strip());
    }
    first = block.rowEnds[row++];
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Consumer<Cell>[] array(int length) {
    return new Consumer[length];
  }

  @Override
  public List<String> header() {
    return Collections.unmodifiableList(names);
  }

  @Override
  public ColumnChoice.Terms terms() {
    return columns.terms();
  }

  @Override
  public void on(int column, Consumer<Cell> user) {
    users.put(column, user);
    usedBy = null; // to be made when all are known
  }

  @Override
  public void onBadRow(Consumer<DataException> user) {
    badRows = user;
  }

  @Override
  public boolean advance() throws IOException {
    while (row < block.rows || read()) {
      int end = block.rowEnds[row];
      boolean passed = end - first == 1 && columns.count() > 1 && isBlank();
      if (!passed) {
        take(end);
      }
      first = end;
      row++;
      if (!passed) {
        return true;
      }
    }
    text.source().checkUnchanged(); // the end may be a cut
    return false;
  }

  private void take(int end) {
    if (end - first != columns.count()) {
      badRows.accept(otherCount(end - first));
    }
    if (block.broken.get(row)) {
      badRows.accept(noText());
    }
    deliver(end);
  }

  private DataException otherCount(int cells) {
    if (cells > 1) {
      return columns.otherCount(block.lines[row], cells);
    }
    cell.row(block, row);
    cell.show(0, block.starts[first], block.ends[first]);
    return columns.uncut(block.lines[row], cell.text());
  }

  /** The error of a row that is no text, by the first cell that is none. */
  private DataException noText() {
    int at = block.findBroken(row, text.charset().newDecoder());
    int from = block.firstCell(row);
    int column = from;
    while (column + 1 < block.rowEnds[row] && block.starts[column + 1] <= at) {
      column++;
    }
    long line = block.lines[row];
    for (int i = block.starts[from]; i < at; i++) {
      line += block.bytes[i] == '\n' ? 1 : 0;
    }
    boolean rare = false;
    for (int i = 0; i < at; i++) {
      rare |= block.bytes[i] < 0;
    }
    return columns.noText(line, column - from, text.charset(), rare);
  }

  /** Whether the first cell of the row is. */
  private boolean isBlank() {
    cell.row(block, row);
    cell.show(0, block.starts[first], block.ends[first]);
    return cell.text().isBlank();
  }

  private void deliver(int end) {
    Consumer<Cell>[] by = usedBy == null ? use() : usedBy;
    int[] columns = used;
    int[] starts = block.starts;
    int[] ends = block.ends;
    cell.row(block, row);
    for (int i = 0; i < columns.length; i++) {
      int at = first + columns[i];
      if (at >= end) {
        return; // they are in the order of columns
      }
      cell.show(columns[i], starts[at], ends[at]);
      by[i].accept(cell);
    }
  }

  private Consumer<Cell>[] use() {
    Consumer<Cell>[] all = users.values().toArray(array(0));
    used = users.keySet().stream().mapToInt(Integer::intValue).toArray();
    usedBy = all;
    return all;
  }

  /** Goes on to the next rows; whether there are any. */
  private boolean read() throws IOException {
    if (block.failure != null) {
      throw block.failure;
    }
    Block done = block;
    if (next == null) {
      scanner.read(block);
    } else {
      block = next.join();
    }
    check(block);
    readAhead(done == block ? new Block(block.capacity()) : done);
    row = 0;
    first = 0;
    return block.rows > 0;
  }

  private void check(Block read) throws IOException {
    if (read.unread != null) {
      throw text.refused(read.unread);
    }
    if (read.rows == 0 && read.failure != null) {
      throw read.failure;
    }
  }

  /**
   * Has the rows behind the block read by another thread, while those in it are used: to find cells
   * takes about as long as to make numbers of them. Who waits for a task that no thread has begun
   * does it himself.
   */
  private void readAhead(Block free) {
    boolean more = POOLED && text.source().isRepeatable() && !scanner.isAtEnd();
    next = more ? ForkJoinTask.adapt(() -> scanner.read(free), free).fork() : null;
  }

  @Override
  public void close() throws IOException {
    if (next != null) {
      next.quietlyJoin(); // it reads the file
    }
    text.close();
  }
}
