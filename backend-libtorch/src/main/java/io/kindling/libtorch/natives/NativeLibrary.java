package io.kindling.libtorch.natives;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/**
 * A library in a jar, and what a copy of it must be like.
 *
 * @param entry its entry there
 */
record NativeLibrary(JarEntry entry) {
  String name() {
    return entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
  }

  long size() {
    return entry.getSize();
  }

  long time() {
    return entry.getTime();
  }

  /** What must stay as it is of it. */
  String line() {
    return "%s %d %d %08x%n".formatted(name(), size(), time(), entry.getCrc());
  }

  /** Whether a copy has the right size and date, which is told without reading it. */
  boolean looksLike(Path copy) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(copy, BasicFileAttributes.class);
    return attributes.size() == size() && attributes.lastModifiedTime().toMillis() == time();
  }

  /** In what a copy is another than the jar's. */
  Optional<String> damage(Path copy) throws IOException {
    if (!Files.isRegularFile(copy)) {
      return Optional.of(name() + " is missing");
    }
    if (Files.size(copy) != size()) {
      return Optional.of(name() + " has " + Files.size(copy) + " bytes in place of " + size());
    }
    return sum(copy) == entry.getCrc()
        ? Optional.empty()
        : Optional.of(name() + " has other bytes");
  }

  private static long sum(Path file) throws IOException {
    try (CheckedInputStream in = new CheckedInputStream(Files.newInputStream(file), new CRC32())) {
      in.transferTo(OutputStream.nullOutputStream());
      return in.getChecksum().getValue();
    }
  }
}
