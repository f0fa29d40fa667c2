package io.kindling.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.error.CheckpointException;
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
