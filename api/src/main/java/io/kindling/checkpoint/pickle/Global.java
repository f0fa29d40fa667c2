package io.kindling.checkpoint.pickle;

import io.kindling.core.StoredType;

/**
 * A name in a pickle. To Python it is something to import; here it is one of these constants, and
 * whatever is not among them is refused where it is named.
 */
sealed interface Global {
  /** The functions whose result we know without calling them. */
  enum Function implements Global {
    ORDERED_DICT("collections", "OrderedDict"),
    REBUILD_TENSOR_V2("torch._utils", "_rebuild_tensor_v2"),
    REBUILD_TENSOR_V3("torch._utils", "_rebuild_tensor_v3"),
    REBUILD_PARAMETER("torch._utils", "_rebuild_parameter"),
    SIZE("torch", "Size"),
    RESTORE_TYPE_TAG("torch.jit._pickle", "restore_type_tag"),
    BUILD_INT_LIST("torch.jit._pickle", "build_intlist"),
    BUILD_DOUBLE_LIST("torch.jit._pickle", "build_doublelist"),
    BUILD_BOOL_LIST("torch.jit._pickle", "build_boollist"),
    BUILD_TENSOR_LIST("torch.jit._pickle", "build_tensorlist");

    private final String module;
    private final String function;

    Function(String module, String function) {
      this.module = module;
      this.function = function;
    }

    String module() {
      return module;
    }

    String function() {
      return function;
    }
  }

  /** {@code torch.FloatStorage}: says a type inside a persistent id. */
  record StorageClass(StoredType type) implements Global {}

  /** {@code torch.storage.UntypedStorage}: bytes whose type the tensor says. */
  record UntypedStorageClass() implements Global {}

  /** {@code torch.uint16}: says the type of an untyped storage's tensor. */
  record DataType(StoredType type) implements Global {}

  /** A class of a TorchScript archive. */
  record ScriptClass(String name) implements Global {}
}
