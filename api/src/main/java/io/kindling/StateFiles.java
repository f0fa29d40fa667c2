package io.kindling;

import io.kindling.checkpoint.AtomicFile;
import io.kindling.checkpoint.SafeTensors;
import io.kindling.checkpoint.SavedState;
import io.kindling.checkpoint.UnknownDurabilityException;
import io.kindling.error.CheckpointException;
import io.kindling.spi.StateFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Chooses the format of a state file. */
final class StateFiles {
  private static final int HEAD_BYTES = 16;

  private StateFiles() {}

  static void save(@Nullable StateFormat own, Path file, SavedState state) {
    try {
      if (own == null) {
        SafeTensors.write(file, state);
      } else {
        AtomicFile.write(file, stream -> own.write(stream, state));
      }
    } catch (UnknownDurabilityException e) {
      throw new CheckpointException(
          file.toString(),
          "the file must outlast a power cut",
          reason(e),
          "a folder that can be forced to the disk",
          "the new file is there; do not rely on it before the disk is checked");
    } catch (IOException e) {
      throw new CheckpointException(
          file.toString(), "the file must be writable", reason(e), "room and permission", null);
    }
  }

  static boolean reads(@Nullable StateFormat own, Path file) {
    try {
      byte[] head = head(file);
      return SafeTensors.recognises(head) || (own != null && own.recognises(head));
    } catch (IOException e) {
      return false;
    }
  }

  static SavedState load(String backend, @Nullable StateFormat own, Path file) {
    try {
      byte[] head = head(file);
      if (own != null && own.recognises(head)) {
        return own.read(Files.readAllBytes(file));
      }
      if (SafeTensors.recognises(head)) {
        return SafeTensors.read(file);
      }
      boolean zip = head.length > 3 && head[0] == 'P' && head[1] == 'K';
      throw new CheckpointException(
          file.toString(),
          "backend " + backend + " must know the format",
          zip ? "a zip archive, as torch::save and torch.save write" : "unknown contents",
          own == null ? "a safetensors file" : "a safetensors file or a torch::save archive",
          zip ? "read it with the backend that wrote it" : null);
    } catch (NoSuchFileException e) {
      throw new CheckpointException(file.toString(), "the file must exist", "none", "a file", null);
    } catch (IOException e) {
      throw new CheckpointException(
          file.toString(), "the file must be readable", reason(e), "a complete file", null);
    }
  }

  private static byte[] head(Path file) throws IOException {
    try (InputStream stream = Files.newInputStream(file)) {
      return stream.readNBytes(HEAD_BYTES);
    }
  }

  private static String reason(IOException e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }
}
