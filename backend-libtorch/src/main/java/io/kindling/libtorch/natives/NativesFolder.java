package io.kindling.libtorch.natives;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.bytedeco.javacpp.Loader;

/**
 * The folder that natives are unpacked in and loaded from. It must be ours alone: what somebody
 * else can write there would run with our rights.
 */
final class NativesFolder {
  /** JavaCPP's system property that names the folder. */
  static final String PROPERTY = "org.bytedeco.javacpp.cachedir";

  /** What to do where it cannot be used. */
  static final String NAME_ANOTHER =
      "name a folder that is yours alone, with 1 GB of room, by -D" + PROPERTY + "=FOLDER";

  private static final FileAttribute<?>[] OURS = {
    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
  };

  private static final int WRITTEN_BY_OTHERS = 0022;
  private static final Integer ADMINISTRATOR = 0;

  /** How many links may lead to a folder, as on Linux. */
  private static final int MOST_LINKS = 40;

  /** How many names are tried where somebody else has taken the first. */
  private static final int NAMES = 10;

  private NativesFolder() {}

  /**
   * Finds or makes the folder and tells JavaCPP.
   *
   * @return the folder that the property names; else that of JavaCPP in the home folder, else in
   *     the one for temporary files, each under another name if somebody else has made it
   * @throws IOException if none can be made, or if the named one is not ours alone
   */
  static Path chosen() throws IOException {
    String named = System.getProperty(PROPERTY);
    Path folder = named == null ? found() : made(Path.of(named));
    System.setProperty(PROPERTY, folder.toString());
    return inUse(Loader.getCacheDir());
  }

  /** The named folder, made unless it is there. */
  static Path made(Path named) throws IOException {
    Path folder = named.toAbsolutePath();
    Path parent = folder.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    return checked(folder); // before JavaCPP follows the links that lead to it
  }

  private static Path found() throws IOException {
    return found(
        Path.of(System.getProperty("user.home"), ".javacpp"),
        Path.of(
            System.getProperty("java.io.tmpdir"), ".javacpp-" + System.getProperty("user.name")));
  }

  /** The folder in the first of some that is ours or can be made, under that name or a similar. */
  static Path found(Path... wanted) throws IOException {
    for (Path first : wanted) {
      for (int i = 0; i < NAMES; i++) {
        Path folder = i == 0 ? first : first.resolveSibling(first.getFileName() + "-" + i);
        if (isOurs(folder) && isOurs(folder.resolve("cache"))) {
          return folder.resolve("cache");
        }
      }
    }
    throw new IOException(
        "no folder can be made in the home folder, nor in that for temporary files");
  }

  /** The folder that JavaCPP uses, be it that it was asked for one before. */
  private static Path inUse(File folder) throws IOException {
    return checked(folder.toPath()).toRealPath();
  }

  private static Path checked(Path folder) throws IOException {
    if (!isOurs(folder)) {
      throw new IOException(
          folder + " can be written by other users, or is no folder; it must be yours alone");
    }
    return folder;
  }

  /**
   * Makes a folder unless there is one, and says whether nobody but us and the system's
   * administrator can write to it, or put another in its place.
   */
  static boolean isOurs(Path folder) {
    boolean unix = folder.getFileSystem().supportedFileAttributeViews().contains("unix");
    try {
      if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectory(folder, unix ? OURS : new FileAttribute<?>[0]);
      }
      return Files.isDirectory(folder)
          && (!unix || (isClosed(folder) && areLinksOwned(folder.toAbsolutePath(), MOST_LINKS)));
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isClosed(Path folder) throws IOException {
    int mode = (int) Files.getAttribute(folder, "unix:mode");
    return (mode & WRITTEN_BY_OTHERS) == 0 && isOwned(folder);
  }

  private static boolean isOwned(Path folder) throws IOException {
    Object owner = Files.getAttribute(folder, "unix:uid");
    return owner.equals(ADMINISTRATOR) || owner.equals(us(folder));
  }

  /** Whether no link on the way to a folder is somebody else's, who could lead it elsewhere. */
  private static boolean areLinksOwned(Path folder, int most) throws IOException {
    Path path = folder.getRoot();
    for (int i = 0; i < folder.getNameCount(); i++) {
      path = path.resolve(folder.getName(i));
      if (Files.isSymbolicLink(path)) {
        Object owner = Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        boolean owned = owner.equals(ADMINISTRATOR) || owner.equals(us(folder));
        Path target = path.resolveSibling(Files.readSymbolicLink(path));
        for (int j = i + 1; j < folder.getNameCount(); j++) {
          target = target.resolve(folder.getName(j));
        }
        return owned && most > 0 && areLinksOwned(target, most - 1);
      }
    }
    return true;
  }

  /** Who we are: the owner of a file that we make. Not every user has a name. */
  private static Object us(Path folder) throws IOException {
    Path probe = Files.createTempFile(folder, "probe", null);
    try {
      return Files.getAttribute(probe, "unix:uid");
    } finally {
      Files.delete(probe);
    }
  }
}
