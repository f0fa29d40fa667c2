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

  /** Writes the attributes of a tensor, where there are some. */
  interface Attributes {
    void write(Map<?, ?> attributes);
  }

  /** A tensor as Python knows it: a parameter, or with attributes, or plain. */
  void write(TensorReference tensor, Attributes attributes) {
    boolean attributed = !tensor.attributes().isEmpty();
    if (tensor.parameter()) {
      out.global(
          attributed
              ? Global.Function.REBUILD_PARAMETER_WITH_STATE
              : Global.Function.REBUILD_PARAMETER);
      if (attributed) {
        out.op(Opcode.MARK);
      }
      write(tensor, false);
      out.memoize().flag(tensor.requiresGrad());
      noHooks();
      if (attributed) {
        attributes.write(tensor.attributes());
      }
      out.tuple(attributed ? 4 : 3).memoize().op(Opcode.REDUCE);
    } else if (attributed) {
      out.global(Global.Function.REBUILD_FROM_TYPE).op(Opcode.MARK);
      out.global(function(tensor)).global(Global.Function.TENSOR);
      arguments(tensor, tensor.requiresGrad());
      attributes.write(tensor.attributes());
      out.op(Opcode.TUPLE).memoize().op(Opcode.REDUCE);
    } else {
      write(tensor, tensor.requiresGrad());
    }
  }

  void write(TensorReference tensor, boolean requiresGrad) {
    out.global(function(tensor));
    arguments(tensor, requiresGrad);
    out.op(Opcode.REDUCE);
  }

  private static Global.Function function(TensorReference tensor) {
    boolean typed = tensor.storage().dtype().storageClass() != null;
    return typed ? Global.Function.REBUILD_TENSOR_V2 : Global.Function.REBUILD_TENSOR_V3;
  }

  private void noHooks() {
    out.global(Global.Function.ORDERED_DICT).op(Opcode.EMPTY_TUPLE).op(Opcode.REDUCE).memoize();
  }

  private void arguments(TensorReference tensor, boolean requiresGrad) {
    StoredType type = tensor.storage().dtype();
    out.op(Opcode.MARK);
    storage(tensor.storage());
    out.number(tensor.offset());
    sizes(tensor.shape());
    sizes(tensor.stride());
    out.flag(requiresGrad);
    noHooks();
    if (type.storageClass() == null) {
      out.global("torch", type.torchName());
    }
    out.op(Opcode.TUPLE).memoize();
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
