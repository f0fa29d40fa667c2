package io.kindling.checkpoint.pickle;

import io.kindling.error.CheckpointException;
import io.kindling.text.Printable;
import java.util.regex.Pattern;

/**
 * Refuses quantized tensors, and what only quantized models have, whatever form they are in. What
 * only names a type or a scheme, as {@code torch.qint8} does, is a value like any other.
 */
final class Quantized {
  private static final Pattern NAME = Pattern.compile("_rebuild_qtensor.*|Q[A-Za-z0-9]*Storage");

  private static final Pattern MODULE =
      Pattern.compile(
          "(__torch__\\.)?torch\\.(classes\\.quantized|(ao\\.)?nn\\.(intrinsic\\.)?quantized"
              + "|(ao\\.)?quantization)(\\..*)?");

  private Quantized() {}

  /** Whether a name belongs to quantized tensors or models alone. */
  static boolean isNamed(String module, String name) {
    boolean torch = module.equals("torch") || module.equals("torch._utils");
    return (torch && NAME.matcher(name).matches()) || MODULE.matcher(module).matches();
  }

  static CheckpointException refusal(PickleInput input, String module, String name) {
    return input.error(
        "a model must not be quantized",
        Printable.quoted(module + " " + name),
        "tensors of plain numbers",
        "save the state of the model before it was quantized, or tensors after dequantize()");
  }
}
