package io.kindling.checkpoint.python;

import org.jspecify.annotations.Nullable;

/**
 * PyTorch's {@code torch.device}.
 *
 * @param type {@code cpu}, {@code cuda}, {@code mps} …
 * @param index which of them; null where that is not said
 */
public record TorchDevice(String type, @Nullable Long index) {
  @Override
  public String toString() {
    return index == null ? type : type + ":" + index;
  }
}
