package io.kindling.checkpoint.pickle;

import io.kindling.core.StoredType;
import io.kindling.core.Tuple;
import io.kindling.text.Printable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The storages that a pickle refers to: each key has one type and one length. */
final class Storages {
  /** Torch 1.6 to 1.8 named storages by their place in memory; since then they are counted. */
  private static final int LONGEST_KEY = 255;

  private final PickleInput input;
  private final PickleDialect dialect;
  private final Map<String, StorageReference> byKey = new LinkedHashMap<>();

  Storages(PickleInput input, PickleDialect dialect) {
    this.input = input;
    this.dialect = dialect;
  }

  Map<String, StorageReference> byKey() {
    return byKey;
  }

  /** Reads {@code ('storage', class, key, location, numel)}. */
  Object load(@Nullable Object id) {
    if (!(id instanceof Tuple tuple)) {
      throw input.error(
          "a persistent id must be a storage",
          id == null ? "None" : Arguments.describe(id),
          "('storage', class, key, location, numel)",
          PickleInput.SAVE_AGAIN);
    }
    if (dialect == PickleDialect.LEGACY) {
      return new LegacyIds(input, this).load(tuple);
    }
    return load(new Arguments(input, "a storage", tuple.items()).count(5, 5));
  }

  /** A storage by its first five arguments. */
  Object load(Arguments arguments) {
    String kind = arguments.get(0, String.class, "'storage'");
    Global type = arguments.get(1, Global.class, "a storage class");
    String key = arguments.get(2, String.class, "a key");
    String location = arguments.get(3, String.class, "a device");
    long length = arguments.get(4, Long.class, "its length");
    if (!kind.equals("storage") || !isKey(key) || length < 0) {
      throw input.error(
          "a storage must be a record of its file",
          Printable.quoted(kind) + " " + Printable.quoted(key) + " of length " + length,
          "'storage', a key that can name a record, a length of 0 or more",
          PickleInput.SAVE_AGAIN);
    }
    if (type instanceof Global.UntypedStorageClass) {
      return new UntypedStorage(key, location, length);
    }
    if (type instanceof Global.StorageClass storage) {
      return register(new StorageReference(storage.type(), key, location, length));
    }
    throw input.error(
        "argument 2 of a storage must be a storage class",
        "another name",
        "torch.FloatStorage or one like it",
        PickleInput.SAVE_AGAIN);
  }

  /** Whether {@code data/key} is a record's name, and no other key's. */
  private static boolean isKey(String key) {
    return !key.isEmpty()
        && key.length() <= LONGEST_KEY
        && key.indexOf('/') < 0
        && !key.equals(".")
        && !key.equals("..");
  }

  /** An untyped storage once its tensor has said the type. */
  StorageReference typed(UntypedStorage storage, StoredType type) {
    if (storage.bytes() % type.bytes() != 0) {
      throw input.error(
          "a storage must hold whole elements",
          storage.bytes() + " bytes of " + type.torchName(),
          "a multiple of " + type.bytes(),
          PickleInput.SAVE_AGAIN);
    }
    long numel = storage.bytes() / type.bytes();
    return register(new StorageReference(type, storage.key(), storage.location(), numel));
  }

  private StorageReference register(StorageReference storage) {
    long most = Long.MAX_VALUE / storage.dtype().bytes();
    if (storage.numel() > most) {
      throw input.error(
          "the length of a storage must be valid",
          storage.numel() + " elements",
          "at most " + most,
          PickleInput.SAVE_AGAIN);
    }
    @Nullable StorageReference known = byKey.putIfAbsent(storage.key(), storage);
    if (known == null) {
      return storage;
    }
    if (known.dtype() != storage.dtype() || known.numel() != storage.numel()) {
      throw input.error(
          "storage " + Printable.piece(storage.key()) + " must have one type and one length",
          storage.numel() + " of " + storage.dtype().torchName(),
          known.numel() + " of " + known.dtype().torchName() + " as before",
          PickleInput.SAVE_AGAIN);
    }
    return known;
  }
}
