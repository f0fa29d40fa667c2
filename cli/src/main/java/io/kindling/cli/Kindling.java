package io.kindling.cli;

import io.kindling.checkpoint.StateFormat;
import io.kindling.cli.options.Standardize;
import io.kindling.cli.options.UsageException;
import io.kindling.error.KindlingException;
import io.kindling.error.SpecException;
import io.kindling.nn.LossSpec;
import io.kindling.nn.ModuleSpec;
import io.kindling.optim.ClipSpec;
import io.kindling.optim.OptimizerSpec;
import io.kindling.optim.ScheduleSpec;
import io.kindling.text.Printable;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command itself; all that it does is done by its subcommands. */
@Command(
    name = "kindling",
    description = "Trains models on tables of numbers.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      TrainCommand.class,
      PredictCommand.class,
      InspectCommand.class,
      ConvertCommand.class,
      BackendsCommand.class
    },
    footer = {
      "",
      "Exit codes: 0 done; 1 a defect of kindling; 2 something to mend in the command or its data.",
      "",
      "First light:",
      "  kindling train",
      "  kindling train --data FILE.csv --target COLUMN --save model.pt --plot model.png",
      "  kindling predict --model-file model.pt --data NEW.csv",
      "  kindling inspect model.pt"
    })
public final class Kindling implements Runnable {
  @Spec private CommandSpec spec;

  /** The command line, ready to execute: it answers every exception with an exit code. */
  static CommandLine commandLine() {
    return configured(new CommandLine(new Kindling()));
  }

  private static CommandLine configured(CommandLine commandLine) {
    return commandLine
        .registerConverter(ModuleSpec.class, text(ModuleSpec::parse))
        .registerConverter(LossSpec.class, text(LossSpec::parse))
        .registerConverter(OptimizerSpec.class, text(OptimizerSpec::parse))
        .registerConverter(ScheduleSpec.class, text(ScheduleSpec::parse))
        .registerConverter(ClipSpec.class, text(ClipSpec::parse))
        .registerConverter(Standardize.class, Standardize::parse)
        .registerConverter(StateFormat.class, Kindling::format)
        .registerConverter(int.class, number("a whole number", Integer::valueOf))
        .registerConverter(Integer.class, number("a whole number", Integer::valueOf))
        .registerConverter(long.class, number("a whole number below 2^64", Kindling::seed))
        .registerConverter(double.class, number("a number", Double::valueOf))
        .registerConverter(Double.class, number("a number", Double::valueOf))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler(Kindling::explainUsage)
        .setExecutionExceptionHandler(Kindling::explain);
  }

  /**
   * The command that trains, ready to read another command line.
   *
   * @param usual says where to print
   */
  public static CommandLine train(CommandLine usual) {
    // not a part of another command line: picocli would count on that one's being read
    // and a word from a checkpoint must not name a file of further words
    return configured(new CommandLine(new TrainCommand()).setCommandName("kindling train"))
        .setExpandAtFiles(false)
        .setOut(usual.getOut())
        .setErr(usual.getErr());
  }

  private static <S> ITypeConverter<S> text(Function<String, S> parser) {
    return text -> {
      try {
        return parser.apply(text);
      } catch (SpecException e) {
        throw new TypeConversionException(e.getMessage());
      }
    };
  }

  private static <N> ITypeConverter<N> number(String what, Function<String, N> parser) {
    return text -> {
      try {
        return parser.apply(text);
      } catch (NumberFormatException e) {
        throw new TypeConversionException("'" + text + "' is not " + what);
      }
    };
  }

  private static StateFormat format(String text) {
    return StateFormat.named(text)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'" + text + "' is no form (expected torch, cpp or safetensors)"));
  }

  /** A seed with or without sign, as torch.manual_seed takes it. */
  private static Long seed(String text) {
    return text.startsWith("-") ? Long.valueOf(text) : Long.valueOf(Long.parseUnsignedLong(text));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }

  private static int explainUsage(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    print(command, e.getMessage() + " (see " + name + " --help)");
    return ExitCode.USAGE;
  }

  private static int explain(Exception e, CommandLine command, ParseResult parsed) {
    if (e instanceof UsageException) {
      return explainUsage(new ParameterException(command, e.getMessage() + ""), new String[0]);
    }
    if (e instanceof KindlingException) {
      print(command, String.valueOf(e.getMessage()));
      return ExitCode.USAGE;
    }
    print(command, "this is a defect of kindling; please report it with what follows");
    StringWriter trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace));
    trace.toString().lines().map(Printable::line).forEach(command.getErr()::println);
    return ExitCode.SOFTWARE;
  }

  /** One line of sane length, whatever the message holds. */
  private static void print(CommandLine command, String message) {
    PrintWriter err = command.getErr();
    err.println("kindling: " + Printable.line(message));
    err.flush();
  }
}
