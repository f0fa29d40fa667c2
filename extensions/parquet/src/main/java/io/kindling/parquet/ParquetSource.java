package io.kindling.parquet;

import io.kindling.data.FileState;
import io.kindling.error.DataException;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReadStore;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * An open Parquet file. Whatever its bytes are, what goes wrong is a {@link DataException}: all
 * that it says of itself is checked against its size before room is made for it.
 */
final class ParquetSource implements Closeable {
  private final FileState file;
  private final ParquetFileReader reader;
  private @Nullable PageReadStore pages;

  private ParquetSource(FileState file, ParquetFileReader reader) {
    this.file = file;
    this.reader = reader;
  }

  static ParquetSource open(FileState file) {
    ParquetReadOptions options =
        ParquetReadOptions.builder(new PlainParquetConfiguration())
            .withCodecFactory(new Decompression())
            .build();
    try {
      return new ParquetSource(
          file, ParquetFileReader.open(new LocalInputFile(file.file()), options));
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      throw damaged(file.file().toString(), e);
    }
  }

  String name() {
    return file.file().toString();
  }

  MessageType schema() {
    return reader.getFileMetaData().getSchema();
  }

  /** How many row groups there are. */
  int groups() {
    return reader.getRowGroups().size();
  }

  /** How many rows a row group has. */
  long rows(int group) {
    long rows = reader.getRowGroups().get(group).getRowCount();
    if (rows < 0) {
      throw damaged(name(), new IOException("a row group of " + rows + " rows"));
    }
    return rows;
  }

  /** Finds out whether columns can be read before the first row is. */
  void want(MessageType columns) {
    reader.setRequestedSchema(columns);
    for (BlockMetaData group : reader.getRowGroups()) {
      Map<List<String>, ColumnChunkMetaData> chunks = new HashMap<>();
      group.getColumns().forEach(chunk -> chunks.putIfAbsent(path(chunk), chunk));
      for (ColumnDescriptor column : columns.getColumns()) {
        List<String> path = List.of(column.getPath());
        ColumnChunkMetaData chunk = chunks.get(path);
        if (chunk == null) {
          throw damaged(name(), new IOException("a row group without column " + path.get(0)));
        }
        check(group, column, chunk);
      }
    }
  }

  private static List<String> path(ColumnChunkMetaData chunk) {
    return List.of(chunk.getPath().toArray());
  }

  private void check(BlockMetaData group, ColumnDescriptor column, ColumnChunkMetaData chunk) {
    String place = name() + ", column " + column.getPath()[0];
    if (!Decompression.knows(chunk.getCodec())) {
      throw new DataException(
          place,
          "a column must be compressed in a way that is known",
          chunk.getCodec() + "",
          "snappy, zstd, gzip, lz4_raw or none",
          "write the file again with one of these");
    }
    boolean inside =
        chunk.getStartingPos() >= 0
            && chunk.getTotalSize() >= 0
            && chunk.getTotalSize() <= file.size() - chunk.getStartingPos();
    if (!inside || chunk.getValueCount() != group.getRowCount()) {
      throw damaged(
          place,
          new IOException(
              chunk.getValueCount()
                  + " values in "
                  + chunk.getTotalSize()
                  + " bytes from byte "
                  + chunk.getStartingPos()
                  + " on, for "
                  + group.getRowCount()
                  + " rows"));
    }
  }

  /** Reads the wanted columns of a row group. */
  ColumnReadStore read(int group, MessageType wanted) {
    closePages();
    try {
      pages = reader.readRowGroup(group);
      return new ColumnReadStoreImpl(
          pages, new Nowhere(), wanted, reader.getFileMetaData().getCreatedBy());
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      throw damaged(name(), e);
    }
  }

  /**
   * Makes the error that something cannot be made of the file's bytes. Some of Parquet's encodings
   * make room for as many values as they are told, so damage may also be that it is not there.
   */
  static DataException damaged(String place, Throwable cause) {
    boolean room = cause instanceof OutOfMemoryError;
    String message = cause.getMessage() == null ? cause + "" : cause.getMessage();
    return new DataException(
        place,
        "the file must be readable as Parquet",
        room ? "a part that the heap has no room for" : said(message),
        "a whole file",
        "write or fetch it again" + (room ? ", or use a larger heap" : ""));
  }

  /** A message in one line, without the reader's own name for the file. */
  private static String said(String message) {
    return message.strip().replaceAll("\\s+", " ").replaceAll("\\S*LocalInputFile@\\w+ is ", "");
  }

  /** Finds out whether the file is still as it was. */
  void checkUnchanged() throws IOException {
    file.check();
  }

  private void closePages() {
    if (pages != null) {
      pages.close();
      pages = null;
    }
  }

  @Override
  public void close() throws IOException {
    closePages();
    reader.close();
  }

  /** Where values would go if they were not taken from their columns one by one. */
  private static final class Nowhere extends GroupConverter {
    private static final Converter COLUMN = new PrimitiveConverter() {};

    @Override
    public Converter getConverter(int column) {
      return COLUMN;
    }

    @Override
    public void start() {}

    @Override
    public void end() {}
  }
}
