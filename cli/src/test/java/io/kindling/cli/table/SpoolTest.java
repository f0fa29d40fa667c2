package io.kindling.cli.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Copies of what can be read only once. */
final class SpoolTest {
  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no such permissions")
  void aCopyIsItsOwnersAloneAndGoes() throws IOException {
    byte[] text = "x,y\n1,2\n".getBytes(StandardCharsets.UTF_8);
    Path copy;
    try (Spool spool = new Spool()) {
      copy = spool.copy(new ByteArrayInputStream(text), "-");
      assertThat(copy).hasBinaryContent(text);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
          .isEqualTo("rw-------");
    }
    assertThat(copy).doesNotExist();
  }
}
