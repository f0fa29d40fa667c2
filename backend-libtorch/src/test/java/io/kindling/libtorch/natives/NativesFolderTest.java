package io.kindling.libtorch.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Natives are loaded from a folder that nobody else can write to. */
final class NativesFolderTest {
  private static final int SOMEBODY_ELSE = 65534;

  @TempDir Path temporary;

  @BeforeEach
  void onUnix() {
    assumeThat(temporary.getFileSystem().supportedFileAttributeViews()).contains("unix");
  }

  private static void giveAway(Path file) throws IOException {
    assumeThat(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))
        .as("only root can give files away")
        .isEqualTo(0);
    Files.setAttribute(file, "unix:uid", SOMEBODY_ELSE, LinkOption.NOFOLLOW_LINKS);
  }

  private Path made(String name, String permissions) throws IOException {
    Path folder = Files.createDirectory(temporary.resolve(name));
    return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
  }

  @Test
  void oneThatIsMadeHereIsClosedToOthers() throws IOException {
    Path folder = temporary.resolve("made");
    assertThat(NativesFolder.isOurs(folder)).isTrue();
    assertThat(Files.getPosixFilePermissions(folder))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void oneThatOthersCanReadIsOurs() throws IOException {
    assertThat(NativesFolder.isOurs(made("readable", "rwxr-xr-x"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwxrwxrwx", "rwxrwxr-x", "rwx----w-"})
  void oneThatOthersCanWriteToIsNot(String permissions) throws IOException {
    assertThat(NativesFolder.isOurs(made("open", permissions))).isFalse();
  }

  @Test
  void oneThatSomebodyElseHasMadeIsNot() throws IOException {
    Path folder = made("theirs", "rwx------");
    giveAway(folder);
    assertThat(NativesFolder.isOurs(folder)).isFalse();
  }

  @Test
  void aLinkIsOursIfBothItAndTheFolderAre() throws IOException {
    Path link = Files.createSymbolicLink(temporary.resolve("link"), made("real", "rwx------"));
    assertThat(NativesFolder.isOurs(link)).isTrue();
    giveAway(link);
    assertThat(NativesFolder.isOurs(link)).isFalse();
  }

  @Test
  void aLinkOfSomebodyElsesOnTheWayIsNotFollowed() throws IOException {
    Path real = made("real", "rwx------");
    made("real/cache", "rwx------");
    Path theirs = Files.createSymbolicLink(temporary.resolve("theirs"), real);
    Path link = Files.createSymbolicLink(temporary.resolve("link"), Path.of("theirs/cache"));
    assertThat(NativesFolder.isOurs(link)).isTrue();
    assertThat(NativesFolder.made(theirs)).isEqualTo(theirs);
    giveAway(theirs);
    assertThat(NativesFolder.isOurs(link)).isFalse();
    assertThat(NativesFolder.isOurs(theirs.resolve("cache"))).isFalse();
    assertThatThrownBy(() -> NativesFolder.made(theirs))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("must be yours alone");
  }

  @Test
  void aFileAndALinkToNothingAreNot() throws IOException {
    assertThat(NativesFolder.isOurs(Files.createFile(temporary.resolve("file")))).isFalse();
    Path link = temporary.resolve("link");
    Files.createSymbolicLink(link, temporary.resolve("nothing"));
    assertThat(NativesFolder.isOurs(link)).isFalse();
    assertThat(temporary.resolve("nothing")).doesNotExist();
  }

  @Test
  void anotherIsTakenWhereSomebodyElseWasFaster() throws IOException {
    Path wanted = made(".javacpp-me", "rwxrwxrwx");
    Path homeless = temporary.resolve("no/home/.javacpp");
    Path another = temporary.resolve(".javacpp-me-1/cache");
    assertThat(NativesFolder.found(homeless, wanted)).isEqualTo(another).isDirectory();
    assertThat(NativesFolder.found(homeless, wanted)).as("the next time too").isEqualTo(another);
    assertThat(wanted).isEmptyDirectory();
  }

  @Test
  void whereSomebodyElseHasAllNamesNoneIsTaken() throws IOException {
    Path wanted = made("taken", "rwxrwxrwx");
    for (int i = 1; i < 10; i++) {
      made("taken-" + i, "rwxrwxrwx");
    }
    assertThatThrownBy(() -> NativesFolder.found(wanted)).isInstanceOf(IOException.class);
  }
}
