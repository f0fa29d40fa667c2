package io.kindling.checkpoint.torch;

import io.kindling.checkpoint.numbers.Widening;
import io.kindling.checkpoint.pickle.StorageReference;
import io.kindling.checkpoint.pickle.TensorReference;
import io.kindling.checkpoint.stored.StoredTensor;
import io.kindling.checkpoint.torch.TorchTensor.View;
import io.kindling.core.DType;
import io.kindling.core.StoredType;
import io.kindling.core.TensorData;
import io.kindling.error.CheckpointException;
import io.kindling.file.FileErrors;
import io.kindling.text.Printable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads tensors' values out of a torch file's storages. A tensor that is the whole of its storage
 * in order goes straight into its array; for views, their storage is held until another is asked
 * for.
 */
final class TorchValues {
  private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

  /** How many elements views may make of nothing, and how many for each that is stored. */
  private static final long FREE_ELEMENTS = 2 << 20;

  private static final int ELEMENTS_PER_STORED = 4;

  private final TorchContainer container;
  private final FileErrors errors;
  private @Nullable StorageReference heldStorage;
  private byte[] held = {};
  private final Set<String> verified = new HashSet<>();

  TorchValues(TorchContainer container, FileErrors errors) {
    this.container = container;
    this.errors = errors;
  }

  /**
   * Checks that all tensors of a file together do not make much out of little, as a scalar expanded
   * a million times; those that are the same view are read once.
   */
  void checkTotal(Collection<TorchTensor> tensors) {
    long shown = 0;
    Set<View> views = new HashSet<>();
    Map<String, Long> storages = new HashMap<>();
    for (TorchTensor tensor : tensors) {
      if (views.add(tensor.view())) {
        shown = saturatedSum(shown, tensor.shape().numel());
        storages.put(tensor.reference().storage().key(), tensor.storageNumel());
      }
    }
    long stored = storages.values().stream().reduce(0L, TorchValues::saturatedSum);
    long most =
        stored > Long.MAX_VALUE >> 4 ? stored : FREE_ELEMENTS + stored * ELEMENTS_PER_STORED;
    if (shown > most) {
      throw errors.at(
          0,
          "the tensors must not be far larger than what is stored",
          shown + " elements out of " + stored,
          most + " at most",
          "save tensor.clone() instead of a view");
    }
  }

  private static long saturatedSum(long a, long b) {
    return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
  }

  /** Reads storages that have not been read, for what is wrong with them. */
  void verify(Collection<StorageReference> storages) throws IOException {
    for (StorageReference storage : storages) {
      if (!verified.contains(storage.key())) {
        long[] at = {container.offset(storage)};
        container.read(
            storage,
            bytes -> {
              checkBooleans(storage, at[0], bytes);
              at[0] += bytes.remaining();
            });
        verified.add(storage.key());
      }
    }
  }

  /** The values, as float32 or int64; of a type that becomes neither, as they are. */
  Object readAny(TorchTensor tensor) throws IOException {
    return tensor.type().becomes().isPresent() ? read(tensor) : readRaw(tensor);
  }

  /** The values as float32 or int64. */
  TensorData read(TorchTensor tensor) throws IOException {
    StoredType type = tensor.type();
    DType becomes =
        type.becomes()
            .orElseThrow(
                () ->
                    error(
                        tensor,
                        "a tensor's values must be convertible to float32 or int64",
                        type.torchName(),
                        "any type but complex and uint64",
                        "save its real and imaginary part, or int64; in Java TorchFile.loadExact reads it as it is"));
    checkArray(tensor, tensor.shape().numel(), "elements");
    if (becomes == DType.FLOAT32) {
      return TensorData.filledFloats(
          tensor.shape(),
          values ->
              runs(tensor, (from, at, count) -> Widening.floats(type, from, values, at, count)));
    }
    return TensorData.filledLongs(
        tensor.shape(),
        values -> runs(tensor, (from, at, count) -> Widening.longs(type, from, values, at, count)));
  }

  /** The values as they are. */
  StoredTensor readRaw(TorchTensor tensor) throws IOException {
    int width = tensor.type().bytes();
    long length = tensor.shape().numel();
    checkArray(tensor, length > MOST_BYTES ? length : length * width, "bytes");
    byte[] values = new byte[(int) length * width];
    runs(tensor, (from, at, count) -> from.get(from.position(), values, at * width, count * width));
    return new StoredTensor(tensor.type(), tensor.shape(), values);
  }

  private void checkArray(TorchTensor tensor, long length, String unit) {
    if (length > MOST_BYTES) {
      throw error(
          tensor,
          "a tensor must fit an array",
          length + " " + unit,
          "at most " + MOST_BYTES,
          "save it in parts");
    }
  }

  /** Takes so many elements that lie one after the other from a buffer's position on. */
  private interface Taker {
    void take(ByteBuffer from, int at, int count);
  }

  private void runs(TorchTensor tensor, Taker taker) throws IOException {
    TensorReference reference = tensor.reference();
    StorageReference storage = reference.storage();
    if (reference.numel() == 0) {
      return;
    }
    if (storage.equals(heldStorage) || !isWhole(reference)) {
      hold(tensor);
      gather(reference, taker);
      return;
    }
    int width = storage.dtype().bytes();
    long start = container.offset(storage);
    int[] at = {0};
    container.read(
        storage,
        bytes -> {
          checkBooleans(storage, start + (long) at[0] * width, bytes);
          int count = bytes.remaining() / width;
          taker.take(bytes, at[0], count);
          at[0] += count;
        });
    verified.add(storage.key());
  }

  /** Whether a tensor shows all of its storage in its order. */
  private static boolean isWhole(TensorReference tensor) {
    long stride = 1;
    for (int i = tensor.shape().size() - 1; i >= 0; i--) {
      if (tensor.shape().get(i) != 1 && tensor.stride().get(i) != stride) {
        return false;
      }
      stride *= tensor.shape().get(i);
    }
    return tensor.offset() == 0 && stride == tensor.storage().numel();
  }

  private void hold(TorchTensor tensor) throws IOException {
    StorageReference storage = tensor.reference().storage();
    if (storage.equals(heldStorage)) {
      return;
    }
    checkArray(tensor, storage.bytes(), "bytes in the storage that it is a view of");
    heldStorage = null;
    held = new byte[(int) storage.bytes()];
    int[] at = {0};
    container.read(
        storage,
        bytes -> {
          int count = bytes.remaining();
          bytes.get(held, at[0], count);
          at[0] += count;
        });
    checkBooleans(storage, container.offset(storage), ByteBuffer.wrap(held));
    heldStorage = storage;
    verified.add(storage.key());
  }

  /** Goes over the elements row by row, in runs as long as the last dimension allows. */
  private void gather(TensorReference tensor, Taker taker) {
    int width = tensor.storage().dtype().bytes();
    ByteBuffer from = ByteBuffer.wrap(held).order(ByteOrder.LITTLE_ENDIAN);
    int rank = tensor.shape().size();
    long inner = rank == 0 ? 1 : tensor.shape().get(rank - 1);
    long innerStride = rank == 0 ? 1 : tensor.stride().get(rank - 1);
    long[] index = new long[rank];
    int numel = (int) tensor.numel();
    for (int at = 0; at < numel; at += (int) inner) {
      long element = tensor.offset();
      for (int i = 0; i < rank - 1; i++) {
        element += index[i] * tensor.stride().get(i);
      }
      if (innerStride == 1) {
        taker.take(from.position((int) (element * width)), at, (int) inner);
      } else {
        for (int i = 0; i < inner; i++) {
          taker.take(from.position((int) ((element + i * innerStride) * width)), at + i, 1);
        }
      }
      for (int i = rank - 2; i >= 0 && ++index[i] == tensor.shape().get(i); i--) {
        index[i] = 0;
      }
    }
  }

  private void checkBooleans(StorageReference storage, long offset, ByteBuffer bytes) {
    if (storage.dtype() == StoredType.BOOL) {
      for (int i = bytes.position(); i < bytes.limit(); i++) {
        if ((bytes.get(i) & 0xff) > 1) {
          throw errors.at(
              offset + i - bytes.position(),
              "storage " + Printable.piece(storage.key()) + " must hold booleans",
              (bytes.get(i) & 0xff) + "",
              "0 or 1");
        }
      }
    }
  }

  private CheckpointException error(
      TorchTensor tensor, String rule, String got, String expected, String nextStep) {
    return errors.at(container.offset(tensor.reference().storage()), rule, got, expected, nextStep);
  }
}
