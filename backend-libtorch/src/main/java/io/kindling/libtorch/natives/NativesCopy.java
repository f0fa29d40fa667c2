package io.kindling.libtorch.natives;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.jar.JarFile;
import java.util.stream.Collectors;

/**
 * The libraries of a jar, unpacked where JavaCPP will look for them.
 *
 * <p>All are there before any is loaded. JavaCPP by itself unpacks library by library, so that the
 * first one finds what it needs not beside it but, if the system has another LibTorch installed,
 * there; and then the process dies. JavaCPP also takes whatever file is there with the right size
 * and date, and has a folder for each name that a jar may have. Here the first process writes all
 * of them, whatever is there, into a folder that is named by the jar's digests; the folders where
 * JavaCPP looks get links to them. A list beside them tells later processes what was written.
 * Nobody else can write to any of it, whatever the umask; what somebody else could have written to
 * is made anew.
 */
final class NativesCopy {
  private static final String LIST = ".kindling";

  private final JarFile jar;
  private final List<NativeLibrary> libraries;
  private final Path cache;
  private final Path place;
  private final Path store;
  private final String list;
  private final NativesGuard guard;

  /**
   * Copies of the files of a folder.
   *
   * @param jar the jar
   * @param folder the folder in it, with a slash at the end
   * @param cache where natives are unpacked
   */
  NativesCopy(JarFile jar, String folder, Path cache) {
    this.jar = jar;
    this.libraries =
        jar.stream()
            .filter(entry -> entry.getName().startsWith(folder))
            .filter(entry -> entry.getName().indexOf('/', folder.length()) < 0)
            .filter(entry -> !entry.isDirectory())
            .map(NativeLibrary::new)
            .toList();
    this.cache = cache;
    this.guard = new NativesGuard(cache);
    this.place = cache.resolve(Path.of(jar.getName()).getFileName()).resolve(folder);
    this.list = libraries.stream().map(NativeLibrary::line).collect(Collectors.joining());
    this.store = cache.resolve("kindling-" + UUID.nameUUIDFromBytes(list.getBytes(UTF_8)));
  }

  /** Where JavaCPP looks for them. */
  Path place() {
    return place;
  }

  /** How many bytes there are to be written; 0 if they were before. */
  long missing() throws IOException {
    return isMade(place) || isMade(store)
        ? 0
        : libraries.stream().mapToLong(NativeLibrary::size).sum();
  }

  /**
   * Compares every byte that was written with the jar, and sees to it that all are written anew
   * where one is another.
   *
   * @return what is wrong with which library
   */
  List<String> forgetDamaged() throws IOException {
    List<String> damages = new ArrayList<>();
    if (isListed(place)) {
      for (NativeLibrary library : libraries) {
        library.damage(place.resolve(library.name())).ifPresent(damages::add);
      }
    }
    if (!damages.isEmpty()) {
      Files.deleteIfExists(store.resolve(LIST));
      Files.deleteIfExists(place.resolve(LIST));
    }
    return damages;
  }

  /** Makes them, unless they were made before. */
  void make() throws IOException {
    if (isMade(place)) {
      return;
    }
    try (FileChannel file =
            FileChannel.open(
                cache.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = file.lock()) { // JavaCPP's own
      if (!isMade(store)) {
        unpack();
      }
      link();
    }
  }

  private boolean isMade(Path folder) throws IOException {
    for (Path path : pathTo(folder)) {
      if (!guard.isClosedFolder(path)) {
        return false;
      }
    }
    if (!isListed(folder)) {
      return false;
    }
    for (NativeLibrary library : libraries) {
      Path file = folder.resolve(library.name());
      if (!isFile(file) || !library.looksLike(file)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a folder has the list, which is written last. */
  private boolean isListed(Path folder) throws IOException {
    Path written = folder.resolve(LIST);
    return isFile(written) && Files.readString(written).equals(list);
  }

  private boolean isFile(Path file) throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && guard.isClosed(file);
  }

  /** The folders below the cache that lead to one, and that one. */
  private List<Path> pathTo(Path folder) {
    List<Path> path = new ArrayList<>();
    Path reached = cache;
    for (Path name : cache.relativize(folder)) {
      reached = reached.resolve(name);
      path.add(reached);
    }
    return path;
  }

  private void makeFolders(Path folder) throws IOException {
    for (Path path : pathTo(folder)) {
      guard.makeFolder(path);
    }
    guard.clear(folder.resolve(LIST));
  }

  private void writeList(Path folder) throws IOException {
    Path written = folder.resolve(LIST);
    Files.createFile(written);
    guard.closeFile(written);
    Files.writeString(written, list);
  }

  private void unpack() throws IOException {
    makeFolders(store);
    for (NativeLibrary library : libraries) {
      Path fresh = fresh(store);
      try (InputStream contents = jar.getInputStream(library.entry())) {
        Files.copy(contents, fresh);
      }
      guard.closeFile(fresh);
      Files.setLastModifiedTime(fresh, FileTime.fromMillis(library.time()));
      replace(store.resolve(library.name()), fresh);
    }
    writeList(store);
  }

  private void link() throws IOException {
    makeFolders(place);
    for (NativeLibrary library : libraries) {
      Path stored = store.resolve(library.name());
      Path fresh = fresh(place);
      try {
        Files.createLink(fresh, stored);
      } catch (UnsupportedOperationException | IOException e) {
        Files.copy(stored, fresh, StandardCopyOption.COPY_ATTRIBUTES); // a system without links
      }
      replace(place.resolve(library.name()), fresh);
    }
    writeList(place);
  }

  private Path fresh(Path folder) throws IOException {
    Path fresh = folder.resolve(".unpacked");
    guard.clear(fresh);
    return fresh;
  }

  /** Another process may have the old one loaded: it keeps it, under no name. */
  private void replace(Path old, Path fresh) throws IOException {
    if (Files.isDirectory(old, LinkOption.NOFOLLOW_LINKS)) {
      guard.clear(old);
    }
    Files.move(fresh, old, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    Files.deleteIfExists(fresh); // a link that is moved over another of the same file stays
  }
}
