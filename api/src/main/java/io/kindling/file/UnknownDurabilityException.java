package io.kindling.file;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A file has been replaced, and whoever looks finds the new one; but its folder could not be forced
 * to the disk, so a power cut may bring the old one back.
 */
public final class UnknownDurabilityException extends IOException {
  private static final long serialVersionUID = 1L;

  UnknownDurabilityException(Path file, IOException cause) {
    super(
        file
            + " is replaced, but its durability is unknown: forcing its folder to the disk failed: "
            + FileFailures.reason(cause),
        cause);
  }
}
