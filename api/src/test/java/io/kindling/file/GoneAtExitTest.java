package io.kindling.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are not to outlast the JVM. */
final class GoneAtExitTest {
  @TempDir Path folder;

  @Test
  void noFileIsThereOnceTheJvmEndsNorMadeAfterwards() throws IOException {
    Path file = folder.resolve("temporary");
    GoneAtExit.Making making =
        () -> FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (GoneAtExit atExit = new GoneAtExit(file)) {
      atExit.make(making).close();
      assertThat(file).exists();
      atExit.delete();
      assertThat(file).doesNotExist();
      assertThatThrownBy(() -> atExit.make(making)).hasMessage("the JVM is ending");
      assertThat(file).doesNotExist();
    }
  }
}
