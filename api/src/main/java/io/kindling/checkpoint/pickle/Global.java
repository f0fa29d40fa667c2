package io.kindling.checkpoint.pickle;

import io.kindling.core.StoredType;

/**
 * A name in a pickle that we know. To Python it is something to import; here it is one of these
 * constants. What else a pickle names is a {@link ForeignObject} or refused.
 */
sealed interface Global {
  /** {@return the module, as Python 3 calls it} */
  String module();

  /** {@return the name in the module} */
  String function();

  /** The functions and classes whose result we know without calling them. */
  enum Function implements Global {
    ORDERED_DICT("collections", "OrderedDict"),
    COUNTER("collections", "Counter"),
    DEFAULT_DICT("collections", "defaultdict"),
    SET("builtins", "set"),
    FROZEN_SET("builtins", "frozenset"),
    BYTES("builtins", "bytes"),
    BYTE_ARRAY("builtins", "bytearray"),
    COMPLEX("builtins", "complex"),
    GET_ATTRIBUTE("builtins", "getattr"),
    ENCODE("_codecs", "encode"),
    REBUILD_TENSOR("torch._utils", "_rebuild_tensor"),
    REBUILD_TENSOR_V2("torch._utils", "_rebuild_tensor_v2"),
    REBUILD_TENSOR_V3("torch._utils", "_rebuild_tensor_v3"),
    REBUILD_PARAMETER("torch._utils", "_rebuild_parameter"),
    REBUILD_PARAMETER_WITH_STATE("torch._utils", "_rebuild_parameter_with_state"),
    REBUILD_FROM_TYPE("torch._tensor", "_rebuild_from_type_v2"),
    REBUILD_FROM_CPU("torch._utils", "_rebuild_device_tensor_from_cpu_tensor"),
    REBUILD_SPARSE("torch._utils", "_rebuild_sparse_tensor"),
    REBUILD_SPARSE_CSR("torch._utils", "_rebuild_sparse_csr_tensor"),
    REBUILD_META("torch._utils", "_rebuild_meta_tensor_no_storage"),
    REBUILD_NESTED("torch._utils", "_rebuild_nested_tensor"),
    TENSOR("torch", "Tensor"),
    PARAMETER("torch.nn.parameter", "Parameter"),
    SIZE("torch", "Size"),
    DEVICE("torch", "device"),
    LAYOUT("torch.serialization", "_get_layout"),
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

    @Override
    public String module() {
      return module;
    }

    @Override
    public String function() {
      return function;
    }
  }

  /** {@code torch.FloatStorage}: says a type inside a persistent id. */
  record StorageClass(StoredType type) implements Global {
    @Override
    public String module() {
      return "torch";
    }

    @Override
    public String function() {
      return String.valueOf(type.storageClass());
    }
  }

  /** {@code torch.storage.UntypedStorage}: bytes whose type the tensor says. */
  record UntypedStorageClass() implements Global {
    @Override
    public String module() {
      return "torch.storage";
    }

    @Override
    public String function() {
      return "UntypedStorage";
    }
  }

  /** A class of a TorchScript archive. */
  record ScriptClass(String name) implements Global {
    @Override
    public String module() {
      return name.substring(0, name.lastIndexOf('.'));
    }

    @Override
    public String function() {
      return name.substring(name.lastIndexOf('.') + 1);
    }
  }
}
