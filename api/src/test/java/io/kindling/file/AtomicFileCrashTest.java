package io.kindling.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In what order a save calls the file system, and what is left when a call or the power fails. */
final class AtomicFileCrashTest {
  private static final byte[] OLD = new byte[1000];
  private static final byte[] NEW = new byte[600_000];
  private static final List<String> ORDER =
      List.of("create", "write", "write", "write", "force", "move", "close", "force folder");

  @TempDir Path folder;
  private Path file;

  static {
    Arrays.fill(OLD, (byte) 1);
    Arrays.fill(NEW, (byte) 2);
  }

  @BeforeEach
  void anOldFile() throws IOException {
    file = Files.write(folder.toRealPath().resolve("file"), OLD);
  }

  private void save(FileCalls calls) throws IOException {
    AtomicFile.write(file, AtomicFile.buffered(out -> out.write(NEW)), calls);
  }

  private static FileCalls recorded(List<String> record) {
    return new HookedCalls(new DiskCalls(), record::add, call -> {});
  }

  /** Fails at a call of the order above, and from then on at all calls of other names. */
  private static FileCalls failing(int at, String... others) {
    int[] count = {0};
    return new HookedCalls(
        new DiskCalls(),
        call -> {
          if (count[0]++ == at || Arrays.asList(others).contains(call)) {
            throw new IOException("no more " + call);
          }
        },
        call -> {});
  }

  private List<Path> besideTheFile() throws IOException {
    try (Stream<Path> there = Files.list(folder)) {
      return there.filter(path -> !path.getFileName().toString().equals("file")).toList();
    }
  }

  @Test
  void writesThenForcesThenRenamesThenForcesTheFolder() throws IOException {
    List<String> record = new ArrayList<>();
    save(recorded(record));
    assertThat(record).isEqualTo(ORDER);
    assertThat(file).hasBinaryContent(NEW);
  }

  @Test
  void aCallThatFailsBeforeTheRenameLeavesTheOldFile() throws IOException {
    for (int at = 0; at < ORDER.indexOf("close"); at++) {
      FileCalls calls = failing(at);
      assertThatThrownBy(() -> save(calls))
          .as("at call %s", at)
          .isExactlyInstanceOf(IOException.class)
          .hasMessage(file + " could not be written and is as it was: no more " + ORDER.get(at));
      assertThat(file).hasBinaryContent(OLD);
      assertThat(besideTheFile()).isEmpty();
    }
  }

  @Test
  void noForceIsTriedTwice() {
    List<String> record = new ArrayList<>();
    FileCalls broken =
        new HookedCalls(
            new DiskCalls(),
            call -> {
              record.add(call);
              if (call.startsWith("force")) {
                throw new IOException("input/output error");
              }
            },
            call -> {});
    assertThatThrownBy(() -> save(broken)).hasMessageEndingWith("input/output error");
    assertThat(record)
        .containsExactly("create", "write", "write", "write", "force", "close", "delete");
  }

  @Test
  void aFolderThatCannotBeForcedIsReportedAsUnknownDurability() throws IOException {
    FileCalls calls = failing(ORDER.indexOf("force folder"));
    assertThatThrownBy(() -> save(calls))
        .isInstanceOf(UnknownDurabilityException.class)
        .hasMessage(
            file
                + " is replaced, but its durability is unknown: "
                + "forcing its folder to the disk failed: no more force folder");
    assertThat(file).hasBinaryContent(NEW);
    assertThat(besideTheFile()).isEmpty();
  }

  @Test
  void closingWhatHasBeenForcedMayFail() throws IOException {
    FileCalls calls = failing(ORDER.indexOf("close"));
    assertThatCode(() -> save(calls)).doesNotThrowAnyException();
    assertThat(file).hasBinaryContent(NEW);
    assertThat(besideTheFile()).isEmpty();
  }

  @Test
  void aFailureIsToldEvenIfNothingCanBeTidied() throws IOException {
    FileCalls calls = failing(ORDER.indexOf("force"), "close", "delete");
    assertThatThrownBy(() -> save(calls)).hasMessageEndingWith("is as it was: no more force");
    assertThat(file).hasBinaryContent(OLD);
    assertThat(besideTheFile()).hasSize(1);
  }

  /** Whatever a power cut at any point of a save could leave, and what it could leave after it. */
  private record Left(Set<ByteBuffer> during, Set<ByteBuffer> after) {}

  private Left replayPowerCuts(ForgetfulDisk disk, FileCalls calls) throws IOException {
    Set<ByteBuffer> during = new HashSet<>();
    disk.put(file, OLD);
    save(new HookedCalls(calls, c -> {}, c -> during.addAll(disk.afterPowerCut(file))));
    return new Left(during, disk.afterPowerCut(file));
  }

  @Test
  void aPowerCutLeavesTheOldFileOrTheNewOne() throws IOException {
    ForgetfulDisk disk = new ForgetfulDisk();
    Left left = replayPowerCuts(disk, disk);
    assertThat(left.during()).containsOnly(ByteBuffer.wrap(OLD), ByteBuffer.wrap(NEW));
    assertThat(left.after()).containsOnly(ByteBuffer.wrap(NEW));
  }

  /** Makes some calls do nothing. */
  private static FileCalls without(String skipped, FileCalls calls) {
    return new FileCalls() {
      @Override
      public void sweep(Path folder) {
        calls.sweep(folder);
      }

      @Override
      public Output create(Path file) throws IOException {
        Output output = calls.create(file);
        return new Output() {
          @Override
          public Path path() {
            return output.path();
          }

          @Override
          public void write(ByteBuffer bytes) throws IOException {
            output.write(bytes);
          }

          @Override
          public void force() throws IOException {
            if (!skipped.equals("force")) {
              output.force();
            }
          }

          @Override
          public void close() throws IOException {
            output.close();
          }
        };
      }

      @Override
      public void move(Path temporary, Path file) throws IOException {
        calls.move(temporary, file);
      }

      @Override
      public void forceFolder(Path folder) throws IOException {
        if (!skipped.equals("force folder")) {
          calls.forceFolder(folder);
        }
      }

      @Override
      public void delete(Path file) throws IOException {
        calls.delete(file);
      }
    };
  }

  @Test
  void theReplayNoticesWhatIsNotForced() throws IOException {
    ForgetfulDisk disk = new ForgetfulDisk();
    Left torn = replayPowerCuts(disk, without("force", disk));
    assertThat(torn.during()).contains(ByteBuffer.wrap(NEW, 0, NEW.length / 2).slice());
    ForgetfulDisk other = new ForgetfulDisk();
    Left lost = replayPowerCuts(other, without("force folder", other));
    assertThat(lost.after()).contains(ByteBuffer.wrap(OLD));
  }
}
