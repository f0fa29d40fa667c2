package io.kindling.checkpoint;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.kindling.checkpoint.pickle.PickleDialect;
import io.kindling.checkpoint.pickle.PickleLimits;
import io.kindling.checkpoint.pickle.PickleReader;
import io.kindling.checkpoint.pickle.PickleTree;
import io.kindling.checkpoint.python.Unknown;
import io.kindling.checkpoint.safetensors.SafeTensorsFile;
import io.kindling.checkpoint.torch.MemoryFile;
import io.kindling.checkpoint.torch.PickledFile;
import io.kindling.checkpoint.zip.ByteSource;
import io.kindling.checkpoint.zip.TorchArchive;
import io.kindling.checkpoint.zip.ZipLimits;
import io.kindling.checkpoint.zip.ZipRecord;
import io.kindling.error.CheckpointException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever the bytes are, reading them ends in values or in a {@link CheckpointException}, and
 * takes no more memory than a refusal may. Without the profile fuzz, only of the seeds.
 */
final class CheckpointFuzzTest {
  private static final int LARGEST_SEED = 8 << 10;

  @TempDir Path folder;

  private interface Reading {
    void run() throws IOException;
  }

  private static void expectAnEnd(byte[] bytes, Reading reading) throws IOException {
    long taken = taken(reading);
    if (taken > Cost.MOST_BYTES) {
      taken = taken(reading); // again, without the classes, which Jazzer changes as they are loaded
    }
    if (taken > Cost.MOST_BYTES) {
      throw new AssertionError("too much memory for a file of " + bytes.length + " bytes");
    }
  }

  private static long taken(Reading reading) throws IOException {
    Cost cost = new Cost();
    try {
      reading.run();
    } catch (CheckpointException e) {
      // as it should be
    }
    return cost.bytes();
  }

  private static Stream<byte[]> small(Stream<Path> files) {
    return files.map(Fixtures::bytes).filter(bytes -> bytes.length < LARGEST_SEED);
  }

  static Stream<byte[]> archives() {
    return small(
        Stream.of("good", "handmade", "libtorch-1.13", "libtorch-2.10", "hostile")
            .flatMap(name -> Fixtures.in(name, ".pt").stream()));
  }

  @MethodSource("archives")
  @FuzzTest
  void zip(byte[] bytes) throws IOException {
    expectAnEnd(
        bytes,
        () -> {
          ByteSource source = ByteSource.of(ByteBuffer.wrap(bytes));
          TorchArchive archive = TorchArchive.of("model.pt", source, ZipLimits.DEFAULT);
          for (ZipRecord record : archive.records()) {
            archive.read(record.name(), piece -> {});
          }
        });
  }

  static Stream<byte[]> pickles() {
    return small(
        Stream.of("good", "handmade", "libtorch-1.13", "libtorch-2.10", "hostile", "kinds")
            .flatMap(name -> Fixtures.in("pickle/" + name, ".pkl").stream()));
  }

  @MethodSource("pickles")
  @FuzzTest
  void pickle(byte[] bytes) throws IOException {
    for (PickleDialect dialect : PickleDialect.values()) {
      for (Unknown unknown : Unknown.values()) {
        expectAnEnd(bytes, () -> read(bytes, dialect, unknown));
      }
    }
  }

  static Stream<byte[]> streams() {
    return Stream.concat(
        small(Fixtures.in("streams", ".pt").stream()),
        Stream.of(Fixtures.bytes("good/linear_3x2_legacy.pt")));
  }

  /** What torch wrote before it wrote archives. */
  @MethodSource("streams")
  @FuzzTest
  void stream(byte[] bytes) throws IOException {
    expectAnEnd(bytes, () -> MemoryFile.load(bytes));
    expectAnEnd(bytes, () -> MemoryFile.loadTree(bytes));
  }

  private static PickleTree read(byte[] bytes, PickleDialect dialect, Unknown unknown) {
    ByteBuffer pickle = ByteBuffer.wrap(bytes);
    return PickleReader.read(pickle, "model.pt", dialect, PickleLimits.DEFAULT, unknown);
  }

  static Stream<byte[]> safetensors() {
    return small(
        Stream.of("ok", "bad")
            .flatMap(name -> Fixtures.in("safetensors/" + name, ".safetensors").stream()));
  }

  @MethodSource("safetensors")
  @FuzzTest
  void safetensors(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("file"), bytes);
    expectAnEnd(
        bytes,
        () -> {
          try (SafeTensorsFile open = SafeTensorsFile.open(file)) {
            for (String name : open.tensors().keySet()) {
              expectAnEnd(bytes, () -> open.read(name));
              expectAnEnd(bytes, () -> open.readRaw(name));
            }
          }
        });
  }

  /** A sound archive around any pickle: with each storage that it speaks of. */
  @MethodSource("pickles")
  @FuzzTest
  void torchFile(byte[] bytes) throws IOException {
    for (PickleDialect dialect : List.of(PickleDialect.PLAIN, PickleDialect.TORCHSCRIPT)) {
      byte[] file;
      try {
        file = PickledFile.around(bytes, dialect);
      } catch (CheckpointException e) {
        continue;
      }
      expectAnEnd(file, () -> MemoryFile.load(file));
      expectAnEnd(file, () -> MemoryFile.loadTree(file));
      expectAnEnd(file, () -> MemoryFile.unread(file));
    }
  }
}
