package io.kindling.checkpoint.pickle;

import io.kindling.core.StoredType;
import io.kindling.error.CheckpointException;
import java.util.Optional;

/**
 * The list of what a pickle may name, by module and name apart: joined, {@code torch} and {@code
 * _utils._rebuild_tensor_v2} would look like an entry that they are not.
 */
final class Globals {
  private final PickleInput input;
  private final PickleDialect dialect;

  Globals(PickleInput input, PickleDialect dialect) {
    this.input = input;
    this.dialect = dialect;
  }

  Global find(String module, String name) {
    if (Quantized.isNamed(module, name)) {
      throw Quantized.refusal(input, module, name);
    }
    for (Global.Function function : Global.Function.values()) {
      if (function.module().equals(module)
          && function.function().equals(name)
          && allows(function)) {
        return function;
      }
    }
    Optional<Global> type = module.equals("torch") ? type(name) : Optional.empty();
    if (type.isPresent()) {
      return type.get();
    }
    if (module.equals("torch.storage") && name.equals("UntypedStorage")) {
      return new Global.UntypedStorageClass();
    }
    boolean scripted = module.equals("__torch__") || module.startsWith("__torch__.");
    if (scripted && dialect == PickleDialect.TORCHSCRIPT) {
      return new Global.ScriptClass(module + "." + name);
    }
    throw refusal(module, name, scripted);
  }

  private boolean allows(Global.Function function) {
    return switch (function) {
      case BUILD_INT_LIST, BUILD_DOUBLE_LIST, BUILD_BOOL_LIST, BUILD_TENSOR_LIST ->
          dialect == PickleDialect.TORCHSCRIPT;
      default -> true;
    };
  }

  private static Optional<Global> type(String name) {
    Optional<Global> storage = StoredType.ofStorageClass(name).map(Global.StorageClass::new);
    return storage.or(() -> StoredType.named(name).map(Global.DataType::new));
  }

  private CheckpointException refusal(String module, String name, boolean scripted) {
    String rule = "a pickle may only name what values and tensors need";
    String got = PickleInput.quote(module + " " + name);
    String expected = "a state dict: tensors, numbers, strings, lists and maps of those";
    return input.error(rule, got, expected, remedy(module, name, scripted));
  }

  private static String remedy(String module, String name, boolean scripted) {
    if (scripted) {
      return "this is a TorchScript archive; read it as one";
    }
    if (name.contains("sparse")) {
      return "the tensor is sparse; call to_dense() before saving";
    }
    if (module.equals("numpy") || module.startsWith("numpy.")) {
      return "turn NumPy values into numbers with item() or into tensors before saving";
    }
    if (module.startsWith("torch.nn") || module.equals("__main__")) {
      return "save the state instead of the object: torch.save(model.state_dict(), path)";
    }
    return "do not load this file with anything else, unless you trust whoever made it";
  }
}
