package io.kindling.checkpoint.torch;

import io.kindling.checkpoint.legacy.LegacyStream;
import io.kindling.checkpoint.pickle.PickleTree;
import io.kindling.checkpoint.pickle.StorageReference;
import io.kindling.checkpoint.python.Unknown;
import io.kindling.checkpoint.zip.ByteSource;
import io.kindling.checkpoint.zip.Pieces;
import io.kindling.checkpoint.zip.TorchArchive;
import io.kindling.checkpoint.zip.ZipLimits;
import io.kindling.error.CheckpointException;
import io.kindling.file.FileErrors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;

/** The parts of a torch file, whose values and storages have been checked against each other. */
interface TorchContainer {
  /** Whether C++ or TorchScript wrote it, and values may be modules. */
  boolean isScript();

  /** Whether it is a stream from before version 1.6. */
  boolean isStream();

  /** The values. */
  PickleTree tree();

  /** Where they are, for a message. */
  String treePlace();

  /** The texts that Kindling keeps beside the tensors. */
  Map<String, String> notes();

  /** Where a storage's bytes begin. */
  long offset(StorageReference storage);

  /** Reads a storage's bytes, piece by piece. */
  void read(StorageReference storage, Pieces pieces) throws IOException;

  /**
   * Reads the structure of a file.
   *
   * @param file what errors call it
   * @param source its bytes
   * @param unknown what becomes of objects of classes that Kindling does not know
   * @throws CheckpointException if it is none of torch's, or damaged
   */
  static TorchContainer of(Path file, ByteSource source, Unknown unknown) throws IOException {
    FileErrors errors = new FileErrors(file);
    byte[] head = new byte[(int) Math.min(LegacyStream.HEAD_BYTES, source.size())];
    source.read(0, ByteBuffer.wrap(head));
    if (LegacyStream.recognises(head)) {
      return new StreamContainer(LegacyStream.open(errors, source, unknown));
    }
    TorchArchive archive = TorchArchive.of(file.toString(), source, ZipLimits.DEFAULT);
    return new ArchiveContainer(archive, errors, unknown);
  }
}
