package io.kindling.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * A folder that anybody may put files into and each may replace only their own, such as {@code
 * /tmp}: Unix marks it by the sticky bit.
 */
final class SharedFolder {
  private static final int STICKY = 1 << 9;
  private static final int ROOT = 0;

  private SharedFolder() {}

  /**
   * Finds out whether a file may be replaced by who may make new ones.
   *
   * @param file the file, there or not
   * @param own a file of this process in the same folder
   * @throws AccessDeniedException if not
   */
  static void checkReplaceable(Path file, Path own) throws IOException {
    if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")
        || !Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Path folder = file.resolveSibling("");
    int us = owner(own);
    boolean sticky = ((int) Files.getAttribute(folder, "unix:mode") & STICKY) != 0;
    if (sticky && us != ROOT && us != owner(file) && us != owner(folder)) {
      throw new AccessDeniedException(
          file.toString(), null, "it belongs to another user, in a folder shared with others");
    }
  }

  private static int owner(Path file) throws IOException {
    return (int) Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
  }
}
