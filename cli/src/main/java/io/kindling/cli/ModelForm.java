package io.kindling.cli;

import io.kindling.checkpoint.StateFormat;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.TypeConversionException;

/** A form that a model can be written in: one of its state, or one of what it computes. */
enum ModelForm {
  TORCH(StateFormat.TORCH),
  CPP(StateFormat.CPP),
  SAFETENSORS(StateFormat.SAFETENSORS),
  ONNX(null),
  MLFLOW(null);

  /** The form of the state; null where the whole model is written. */
  final @Nullable StateFormat state;

  ModelForm(@Nullable StateFormat state) {
    this.state = state;
  }

  /** The form that a file's ending stands for. */
  static ModelForm of(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".onnx")
        ? ONNX
        : valueOf(StateFormat.of(file).name());
  }

  static ModelForm parse(String text) {
    return Arrays.stream(values())
        .filter(form -> form.toString().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException("'" + text + "' is no form (expected " + all() + ")"));
  }

  private static String all() {
    return Arrays.stream(values())
        .map(ModelForm::toString)
        .collect(Collectors.joining(", "))
        .replaceFirst(", (?=[^,]*$)", " or ");
  }

  /** As it is typed. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
