package io.kindling.checkpoint.torch;

import static java.util.Objects.requireNonNull;

import io.kindling.checkpoint.legacy.LegacyStream;
import io.kindling.checkpoint.notes.Metadata;
import io.kindling.checkpoint.pickle.PickleDialect;
import io.kindling.checkpoint.pickle.PickleLimits;
import io.kindling.checkpoint.pickle.PickleReader;
import io.kindling.checkpoint.pickle.PickleTree;
import io.kindling.checkpoint.pickle.StorageReference;
import io.kindling.checkpoint.python.Unknown;
import io.kindling.checkpoint.zip.Pieces;
import io.kindling.checkpoint.zip.TorchArchive;
import io.kindling.checkpoint.zip.ZipRecord;
import io.kindling.file.FileErrors;
import io.kindling.text.Printable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A torch file as it is since version 1.6: an archive with a record for each storage. */
final class ArchiveContainer implements TorchContainer {
  private static final String STORAGES = "data/";

  private final TorchArchive archive;
  private final FileErrors errors;
  private final boolean script;
  private final PickleTree tree;
  private final Map<String, String> notes;

  ArchiveContainer(TorchArchive archive, FileErrors errors, Unknown unknown) throws IOException {
    this.archive = archive;
    this.errors = errors;
    this.script = archive.isScript();
    ByteBuffer pickle = archive.read(TorchArchive.PICKLE, PickleLimits.DEFAULT.bytes());
    checkNoStream(pickle);
    this.tree =
        PickleReader.read(
            pickle,
            errors.file().toString(),
            script ? PickleDialect.TORCHSCRIPT : PickleDialect.PLAIN,
            PickleLimits.DEFAULT,
            unknown);
    tree.storages().values().forEach(this::check);
    if (script) {
      checkNothingHidden();
    }
    this.notes = readNotes();
  }

  /** A file from before version 1.6 that somebody has put into a zip. */
  private void checkNoStream(ByteBuffer pickle) {
    byte[] head = new byte[Math.min(LegacyStream.HEAD_BYTES, pickle.remaining())];
    pickle.get(pickle.position(), head);
    if (LegacyStream.recognises(head)) {
      throw errors.at(
          requireNonNull(archive.find(TorchArchive.PICKLE)).offset(),
          "data.pkl must be a pickle of values",
          "a whole file of torch.save from before version 1.6",
          "values and tensors",
          "unzip it and open data.pkl, which kindling reads as it is");
    }
  }

  /** Checks that a storage's record is there, stored, and as long as it must be. */
  private void check(StorageReference storage) {
    ZipRecord record = archive.stored(record(storage));
    if (record.size() != storage.bytes()) {
      throw errors.at(
          record.offset(),
          "record " + Printable.piece(record.name()) + " must have the bytes of its elements",
          record.size() + " bytes",
          storage.bytes() + ", for " + storage.numel() + " of " + storage.dtype().torchName());
    }
  }

  /** A program may hold tensors that its state does not show; such a file is no mere state. */
  private void checkNothingHidden() {
    for (ZipRecord record : archive.records()) {
      String name = record.name();
      if (name.regionMatches(true, 0, STORAGES, 0, STORAGES.length())
          && !tree.storages().containsKey(name.substring(STORAGES.length()))) {
        throw errors.at(
            record.offset(),
            "a TorchScript archive must hold a state and no more",
            "record " + Printable.piece(name) + ", which no tensor uses",
            "a record for each storage and no others",
            "torch.save torch.jit.load(file).state_dict() in Python, if you trust the file");
      }
    }
  }

  private Map<String, String> readNotes() throws IOException {
    @Nullable ZipRecord record = archive.find(TorchFile.NOTES);
    return record == null
        ? Map.of()
        : Metadata.read(
            archive.read(TorchFile.NOTES, Metadata.MAX_JSON_BYTES),
            record.offset(),
            errors,
            TorchFile.NOTES);
  }

  /** The name of a storage's record. */
  static String record(StorageReference storage) {
    return STORAGES + storage.key();
  }

  @Override
  public boolean isScript() {
    return script;
  }

  @Override
  public boolean isStream() {
    return false;
  }

  @Override
  public PickleTree tree() {
    return tree;
  }

  @Override
  public String treePlace() {
    return "in data.pkl at offset " + requireNonNull(archive.find(TorchArchive.PICKLE)).offset();
  }

  @Override
  public Map<String, String> notes() {
    return notes;
  }

  @Override
  public long offset(StorageReference storage) {
    return requireNonNull(archive.find(record(storage))).offset();
  }

  @Override
  public void read(StorageReference storage, Pieces pieces) throws IOException {
    archive.read(record(storage), pieces);
  }
}
