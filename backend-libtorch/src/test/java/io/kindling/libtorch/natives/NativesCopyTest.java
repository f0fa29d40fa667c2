package io.kindling.libtorch.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is loaded is what the jar has, once on the disk. */
final class NativesCopyTest {
  private static final String FOLDER = "org/bytedeco/fake/linux-x86_64/";

  private static final long DATE = 1_700_000_000_000L;

  @TempDir Path jars;
  @TempDir Path cache;

  /** A jar that lists no folders. */
  private Path jar(String name, String contents) throws IOException {
    Path file = jars.resolve(name);
    try (ZipOutputStream jar = new ZipOutputStream(Files.newOutputStream(file))) {
      put(jar, FOLDER + "libfake.so", contents);
      put(jar, FOLDER + "libother.so", "other");
      put(jar, FOLDER + "include/fake.h", "header");
      put(jar, "org/bytedeco/fake/Fake.class", "class");
    }
    return file;
  }

  private static void put(ZipOutputStream jar, String name, String contents) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(DATE);
    jar.putNextEntry(entry);
    jar.write(contents.getBytes(StandardCharsets.UTF_8));
  }

  /** Unpacks and returns the library. */
  private Path unpacked(Path file) throws IOException {
    try (JarFile jar = new JarFile(file.toFile())) {
      NativesCopy copy = new NativesCopy(jar, FOLDER, cache);
      copy.make();
      return copy.place().resolve("libfake.so");
    }
  }

  private static Path written(Path library, String contents) throws IOException {
    Files.createDirectories(library.getParent());
    Files.writeString(library, contents);
    return Files.setLastModifiedTime(library, FileTime.fromMillis(DATE));
  }

  private List<String> copiesOnDisk() throws IOException {
    try (Stream<Path> folders = Files.list(cache)) {
      return folders
          .map(folder -> folder.getFileName().toString())
          .filter(name -> name.startsWith("kindling-"))
          .toList();
    }
  }

  @Test
  void librariesAreWhereJavaCppLooksWithTheDateThatItExpects() throws IOException {
    Path library = unpacked(jar("fake.jar", "good"));
    assertThat(library).isEqualTo(cache.resolve("fake.jar").resolve(FOLDER + "libfake.so"));
    assertThat(library).hasContent("good").isRegularFile();
    assertThat(Files.getLastModifiedTime(library).toMillis()).isEqualTo(DATE);
    assertThat(library.resolveSibling("libother.so")).hasContent("other");
    assertThat(library.resolveSibling("include")).doesNotExist();
  }

  @Test
  void whatLiesThereIsNotTrustedWhateverItsSizeAndDate() throws IOException {
    Path jar = jar("fake.jar", "good");
    Path planted = written(cache.resolve("fake.jar").resolve(FOLDER + "libfake.so"), "evil");
    assertThat(unpacked(jar)).isEqualTo(planted).hasContent("good");
  }

  @Test
  void whatWasChangedSinceIsUnpackedAnew() throws IOException {
    Path jar = jar("fake.jar", "good");
    Path library = unpacked(jar);
    Files.writeString(library, "evil");
    assertThat(unpacked(jar)).hasContent("good");
    Files.delete(library);
    assertThat(unpacked(jar)).hasContent("good");
    Files.delete(library);
    Files.createSymbolicLink(library, written(cache.resolve("elsewhere"), "evil"));
    assertThat(unpacked(jar)).hasContent("good").isRegularFile();
  }

  @Test
  void theNextTimeNothingIsWritten() throws IOException {
    Path jar = jar("fake.jar", "good");
    Object first = Files.readAttributes(unpacked(jar), BasicFileAttributes.class).fileKey();
    Object second = Files.readAttributes(unpacked(jar), BasicFileAttributes.class).fileKey();
    assertThat(second).isEqualTo(first);
  }

  @Test
  void jarsOfAnyNameShareOneCopyOnTheDisk() throws IOException {
    Path one = unpacked(jar("one.jar", "good"));
    Path two = unpacked(jar("two.jar", "good"));
    assertThat(two).isNotEqualTo(one).hasContent("good");
    assertThat(Files.isSameFile(one, two)).isTrue();
    assertThat(copiesOnDisk()).hasSize(1);
  }

  @Test
  void anotherBuildUnderTheSameNameIsAnotherCopy() throws IOException {
    assertThat(unpacked(jar("fake.jar", "good"))).hasContent("good");
    assertThat(unpacked(jar("fake.jar", "best"))).hasContent("best");
    assertThat(copiesOnDisk()).hasSize(2);
  }

  private void onUnix() {
    assumeThat(cache.getFileSystem().supportedFileAttributeViews())
        .as("permissions are those of Unix")
        .contains("unix");
  }

  private static void open(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  private static Object key(Path library) throws IOException {
    return Files.readAttributes(library, BasicFileAttributes.class).fileKey();
  }

  private void assertClosed() throws IOException {
    try (Stream<Path> all = Files.walk(cache)) {
      for (Path path : all.filter(path -> !path.endsWith(".lock")).toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
            .as(path.toString())
            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
      }
    }
  }

  @Test
  void foldersThatWereOpenAreClosedAndTheirContentsMadeAnew() throws IOException {
    onUnix();
    Path jar = jar("fake.jar", "good");
    Path library = unpacked(jar);
    assertClosed();
    for (Path open : List.of(library.resolveSibling(""), cache.resolve("fake.jar/org"))) {
      Files.delete(library);
      written(library, "evil");
      Path another = written(library.resolveSibling("libneeded.so"), "evil");
      open(open, "rwxrwxrwx");
      assertThat(unpacked(jar)).as(open.toString()).hasContent("good");
      assertThat(another).doesNotExist();
      assertClosed();
    }
  }

  @Test
  void aLibraryThatWasOpenIsMadeAnew() throws IOException {
    onUnix();
    Path jar = jar("fake.jar", "good");
    Path library = written(unpacked(jar), "evil");
    open(library, "rw-rw-rw-");
    assertThat(unpacked(jar)).hasContent("good");
    assertClosed();
  }

  @Test
  void whatOthersCanReadIsLeftAsItIs() throws IOException {
    onUnix();
    Path jar = jar("fake.jar", "good");
    Path library = unpacked(jar);
    open(cache, "rwxr-xr-x");
    open(library.resolveSibling(""), "rwxr-xr-x");
    open(library, "rw-r--r--");
    Object before = key(library);
    assertThat(key(unpacked(jar))).isEqualTo(before);
  }

  @Test
  void whatSomebodyElseOwnsIsMadeAnew() throws IOException {
    onUnix();
    assumeThat(Files.getAttribute(cache, "unix:uid"))
        .as("only root can give files away")
        .isEqualTo(0);
    Path jar = jar("fake.jar", "good");
    Path library = unpacked(jar);
    for (Path theirs : List.of(library, library.resolveSibling(""), cache.resolve("fake.jar"))) {
      Files.delete(library);
      written(library, "evil");
      Files.setAttribute(theirs, "unix:uid", 65534);
      assertThat(unpacked(jar)).as(theirs.toString()).hasContent("good");
      assertThat(Files.getAttribute(theirs, "unix:uid")).isEqualTo(0);
    }
  }

  @Test
  void aFolderInTheWayGoes() throws IOException {
    Path library = cache.resolve("fake.jar").resolve(FOLDER + "libfake.so");
    Files.createDirectories(library.resolve("in"));
    Files.createDirectories(library.resolveSibling(".kindling/the"));
    Files.createDirectories(library.resolveSibling(".unpacked/way"));
    assertThat(unpacked(jar("fake.jar", "good"))).isEqualTo(library).hasContent("good");
  }

  @Test
  void whatIsDamagedIsNamedAndUnpackedAnew() throws IOException {
    try (JarFile jar = new JarFile(jar("fake.jar", "good").toFile())) {
      NativesCopy copy = new NativesCopy(jar, FOLDER, cache);
      assertThat(copy.missing()).isEqualTo("good".length() + "other".length());
      assertThat(copy.forgetDamaged()).as("nothing was written yet").isEmpty();
      copy.make();
      assertThat(copy.missing()).isZero();
      assertThat(copy.forgetDamaged()).isEmpty();
      Path library = copy.place().resolve("libfake.so");
      Files.delete(copy.place().resolve("libother.so"));
      written(library, "evil");
      assertThat(copy.forgetDamaged())
          .containsExactly("libfake.so has other bytes", "libother.so is missing");
      copy.make();
      assertThat(library).hasContent("good");
      written(library, "go");
      assertThat(copy.forgetDamaged()).containsExactly("libfake.so has 2 bytes in place of 4");
    }
  }
}
