package io.kindling.cli.table;

import io.kindling.spi.TableFormat;
import io.kindling.table.Table;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * The forms of files that are tables and no text.
 *
 * @param all those that there are
 */
public record TableFormats(List<TableFormat> all) {
  private static final int HEAD = 512;

  /** Those of the artifacts that are there. */
  public static TableFormats installed() {
    return new TableFormats(
        ServiceLoader.load(TableFormat.class).stream().map(ServiceLoader.Provider::get).toList());
  }

  /** Takes a file as a table if its first bytes are those of one of these forms. */
  public Optional<Table> find(Path file) {
    byte[] head;
    try (InputStream bytes = Files.newInputStream(file)) {
      head = bytes.readNBytes(HEAD);
    } catch (IOException e) {
      return Optional.empty(); // who reads it says so
    }
    return all.stream()
        .filter(format -> format.recognises(head))
        .findFirst()
        .map(format -> format.open(file));
  }
}
