package io.kindling.checkpoint.pickle;

import io.kindling.core.StoredType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes tensors, and numbers their storages in the order in which they are met. */
final class TensorOutput {
  private final PickleOutput out;
  private final boolean cpp;
  private final Map<StorageReference, Integer> storages = new LinkedHashMap<>();

  /** For C++, whose unpickler knows a class for every type, or else for Python. */
  TensorOutput(PickleOutput out, boolean cpp) {
    this.out = out;
    this.cpp = cpp;
  }

  /** The storages met, each at the place that is its key. */
  List<StorageReference> storages() {
    return List.copyOf(storages.keySet());
  }

  void write(TensorReference tensor, boolean requiresGrad) {
    StoredType type = tensor.storage().dtype();
    boolean typed = storageClass(type) != null;
    out.global(typed ? Global.Function.REBUILD_TENSOR_V2 : Global.Function.REBUILD_TENSOR_V3);
    out.op(Opcode.MARK);
    storage(tensor.storage());
    out.number(tensor.offset());
    sizes(tensor.shape());
    sizes(tensor.stride());
    out.flag(requiresGrad);
    out.global(Global.Function.ORDERED_DICT).op(Opcode.EMPTY_TUPLE).op(Opcode.REDUCE).memoize();
    if (!typed) {
      out.global("torch", type.torchName());
    }
    out.op(Opcode.TUPLE).memoize().op(Opcode.REDUCE);
  }

  private @Nullable String storageClass(StoredType type) {
    return cpp ? type.cppStorageClass() : type.storageClass();
  }

  private void storage(StorageReference storage) {
    @Nullable String type = storageClass(storage.dtype());
    int key = storages.computeIfAbsent(storage, added -> storages.size());
    out.op(Opcode.MARK).text("storage");
    if (type == null) {
      out.global("torch.storage", "UntypedStorage");
    } else {
      out.global("torch", type);
    }
    out.text(Integer.toString(key)).text("cpu");
    out.number(type == null ? storage.bytes() : storage.numel());
    out.op(Opcode.TUPLE).memoize().op(Opcode.BINPERSID);
  }

  private void sizes(List<Long> sizes) {
    if (sizes.size() > 3) {
      out.op(Opcode.MARK);
    }
    sizes.forEach(out::number);
    out.tuple(sizes.size());
    if (!sizes.isEmpty()) {
      out.memoize();
    }
  }
}
