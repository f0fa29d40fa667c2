package io.kindling.cli;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.checkpoint.StateFile;
import io.kindling.checkpoint.StateFormat;
import io.kindling.cli.options.ChoiceOptions;
import io.kindling.cli.options.JsonOption;
import io.kindling.cli.options.OutputFiles;
import io.kindling.cli.report.Contents;
import io.kindling.error.CheckpointException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a model's state in another form. */
@Command(
    name = "convert",
    description =
        "Writes the model's state in a file of PyTorch, LibTorch or safetensors as another, with"
            + " the types of number and the notes that it has.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ConvertCommand implements Runnable {
  private static final Pattern FOREIGN =
      Pattern.compile(
          "(?is).*\\.(onnx|h5|hdf5|keras|npz|npy|gguf|pb|tflite|mlmodel|csv|json|zip|tar|gz)");

  @Parameters(index = "0", paramLabel = "IN", description = "The file to read.")
  private Path in;

  @Parameters(
      index = "1",
      paramLabel = "OUT",
      description =
          "The file to write. Its ending says in which form: .safetensors; .ts or .torchscript for"
              + " C++ torch::load; else for torch.load.")
  private Path out;

  @Option(
      names = "--to",
      paramLabel = "FORM",
      description = "The form, whatever the ending: torch, cpp or safetensors.")
  private @Nullable StateFormat to;

  @Mixin private ChoiceOptions choice;
  @Mixin private JsonOption json;

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      description =
          "Whose library reads and writes the form of C++: libtorch, by its own torch::load and"
              + " torch::save. Default: none, Kindling does it itself.")
  private @Nullable String backend;

  @Spec private CommandSpec command;

  @Override
  public void run() {
    new OutputFiles().readingModel("IN", in).writing("OUT", out);
    StateFormat format = to == null ? formatOf(out) : to;
    if (backend == null) {
      StateFile.convert(in, out, format, choice.choice());
    } else {
      try (Backend opened = Backends.open(backend)) {
        StateFile.convert(in, out, format, choice.choice(), opened);
      }
    }
    PrintWriter printed = command.commandLine().getOut();
    List<String> remarks = StateFile.remarks(in, choice.choice());
    if (json.isTyped()) {
      String form = format.name().toLowerCase(Locale.ROOT);
      JsonOption.print(
          printed, JsonOption.object("written", out + "", "form", form, "remarks", remarks));
      return;
    }
    printed.print(Contents.remarks(remarks));
    printed.flush();
  }

  /** An ending that other programs go by would lead them to a file that is not theirs. */
  private static StateFormat formatOf(Path out) {
    if (FOREIGN.matcher(out.toString()).matches()) {
      throw new CheckpointException(
          out.toString(),
          "a file must be of a form that Kindling writes",
          "an ending of another",
          ".pt, .ts or .safetensors",
          "say the form with --to, if that name is meant");
    }
    return StateFormat.of(out);
  }
}
