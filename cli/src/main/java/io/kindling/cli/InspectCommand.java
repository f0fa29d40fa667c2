package io.kindling.cli;

import io.kindling.checkpoint.StateChoice;
import io.kindling.checkpoint.StateFile;
import io.kindling.checkpoint.safetensors.SafeTensorsFile;
import io.kindling.checkpoint.sharded.ShardedFile;
import io.kindling.checkpoint.torch.TorchFile;
import io.kindling.cli.options.ChoiceOptions;
import io.kindling.cli.options.JsonOption;
import io.kindling.cli.report.Contents;
import io.kindling.file.FileFailures;
import io.kindling.model.ModelNotes;
import io.kindling.text.Printable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what a model's file holds, whoever wrote it; runs nothing that is in it. */
@Command(
    name = "inspect",
    description =
        "Shows what a file of PyTorch, LibTorch, safetensors or kindling holds: its form, notes and"
            + " tensors, with the values of small ones. Nothing in the file is run.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class InspectCommand implements Runnable {
  @Spec private CommandSpec command;

  @Parameters(paramLabel = "FILE", description = "The file.")
  private Path file;

  @Mixin private ChoiceOptions choice;
  @Mixin private JsonOption json;

  private final Contents contents = new Contents();
  private List<String> remarks = List.of();

  @Override
  public void run() {
    String form;
    long size;
    try {
      form = form();
      size = Files.size(file);
    } catch (IOException e) {
      throw FileFailures.unreadable(file, e);
    }
    PrintWriter out = command.commandLine().getOut();
    if (json.isTyped()) {
      Map<String, @Nullable Object> all =
          JsonOption.object("file", file + "", "form", form, "bytes", size, "remarks", remarks);
      all.putAll(contents.json());
      JsonOption.print(out, all);
      return;
    }
    out.println(
        Printable.line(file + "")
            + ": "
            + form
            + ", "
            + String.format(Locale.ROOT, "%,d", size)
            + " bytes");
    out.print(Contents.remarks(remarks));
    out.print(contents.text());
    out.flush();
  }

  private String form() throws IOException {
    if (!StateFile.isSharded(file)) {
      return one(file);
    }
    ShardedFile sharded = ShardedFile.open(file);
    Set<Path> shards = new LinkedHashSet<>(part(sharded.weightMap()).values());
    for (Path shard : shards) {
      sharded.check(shard);
      one(shard);
    }
    return "the index of a model in " + sharded.files().size() + " files";
  }

  /** What of a state is meant. */
  private <T> Map<String, T> part(Map<String, T> state) {
    return choice.choice().of(file + "", state);
  }

  private String one(Path part) throws IOException {
    return StateFile.isSafeTensors(part) ? safeTensors(part) : torch(part);
  }

  private void note(String key, String text) {
    contents.value(key, ModelNotes.shown(key, text));
  }

  private String safeTensors(Path part) throws IOException {
    try (SafeTensorsFile open = SafeTensorsFile.open(part)) {
      open.verify();
      open.metadata().forEach(this::note);
      for (Map.Entry<String, SafeTensorsFile.Entry> named : part(open.tensors()).entrySet()) {
        if (!contents.open()) {
          break;
        }
        SafeTensorsFile.Entry tensor = named.getValue();
        boolean small = tensor.shape().numel() <= Contents.SMALL && tensor.isReadable();
        contents.tensor(
            named.getKey(),
            tensor.torchName(),
            tensor.shape().toString(),
            small ? Contents.numbers(open.readRaw(tensor.name())) : "");
      }
    }
    return "safetensors";
  }

  private String torch(Path part) throws IOException {
    try (TorchFile open = TorchFile.open(part, choice.choice().entry())) {
      open.verify();
      remarks = open.remarks();
      open.notes().forEach(this::note);
      if (choice.choice().prefix() == null) {
        TorchContents.add(open, contents);
      } else {
        StateChoice names = new StateChoice(null, choice.choice().prefix());
        TorchContents.addState(open, names.of(part + "", open.modelState()), contents);
      }
      if (open.isScript()) {
        return "an archive of C++ torch::save or torch.jit.save";
      }
      if (open.isStream()) {
        return "a file of PyTorch's torch.save, in the form from before version 1.6";
      }
      boolean checkpoint =
          open.root() instanceof Map<?, ?> root && root.containsKey("format_version");
      return checkpoint
          ? "a training's checkpoint, as torch.save writes"
          : "a file of PyTorch's torch.save";
    }
  }
}
