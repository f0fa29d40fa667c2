package io.kindling.cli.options;

import io.kindling.checkpoint.StateChoice;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which part of a model's file is meant, and how its tensors are to be called. */
public final class ChoiceOptions {
  @Mixin private EntryOption entry;

  @Option(
      names = "--strip-prefix",
      paramLabel = "PREFIX",
      description = "Takes this off the names that begin with it, as module. or _orig_mod.")
  private @Nullable String prefix;

  public StateChoice choice() {
    return new StateChoice(entry.entry(), prefix);
  }
}
