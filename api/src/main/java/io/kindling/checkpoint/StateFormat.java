package io.kindling.checkpoint;

import io.kindling.checkpoint.safetensors.SafeTensors;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The forms in which a model's state can be written. All of them are read, whatever the ending. */
public enum StateFormat {
  /** What Python's {@code torch.save} writes; endings {@code .pt}, {@code .pth} and all others. */
  TORCH("torch", "pt|pth|bin|ckpt"),
  /** What C++ {@code torch::save} writes; endings {@code .ts} and {@code .torchscript}. */
  CPP("cpp", "ts|torchscript"),
  /** {@linkplain SafeTensors safetensors}; ending {@code .safetensors}. */
  SAFETENSORS("safetensors", "safetensors");

  private final String text;
  private final String endings;

  StateFormat(String text, String endings) {
    this.text = text;
    this.endings = endings;
  }

  /**
   * {@return the form that a file's ending stands for}
   *
   * @param file a file to be written
   */
  public static StateFormat of(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(format -> name.matches("(?s).*\\.(" + format.endings + ")"))
        .findFirst()
        .orElse(TORCH);
  }

  /**
   * Finds a form by its name.
   *
   * @param name {@code torch}, {@code cpp} or {@code safetensors}
   * @return the form, if there is one of that name
   */
  public static Optional<StateFormat> named(String name) {
    return Arrays.stream(values()).filter(format -> format.text.equals(name)).findFirst();
  }

  /** {@return the name: {@code torch}, {@code cpp} or {@code safetensors}} */
  @Override
  public String toString() {
    return text;
  }
}
