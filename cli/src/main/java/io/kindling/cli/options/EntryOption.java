package io.kindling.cli.options;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which part of a model's file is meant. */
public final class EntryOption {
  @Option(
      names = "--entry",
      paramLabel = "KEY",
      description =
          "The part of the file that is meant, as model.state_dict, or in a zip of files"
              + " policy.pth. Default: the model's state.")
  private @Nullable String entry;

  /** The way to the part; null for the model's state. */
  public @Nullable String entry() {
    return entry;
  }
}
