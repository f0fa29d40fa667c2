package io.kindling.cli;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.checkpoint.StateFile;
import io.kindling.checkpoint.StateFormat;
import io.kindling.cli.options.ChoiceOptions;
import io.kindling.cli.options.JsonOption;
import io.kindling.cli.options.OutputFiles;
import io.kindling.cli.options.UsageException;
import io.kindling.cli.report.Contents;
import io.kindling.error.CheckpointException;
import io.kindling.model.TrainedModel;
import io.kindling.onnx.MlflowFolder;
import io.kindling.onnx.OnnxFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a model in another form. */
@Command(
    name = "convert",
    description =
        "Writes the model's state in a file of PyTorch, LibTorch or safetensors as another, with"
            + " the types of number and the notes that it has; or the model that kindling train"
            + " has saved, with its preparation, for ONNX or MLflow.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ConvertCommand implements Runnable {
  private static final Pattern FOREIGN =
      Pattern.compile(
          "(?is).*\\.(h5|hdf5|keras|npz|npy|gguf|pb|tflite|mlmodel|csv|json|zip|tar|gz)");

  @Parameters(index = "0", paramLabel = "IN", description = "The file to read.")
  private Path in;

  @Parameters(
      index = "1",
      paramLabel = "OUT",
      description =
          "The file to write. Its ending says in which form: .safetensors; .ts or .torchscript for"
              + " C++ torch::load; .onnx; else for torch.load. With --to mlflow, a folder.")
  private Path out;

  @Option(
      names = "--to",
      paramLabel = "FORM",
      description = "The form, whatever the ending: torch, cpp, safetensors, onnx or mlflow.")
  private @Nullable ModelForm to;

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
    OutputFiles files = new OutputFiles().readingModel("IN", in);
    if (to == ModelForm.MLFLOW) {
      OutputFiles.checkFolder("OUT", out);
    } else {
      files.writing("OUT", out);
    }
    ModelForm form = to == null ? formOf(out) : to;
    if (form.state == null) {
      writeModel(form);
    } else {
      writeState(form.state);
    }
    PrintWriter printed = command.commandLine().getOut();
    List<String> remarks = StateFile.remarks(in, choice.choice());
    if (json.isTyped()) {
      JsonOption.print(
          printed, JsonOption.object("written", out + "", "form", form + "", "remarks", remarks));
      return;
    }
    printed.print(Contents.remarks(remarks));
    printed.flush();
  }

  private void writeModel(ModelForm form) {
    if (backend != null) {
      throw new UsageException(
          "--backend goes with the form of C++: " + form + " is written by Kindling itself");
    }
    TrainedModel model = TrainedModel.load(in, choice.choice());
    if (form == ModelForm.ONNX) {
      OnnxFile.write(model, out);
    } else {
      MlflowFolder.write(model, out);
    }
  }

  private void writeState(StateFormat format) {
    if (backend == null) {
      StateFile.convert(in, out, format, choice.choice());
    } else {
      try (Backend opened = Backends.open(backend)) {
        StateFile.convert(in, out, format, choice.choice(), opened);
      }
    }
  }

  /** An ending that other programs go by would lead them to a file that is not theirs. */
  private static ModelForm formOf(Path out) {
    if (FOREIGN.matcher(out.toString()).matches()) {
      throw new CheckpointException(
          out.toString(),
          "a file must be of a form that Kindling writes",
          "an ending of another",
          ".pt, .ts, .safetensors or .onnx",
          "say the form with --to, if that name is meant");
    }
    return ModelForm.of(out);
  }
}
