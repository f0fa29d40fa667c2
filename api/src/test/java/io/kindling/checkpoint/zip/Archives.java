package io.kindling.checkpoint.zip;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Archives to test with: files, and some made in memory. */
final class Archives {
  static final String NAME = "model.pt";

  private Archives() {}

  /** A file or folder of {@code io/kindling/checkpoint} among the tests' resources. */
  static Path file(String path) {
    try {
      return Path.of(
          Objects.requireNonNull(
                  Archives.class.getResource("/io/kindling/checkpoint/" + path), path)
              .toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  static byte[] bytes(String path) {
    try {
      return Files.readAllBytes(file(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All torch files in a folder, as {@code folder/name}. */
  static List<String> in(String folder) {
    try (Stream<Path> files = Files.list(file(folder))) {
      return files
          .map(file -> folder + "/" + file.getFileName())
          .filter(name -> name.endsWith(".pt"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static TorchArchive open(byte[] bytes) throws IOException {
    return open(bytes, ZipLimits.DEFAULT);
  }

  static TorchArchive open(byte[] bytes, ZipLimits limits) throws IOException {
    return TorchArchive.of(NAME, ByteSource.of(ByteBuffer.wrap(bytes)), limits);
  }

  /** All that an archive holds, compressed records as they are. */
  static Map<String, ByteBuffer> contents(TorchArchive archive) throws IOException {
    Map<String, ByteBuffer> contents = new LinkedHashMap<>();
    for (ZipRecord record : archive.records()) {
      contents.put(
          record.name(),
          record.deflated() ? raw(archive, record) : archive.read(record.name(), record.size()));
    }
    return contents;
  }

  private static ByteBuffer raw(TorchArchive archive, ZipRecord record) throws IOException {
    ByteBuffer raw = ByteBuffer.allocate((int) record.compressedSize());
    archive.readRaw(record.name(), raw::put);
    return raw.flip();
  }

  /** An archive of texts, written by the writer. */
  static byte[] of(Map<String, String> records) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TorchArchiveWriter writer = new TorchArchiveWriter(bytes, "archive");
    for (Map.Entry<String, String> record : records.entrySet()) {
      writer.add(record.getKey(), ascii(record.getValue()));
    }
    writer.finish();
    return bytes.toByteArray();
  }

  static ByteBuffer ascii(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** A file with other bytes in places: {@code "offset:hex offset:hex"}. */
  static byte[] edited(byte[] bytes, String edits) {
    byte[] edited = bytes.clone();
    for (String edit : edits.split(" ")) {
      int colon = edit.indexOf(':');
      byte[] with = HexFormat.of().parseHex(edit.substring(colon + 1));
      System.arraycopy(with, 0, edited, Integer.parseInt(edit.substring(0, colon)), with.length);
    }
    return edited;
  }
}
