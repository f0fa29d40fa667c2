package io.kindling.cli;

import io.kindling.Backend;
import io.kindling.Device;
import io.kindling.Module;
import io.kindling.Shape;
import io.kindling.TensorData;
import io.kindling.TorchRandom;
import io.kindling.error.DataException;
import io.kindling.error.ShapeException;
import io.kindling.spec.LossSpec;
import io.kindling.spec.ModuleSpec;
import io.kindling.spec.OptimizerSpec;
import io.kindling.spec.Specs;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Trains a model on a table and says what it learned. */
@Command(
    name = "train",
    description = "Trains a model on a table and says what it learned.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class TrainCommand implements Runnable {
  @Spec private CommandSpec command;
  @Mixin private DataOptions data;

  @Option(
      names = "--model",
      paramLabel = "SPEC",
      description = "The model, as sequential(linear(5, 8), linear(8, 1)). Default: linear.")
  private @Nullable ModuleSpec model;

  @Option(
      names = "--loss",
      paramLabel = "SPEC",
      defaultValue = "mse()",
      description = "The loss. Default: ${DEFAULT-VALUE}.")
  private LossSpec loss;

  @Option(
      names = "--optimizer",
      paramLabel = "SPEC",
      defaultValue = "sgd(lr=0.01)",
      description = "The optimizer. Default: ${DEFAULT-VALUE}.")
  private OptimizerSpec optimizer;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "100",
      description = "How often to go through the table. Default: ${DEFAULT-VALUE}.")
  private int epochs;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "Rows of a step. Default: all of them.")
  private @Nullable Integer batchSize;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "The seed of the first weights, as torch.manual_seed. Default: 0.")
  private long seed;

  @Option(names = "--init", paramLabel = "FILE", description = "Starts from a saved model.")
  private @Nullable Path init;

  @Mixin private BackendOptions backendOptions;
  @Mixin private OutputOptions output;

  @Option(names = "--quiet", description = "Prints nothing but errors.")
  private boolean quiet;

  @Override
  public void run() {
    atLeastOne("--epochs", epochs);
    output.check(data.file());
    Table table = data.read();
    int rows = rows(table);
    ModuleSpec spec = model == null ? linear(table) : model;
    checkShape(spec, table);
    try (Backend backend = backendOptions.open()) {
      Device device = backendOptions.device(backend);
      Module module = backend.module(spec, new TorchRandom(seed));
      if (init != null) {
        module.loadStateDict(backend.load(init).tensors());
      }
      print("backend " + backend + " (" + backend.version() + "), device " + device);
      print("model " + spec + ", loss " + loss + ", optimizer " + optimizer);
      Training training = new Training(backend, device, table, module, loss, optimizer);
      float[] losses;
      try (Progress progress = Progress.of(out(), epochs, quiet)) {
        losses = training.run(epochs, rows, progress);
      }
      float[] predicted = training.predict();
      Map<String, TensorData> state = module.stateDict();
      print("");
      print(new Report(table, spec, state, predicted).text().stripTrailing());
      SavedModel learned = new SavedModel(spec, table.features(), table.targets(), state);
      output.write(backend, learned, table, losses, predicted);
    }
  }

  private static ModuleSpec linear(Table table) {
    return Specs.linear(table.features().size(), table.targets().size());
  }

  private void atLeastOne(String option, int value) {
    if (value < 1) {
      String message = option + " must be at least 1 (got " + value + ")";
      throw new ParameterException(command.commandLine(), message);
    }
  }

  /** Rows of a step. */
  private int rows(Table table) {
    if (batchSize == null) {
      return table.rows();
    }
    atLeastOne("--batch-size", batchSize);
    if (batchSize > table.rows()) {
      throw new DataException(
          "--batch-size",
          "a batch must not be larger than the data",
          batchSize + "",
          "at most " + table.rows(),
          null);
    }
    return batchSize;
  }

  /** Whether the model takes the table's features and makes its targets. */
  private static void checkShape(ModuleSpec model, Table table) {
    int targets = table.targets().size();
    Shape output = model.outputShape(Shape.of(table.rows(), table.features().size()));
    if (!output.equals(Shape.of(table.rows(), targets))) {
      throw new ShapeException(
          "--model",
          "the model must make as many columns as there are targets",
          model + " with output " + output,
          targets + " for " + String.join(", ", table.targets()),
          null);
    }
  }

  private PrintWriter out() {
    return command.commandLine().getOut();
  }

  private void print(String line) {
    if (!quiet) {
      out().println(line);
      out().flush();
    }
  }
}
