package io.kindling.spark;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.spark_partition_id;
import static org.apache.spark.sql.functions.xxhash64;

import io.kindling.error.DataException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.storage.StorageLevel;

/** A table's chosen columns, and how its rows are numbered. */
final class OrderedTable implements AutoCloseable {
  private final Dataset<Row> rows;
  private final Numbering numbering;
  private final long count;
  private final String digest;
  private final boolean kept;

  private OrderedTable(
      Dataset<Row> rows, Numbering numbering, long count, String digest, boolean kept) {
    this.rows = rows;
    this.numbering = numbering;
    this.count = count;
    this.digest = digest;
    this.kept = kept;
  }

  /** The chosen columns, and behind them what the numbering needs. */
  Dataset<Row> rows() {
    return rows;
  }

  Numbering numbering() {
    return numbering;
  }

  long rowCount() {
    return count;
  }

  /** What the order was made of: the SHA-256 of files and their numbers of rows, for instance. */
  String digest() {
    return digest;
  }

  /** Lets go of rows that were sorted, once they are packed. */
  @Override
  public void close() {
    if (kept) {
      rows.unpersist();
    }
  }

  static OrderedTable of(Dataset<Row> table, TableColumns columns, RowOrder order) {
    List<Column> selected = columns.select(table);
    if (order instanceof RowOrder.Numbered) {
      return numbered(table, selected);
    }
    if (order instanceof RowOrder.Counted) {
      return counted(table, selected);
    }
    if (order instanceof RowOrder.ByColumns by) {
      return byColumns(table, selected, by.names());
    }
    List<Column> keys = new ArrayList<>();
    for (String name : columns.all()) {
      Column cell = TableColumns.named(name);
      boolean array =
          table.select(selected.toArray(new Column[0])).schema().apply(name).dataType()
              != DataTypes.DoubleType;
      keys.add(array ? cell : cell.plus(lit(0.0))); // −0 is sorted as 0, and so has to be 0
    }
    return sorted(select(table, selected), keys, 0, "content");
  }

  private static Dataset<Row> select(Dataset<Row> table, List<Column> columns, Column... more) {
    List<Column> all = new ArrayList<>(columns);
    all.addAll(List.of(more));
    return table.select(all.toArray(new Column[0]));
  }

  private static Column metadata(Dataset<Row> table, String field, String name) {
    try {
      Column column = table.metadataColumn("_metadata").getField(field).as(name);
      table.select(column).schema(); // where it is not, this says so
      return column;
    } catch (Exception e) {
      if (!(e instanceof AnalysisException)) {
        throw e;
      }
      throw new DataException(
          "order",
          "the rows must come from files whose format numbers them",
          "a table without '" + field + "'",
          "rows as they are read from Parquet files",
          "give the order by column(…), or csv() for files of text");
    }
  }

  private static OrderedTable numbered(Dataset<Row> table, List<Column> selected) {
    Column path = metadata(table, "file_path", "__path");
    Column number = metadata(table, "row_index", "__number");
    List<Row> files =
        table
            .select(path, number)
            .groupBy("__path")
            .agg(count(lit(1)), max("__number"))
            .withColumn("__file", hash(TableColumns.named("__path"))) // once a file, not once a row
            .collectAsList();
    TreeMap<String, Long> counts = new TreeMap<>();
    Map<String, Long> hashes = new HashMap<>();
    boolean whole = true;
    for (Row file : files) {
      counts.put(file.getString(0), file.getLong(1));
      hashes.put(file.getString(0), file.getLong(3));
      whole &= file.getLong(1) == file.getLong(2) + 1;
    }
    String digest = digest(counts);
    if (!whole) { // some were filtered out: they are numbered anew
      List<Column> keys = List.of(TableColumns.named("__path"), TableColumns.named("__number"));
      return sorted(select(table, selected, path, number), keys, 2, digest);
    }
    Map<String, Long> before = new HashMap<>();
    long count = fill(counts, before);
    return new OrderedTable(
        select(table, selected, hash(path), number),
        new Numbering.ByFile(selected.size(), hashed(before, hashes)),
        count,
        digest,
        false);
  }

  /** A number for a path: to make a string of it for every row would take longer than all else. */
  private static Column hash(Column path) {
    return xxhash64(path).as("__file");
  }

  private static Map<Long, Long> hashed(Map<String, Long> before, Map<String, Long> hashes) {
    Map<Long, Long> hashed = new HashMap<>();
    before.forEach((path, rows) -> hashed.put(hashes.get(path), rows));
    if (hashed.size() < before.size()) {
      throw new IllegalStateException("two paths have one hash"); // once in 10⁹ tables of 10⁵ files
    }
    return hashed;
  }

  /** Sums counts up, in their order. */
  private static <K> long fill(SortedMap<K, Long> counts, Map<K, Long> before) {
    long sum = 0;
    for (Map.Entry<K, Long> entry : counts.entrySet()) {
      before.put(entry.getKey(), sum);
      sum += entry.getValue();
    }
    return sum;
  }

  private static OrderedTable counted(Dataset<Row> table, List<Column> selected) {
    Column path = metadata(table, "file_path", "__path");
    Column start = metadata(table, "file_block_start", "__start");
    Column partition = spark_partition_id().as("__partition");
    TreeMap<FilePart, Long> counts = new TreeMap<>();
    for (Row part :
        table
            .select(path, start, partition)
            .groupBy("__path", "__start")
            .agg(count(lit(1)), min("__partition"), max("__partition"))
            .withColumn("__file", hash(TableColumns.named("__path")))
            .collectAsList()) {
      FilePart found = new FilePart(part.getString(0), part.getLong(1), part.getLong(5));
      counts.put(found, part.getLong(2));
      if (part.getInt(3) != part.getInt(4)) {
        throw new DataException(
            "order",
            "the rows must come straight from files",
            "rows of one part of " + found.path() + " in two partitions",
            "a table that was read, and neither sorted nor repartitioned",
            "give the order by column(…)");
      }
    }
    TreeMap<String, Long> files = new TreeMap<>();
    counts.forEach((part, n) -> files.merge(part.path(), n, Long::sum));
    Map<FilePart, Long> before = new HashMap<>();
    long count = fill(counts, before);
    Map<Numbering.Part, Long> numbers = new HashMap<>();
    before.forEach(
        (part, rows) -> numbers.put(new Numbering.Part(part.hash(), part.start()), rows));
    return new OrderedTable(
        select(table, selected, hash(path), start),
        new Numbering.ByPart(selected.size(), numbers),
        count,
        digest(files),
        false);
  }

  /**
   * What one task reads of a file.
   *
   * @param path the file's path
   * @param start where the part begins, in bytes
   * @param hash the path's hash
   */
  private record FilePart(String path, long start, long hash) implements Comparable<FilePart> {
    private static final Comparator<FilePart> ORDER =
        Comparator.comparing(FilePart::path).thenComparing(FilePart::start);

    @Override
    public int compareTo(FilePart other) {
      return ORDER.compare(this, other);
    }
  }

  private static OrderedTable byColumns(
      Dataset<Row> table, List<Column> selected, List<String> names) {
    List<Column> keys = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      boolean whole = TableColumns.type(table, names.get(i)) instanceof IntegralType;
      Column key = TableColumns.named(names.get(i));
      keys.add((whole ? key.cast(DataTypes.LongType) : key).as("__key" + i));
    }
    Dataset<Row> rows = select(table, selected, keys.toArray(new Column[0]));
    Column first = TableColumns.named("__key0");
    String text = "columns " + String.join(", ", names);
    if (names.size() == 1 && rows.schema().apply("__key0").dataType().equals(DataTypes.LongType)) {
      Row found = rows.agg(count(lit(1)), min(first), max(first), count(first)).head();
      long count = found.getLong(0);
      if (count > 0
          && count == found.getLong(3)
          && found.getLong(2) - found.getLong(1) == count - 1) {
        Numbering numbering = new Numbering.ByNumber(selected.size(), found.getLong(1));
        return new OrderedTable(rows, numbering, count, digest(text, count), false);
      }
    }
    List<Column> sorting = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      sorting.add(TableColumns.named("__key" + i));
    }
    return sorted(rows, sorting, names.size(), text);
  }

  /**
   * Sorts, and keeps what was sorted: sorting anew might cut other partitions. It is marked, so
   * that it is this training's own: another one of the same rows, at the same time, would end its
   * being kept.
   *
   * @param keys how many columns at the end no two rows may have alike; 0 for none
   */
  private static OrderedTable sorted(Dataset<Row> rows, List<Column> order, int keys, String text) {
    Dataset<Row> sorted =
        rows.sort(order.toArray(new Column[0]))
            .withColumn("__sorted", lit(UUID.randomUUID().toString()))
            .persist(StorageLevel.DISK_ONLY());
    int width = rows.columns().length;
    TreeMap<Integer, Long> counts = new TreeMap<>();
    for (CountTask.Count count : counts(sorted, new CountTask(width - keys, keys))) {
      if (!count.twice().isEmpty()) {
        sorted.unpersist();
        throw new DataException(
            "order",
            "no two rows may have the same place",
            "two rows of " + count.twice(),
            "columns that tell all rows apart",
            "add a column to column(…), or take content()");
      }
      counts.put(count.partition(), count.rows());
    }
    Map<Integer, Long> before = new HashMap<>();
    long count = fill(counts, before);
    return new OrderedTable(
        sorted, new Numbering.ByPartition(before), count, digest(text, count), true);
  }

  private static List<CountTask.Count> counts(Dataset<Row> rows, CountTask task) {
    return rows.mapPartitions(task, Encoders.BINARY()).collectAsList().stream()
        .map(CountTask.Count::of)
        .toList();
  }

  /** Of files below the folder that they are all in, so that it may be moved. */
  private static String digest(SortedMap<String, Long> files) {
    StringBuilder text = new StringBuilder("files");
    int root = files.isEmpty() ? 0 : root(files.firstKey(), files.lastKey());
    files.forEach(
        (path, rows) -> text.append('\n').append(path.substring(root)).append(' ').append(rows));
    return sha256(text.toString());
  }

  private static int root(String first, String last) {
    int same = 0;
    while (same < Math.min(first.length(), last.length())
        && first.charAt(same) == last.charAt(same)) {
      same++;
    }
    return first.lastIndexOf('/', same - 1) + 1;
  }

  private static String digest(String text, long count) {
    return sha256(text + " " + count);
  }

  private static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return String.format("%064x", new BigInteger(1, hash));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
