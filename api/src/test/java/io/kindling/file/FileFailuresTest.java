package io.kindling.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.error.CheckpointException;
import io.kindling.error.DataException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of files that cannot be read or written. */
final class FileFailuresTest {
  @TempDir Path folder;

  /** The system says only the file's name; and root is never denied anything. */
  @Test
  void saysWhoseAFileIsThatIsDenied() throws IOException {
    Path file = Files.createFile(folder.resolve("model.pt"));
    String owner = Files.getOwner(file).getName();
    IOException denied = new AccessDeniedException(file.toString());
    for (CheckpointException e :
        List.of(FileFailures.unreadable(file, denied), FileFailures.unwritable(file, denied))) {
      assertThat(e.got()).isEqualTo("no permission, model.pt belongs to " + owner);
      assertThat(e.nextStep()).isEqualTo("have its owner permit it, or use a file of your own");
    }
    assertThat(FileFailures.denied(folder.resolve("new.pt")))
        .isEqualTo("no permission, " + folder.getFileName() + " belongs to " + owner);
  }

  /** What is no model fails with an error of its own, and the same words. */
  @Test
  void saysTheSameOfAPictureThatCannotBeWritten() throws IOException {
    Path file = folder.resolve("fit.svg");
    List<IOException> all =
        List.of(
            new AccessDeniedException(file.toString()),
            new IOException("No space left on device"),
            new UnknownDurabilityException(file, new IOException("no sync")));
    for (IOException e : all) {
      assertThat(FileFailures.unwritableData(file, e))
          .hasMessage(FileFailures.unwritable(file, e).getMessage());
    }
    assertThatThrownBy(
            () -> FileFailures.writingData(folder.resolve("none/fit.svg"), out -> out.write(1)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("the file must be writable");
    FileFailures.writingData(file, out -> out.write(7));
    assertThat(file).hasBinaryContent(new byte[] {7});
  }

  @Test
  void saysTheSameOfATable() throws IOException {
    Path file = Files.createFile(folder.resolve("t.csv"));
    String owner = Files.getOwner(file).getName();
    IOException denied = new AccessDeniedException(file.toString());
    assertThat(FileFailures.unreadable("t.csv", denied, "a CSV file"))
        .hasMessage(
            "t.csv: the table must be readable (got no permission, t.csv belongs to "
                + owner
                + "; expected permission to read it; have its owner permit it, or use a file of"
                + " your own)");
    assertThat(FileFailures.unreadable("t.csv", new NoSuchFileException("t.csv"), "a CSV file"))
        .hasMessage("t.csv: the table must be readable (got no such file; expected a CSV file)");
  }
}
