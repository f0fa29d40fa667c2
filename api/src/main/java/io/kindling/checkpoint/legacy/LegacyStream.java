package io.kindling.checkpoint.legacy;

import io.kindling.checkpoint.pickle.PickleDialect;
import io.kindling.checkpoint.pickle.PickleLimits;
import io.kindling.checkpoint.pickle.PickleReader;
import io.kindling.checkpoint.pickle.PickleTree;
import io.kindling.checkpoint.pickle.StorageReference;
import io.kindling.checkpoint.python.Unknown;
import io.kindling.checkpoint.zip.ByteSource;
import io.kindling.checkpoint.zip.Pieces;
import io.kindling.error.CheckpointException;
import io.kindling.file.FileErrors;
import io.kindling.text.Printable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A torch file of the old form, open for reading: a magic number, a protocol, what machine wrote
 * it, the values, the keys of their storages, each a pickle, and the storages in the order of the
 * keys, each after the number of its elements.
 *
 * <p>Opening reads the pickles and the lengths of the storages, not the storages. The form has no
 * checksums, so of a storage whose bytes are wrong nobody can tell.
 *
 * <p>Source: PyTorch's {@code torch/serialization.py}, {@code _legacy_save}.
 */
public final class LegacyStream {
  /** How many first bytes tell what it is. */
  public static final int HEAD_BYTES = 32;

  private static final int FIRST_FRAMED_PROTOCOL = 4;
  private static final int LAST_PROTOCOL = 5;
  private static final long VERSION = 1001;
  private static final int SMALL_PICKLE = 4096;
  private static final int COUNT_BYTES = Long.BYTES;
  private static final int PIECE_BYTES = 1 << 20;

  /** LONG1 of 10 bytes, 0x1950a86a20f9469cfc6c, and STOP. */
  private static final byte[] MAGIC = {
    (byte) 0x8a,
    10,
    0x6c,
    (byte) 0xfc,
    (byte) 0x9c,
    0x46,
    (byte) 0xf9,
    0x20,
    0x6a,
    (byte) 0xa8,
    0x50,
    0x19,
    '.'
  };

  /** FRAME, and how long what follows is. */
  private static final byte[] FRAME = {(byte) 0x95, 13, 0, 0, 0, 0, 0, 0, 0};

  private final FileErrors errors;
  private final ByteSource source;
  private final long size;
  private final PickleTree tree;
  private final long treeAt;
  private final Map<String, Long> offsets = new HashMap<>();

  /** Where the next pickle begins. */
  private long at;

  private @Nullable ByteBuffer piece;

  private LegacyStream(FileErrors errors, ByteSource source, Unknown unknown) throws IOException {
    this.errors = errors;
    this.source = source;
    this.size = source.size();
    this.at = magicBytes(head(source));
    checkVersion();
    checkMachine();
    this.treeAt = at;
    this.tree = pickle("the values", PickleLimits.DEFAULT.bytes(), unknown);
    findStorages();
  }

  /**
   * Whether a file is of this form.
   *
   * @param head its first bytes, {@link #HEAD_BYTES} if it has as many
   * @return whether they are the magic number's pickle
   */
  public static boolean recognises(byte[] head) {
    return magicBytes(head) > 0;
  }

  /** How long the magic number's pickle is; 0 where there is none. */
  private static int magicBytes(byte[] head) {
    if (head.length < 2 || head[0] != (byte) 0x80 || head[1] < 2 || head[1] > LAST_PROTOCOL) {
      return 0;
    }
    int frame = head[1] < FIRST_FRAMED_PROTOCOL ? 0 : FRAME.length;
    int begin = 2 + frame;
    int end = begin + MAGIC.length;
    boolean found =
        head.length >= end
            && Arrays.equals(head, 2, begin, FRAME, 0, frame)
            && Arrays.equals(head, begin, end, MAGIC, 0, MAGIC.length);
    return found ? end : 0;
  }

  private static byte[] head(ByteSource source) throws IOException {
    byte[] head = new byte[(int) Math.min(HEAD_BYTES, source.size())];
    source.read(0, ByteBuffer.wrap(head));
    return head;
  }

  /**
   * Reads the structure of a file that {@link #recognises} has found to be of this form.
   *
   * @param errors names the file
   * @param source its bytes, which must not change
   * @param unknown what becomes of objects of classes that Kindling does not know
   * @return the stream
   * @throws IOException if the bytes cannot be read
   * @throws CheckpointException if it is damaged, or beyond the limits
   */
  public static LegacyStream open(FileErrors errors, ByteSource source, Unknown unknown)
      throws IOException {
    return new LegacyStream(errors, source, unknown);
  }

  private void checkVersion() throws IOException {
    long offset = at;
    @Nullable Object version = pickle("the protocol", SMALL_PICKLE, Unknown.REFUSE).root();
    if (!(version instanceof Long number) || number != VERSION) {
      throw errors.at(
          offset,
          "the stream must be of the known protocol",
          version instanceof Long ? "protocol " + version : "another value",
          VERSION + "",
          "load it in torch and torch.save it again");
    }
  }

  private void checkMachine() throws IOException {
    long offset = at;
    @Nullable Object machine =
        pickle("the description of the machine", SMALL_PICKLE, Unknown.REFUSE).root();
    if (!(machine instanceof Map<?, ?> map) || !Boolean.TRUE.equals(map.get("little_endian"))) {
      throw errors.at(
          offset,
          "the stream must be little-endian",
          "one that does not say so",
          "little_endian, True",
          "torch.save it on a little-endian machine");
    }
  }

  /** The pickle that comes next; then it is behind. */
  private PickleTree pickle(String what, int most, Unknown unknown) throws IOException {
    long begin = at;
    long bound = Math.min(size, begin + most + 1L);
    at = PickleExtent.end(source, begin, bound);
    if (at - begin > most) {
      throw errors.at(
          begin,
          what + " must have a valid length",
          "more than " + most + " bytes",
          "at most " + most,
          "save numbers as tensors, not as lists");
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) (at - begin));
    source.read(begin, bytes);
    return PickleReader.read(
        bytes.flip(),
        errors.file().toString(),
        "the pickle of " + what + " at byte " + begin,
        PickleDialect.LEGACY,
        PickleLimits.DEFAULT,
        unknown);
  }

  private void findStorages() throws IOException {
    long keysAt = at;
    @Nullable Object keys =
        pickle("the list of storages", PickleLimits.DEFAULT.bytes(), Unknown.REFUSE).root();
    if (!(keys instanceof List<?> list)) {
      throw errors.at(keysAt, "the keys of the storages must be a list", "another value", "a list");
    }
    for (@Nullable Object key : list) {
      @Nullable StorageReference storage = key instanceof String ? tree.storages().get(key) : null;
      if (storage == null || offsets.containsKey(storage.key())) {
        throw errors.at(
            keysAt,
            "each storage must be listed once, and have a tensor",
            storage == null ? "one that no tensor uses" : storage.key() + " twice",
            tree.storages().size() + " keys");
      }
      findStorage(storage);
    }
    if (offsets.size() < tree.storages().size() || at < size) {
      throw errors.at(
          at,
          "the stream must hold each storage of its values and nothing else",
          offsets.size() + " storages and " + (size - at) + " more bytes",
          tree.storages().size() + ", and its end");
    }
  }

  private void findStorage(StorageReference storage) throws IOException {
    long left = size - at - COUNT_BYTES;
    if (left < 0 || left < storage.bytes()) {
      throw errors.at(
          at,
          "the stream must hold the bytes of its storages",
          Math.max(left, 0) + " bytes before the end",
          storage.bytes() + " for storage " + Printable.piece(storage.key()),
          FileErrors.CUT_OFF);
    }
    ByteBuffer count = ByteBuffer.allocate(COUNT_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    source.read(at, count);
    long written = count.getLong(0);
    long expected = storage.dtype().storageClass() == null ? storage.bytes() : storage.numel();
    if (written != expected) {
      throw errors.at(
          at,
          "a storage must be as long as its tensors say",
          written + " elements",
          expected + " for storage " + Printable.piece(storage.key()));
    }
    offsets.put(storage.key(), at + COUNT_BYTES);
    at += COUNT_BYTES + storage.bytes();
  }

  /** {@return the values, whose storages are all there} */
  public PickleTree tree() {
    return tree;
  }

  /** {@return where the pickle of the values begins} */
  public long treeOffset() {
    return treeAt;
  }

  /**
   * {@return where a storage's first element is}
   *
   * @param storage one of this stream's
   */
  public long offset(StorageReference storage) {
    @Nullable Long offset = offsets.get(storage.key());
    if (offset == null) {
      throw new IllegalArgumentException(storage + " is of another file");
    }
    return offset;
  }

  /**
   * Reads a storage, piece by piece.
   *
   * @param storage one of this stream's
   * @param pieces takes the bytes in their order
   * @throws IOException if reading fails, or what takes the pieces does
   */
  public void read(StorageReference storage, Pieces pieces) throws IOException {
    long begin = offset(storage);
    long end = begin + storage.bytes();
    ByteBuffer buffer = piece();
    for (long from = begin; from < end; from += PIECE_BYTES) {
      buffer.clear().limit((int) Math.min(PIECE_BYTES, end - from));
      try {
        source.read(from, buffer);
      } catch (EOFException e) {
        throw errors.at(from, "the file must not shrink while it is read", "its end", "the rest");
      }
      pieces.accept(buffer.flip());
    }
  }

  /**
   * A direct buffer, because a channel would copy through one; one, because they are freed late.
   */
  private ByteBuffer piece() {
    if (piece == null) {
      piece = ByteBuffer.allocateDirect((int) Math.min(PIECE_BYTES, size));
    }
    return piece.order(ByteOrder.LITTLE_ENDIAN);
  }
}
