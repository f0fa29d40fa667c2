package io.kindling.checkpoint.torch;

import io.kindling.checkpoint.Fixtures;
import io.kindling.checkpoint.pickle.PickleDialect;
import io.kindling.checkpoint.pickle.PickleLimits;
import io.kindling.checkpoint.pickle.PickleReader;
import io.kindling.checkpoint.pickle.StorageReference;
import io.kindling.checkpoint.python.Unknown;
import io.kindling.checkpoint.zip.TorchArchive;
import io.kindling.checkpoint.zip.TorchArchiveWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Sound archives around any pickle: with each storage that it speaks of, full of zeros. */
public final class PickledFile {
  private static final long MOST_STORED = 1 << 20;

  private PickledFile() {}

  /** The archive around a pickle. */
  public static byte[] around(byte[] pickle, PickleDialect dialect) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TorchArchiveWriter writer = new TorchArchiveWriter(bytes, "model");
    long left = MOST_STORED;
    ByteBuffer read = ByteBuffer.wrap(pickle);
    for (StorageReference storage :
        PickleReader.read(read, "model.pt", dialect, PickleLimits.DEFAULT, Unknown.KEEP)
            .storages()
            .values()) {
      left -= Math.min(left, storage.bytes());
      if (left > 0) {
        writer.add("data/" + storage.key(), ByteBuffer.allocate((int) storage.bytes()));
      }
    }
    writer.add(TorchArchive.PICKLE, ByteBuffer.wrap(pickle));
    if (dialect == PickleDialect.TORCHSCRIPT) {
      writer.add(TorchArchive.CONSTANTS, ByteBuffer.wrap(new byte[] {(byte) 0x80, 2, ')', '.'}));
    }
    writer.add("version", ByteBuffer.wrap("3\n".getBytes(StandardCharsets.US_ASCII)));
    writer.finish();
    return bytes.toByteArray();
  }

  /** A file around a pickle of Python 1.13's, from {@code pickle/kinds}. */
  static Path of(String kind, Path folder) throws IOException {
    byte[] pickle = Fixtures.bytes("pickle/kinds/" + kind + ".pkl");
    return Files.write(folder.resolve(kind + ".pt"), around(pickle, PickleDialect.PLAIN));
  }
}
