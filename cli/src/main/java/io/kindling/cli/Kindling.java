package io.kindling.cli;

import static java.util.Objects.requireNonNull;

import io.kindling.cli.options.FileName;
import io.kindling.cli.options.HeldOut;
import io.kindling.cli.options.OptimizerChoice;
import io.kindling.cli.options.Standardize;
import io.kindling.cli.text.Terminal;
import io.kindling.nn.LossSpec;
import io.kindling.nn.ModuleSpec;
import io.kindling.optim.ClipSpec;
import io.kindling.optim.ScheduleSpec;
import io.kindling.table.Missing;
import io.kindling.text.NumberText;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.PicocliException;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command itself; all that it does is done by its subcommands. */
@Command(
    name = "kindling",
    description = "Trains models on tables, and predicts with them.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Exit codes: 0 done; 1 a defect of kindling; 2 something to mend in the command or its data;",
      "130 interrupted by Ctrl-C; 143 and 129 by a signal or a terminal that was closed.",
      "",
      "First light:",
      "  kindling train",
      "  kindling train TABLE.csv --target COLUMN --save model.pt --plot model.png",
      "  kindling predict NEW.csv --model-file model.pt",
      "  kindling inspect model.pt"
    })
public final class Kindling implements Callable<Integer> {
  private static final String FIRST_COMMANDS =
      """
      kindling trains models on tables, and predicts with them.

        kindling train TABLE.csv --target COLUMN --save model.pt
            learns to predict a column from the others
        kindling predict NEW.csv --model-file model.pt
            predicts that column for other rows
        kindling inspect model.pt
            shows what a file of a model holds
        kindling train --help
            lists all that a command can do

      kindling train alone is a first try; kindling --help lists all commands.
      """;

  /** In the order in which they are listed. */
  private static final List<String> COMMANDS =
      List.of(
          "train",
          "fit",
          "path",
          "predict",
          "evaluate",
          "compare",
          "inspect",
          "convert",
          "plot",
          "moments",
          "backends",
          "doctor");

  @Spec private CommandSpec spec;

  /** The command line with all commands, ready to {@link #execute}. */
  public static CommandLine commandLine() {
    return commandLine(COMMANDS);
  }

  /**
   * The command line that can read these words. The options of all commands together take picocli
   * longer than a small training takes.
   */
  static CommandLine commandLine(String... args) {
    boolean named = args.length > 0 && COMMANDS.contains(args[0]);
    return commandLine(named ? List.of(args[0]) : COMMANDS);
  }

  private static CommandLine commandLine(List<String> commands) {
    CommandLine all = new CommandLine(new Kindling());
    commands.forEach(name -> all.addSubcommand(command(name)));
    return configured(all);
  }

  private static Object command(String name) {
    return switch (name) {
      case "train" -> new TrainCommand();
      case "fit" -> new FitCommand();
      case "path" -> new PathCommand();
      case "predict" -> new PredictCommand();
      case "evaluate" -> new EvaluateCommand();
      case "compare" -> new CompareCommand();
      case "inspect" -> new InspectCommand();
      case "convert" -> new ConvertCommand();
      case "plot" -> new PlotCommand();
      case "moments" -> new MomentsCommand();
      case "backends" -> new BackendsCommand();
      case "doctor" -> new DoctorCommand();
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** Runs a command line; whatever happens is answered with an exit code. */
  static int execute(CommandLine command, String... args) {
    // not the command line's own execute(), which prints stack traces where it asks no handler
    CommandLine asked = command;
    try {
      ParseResult parsed = command.parseArgs(OptionFiles.expand(command, args));
      asked = parsed.asCommandLineList().get(parsed.asCommandLineList().size() - 1);
      OptionFiles.checkAllThere(asked);
      return new RunLast().execute(parsed);
    } catch (ParameterException e) {
      return Failures.usage(e);
    } catch (ExecutionException e) {
      return Failures.explain(e.getCommandLine(), requireNonNull(e.getCause()));
    } catch (PicocliException | Error e) {
      return Failures.explain(asked, e);
    }
  }

  private static CommandLine configured(CommandLine commandLine) {
    return commandLine
        .registerConverter(ModuleSpec.class, new Converter<>(ModuleSpec::parse))
        .registerConverter(LossSpec.class, new Converter<>(LossSpec::parse))
        .registerConverter(OptimizerChoice.class, new Converter<>(OptimizerChoice::parse))
        .registerConverter(ScheduleSpec.class, new Converter<>(ScheduleSpec::parse))
        .registerConverter(ClipSpec.class, new Converter<>(ClipSpec::parse))
        .registerConverter(Standardize.class, new Converter<>(Standardize::parse))
        .registerConverter(HeldOut.class, new Converter<>(HeldOut::parse))
        .registerConverter(Missing.class, new Converter<>(Kindling::missing))
        .registerConverter(Charset.class, new Converter<>(Kindling::charset))
        .registerConverter(ModelForm.class, new Converter<>(ModelForm::parse))
        .registerConverter(Path.class, new Converter<>(FileName::parse))
        .registerConverter(int.class, number("a whole number", Integer::valueOf))
        .registerConverter(Integer.class, number("a whole number", Integer::valueOf))
        .registerConverter(long.class, number("a whole number below 2^64", Kindling::seed))
        .registerConverter(double.class, number("a number", Double::valueOf))
        .registerConverter(Double.class, number("a number", Double::valueOf))
        .registerConverter(BigDecimal.class, number("a number", Kindling::decimal))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setColorScheme(Help.defaultColorScheme(Terminal.showsColours() ? Ansi.ON : Ansi.OFF))
        .setExpandAtFiles(false) // nor does a word from a checkpoint name a file of further words
        .setUsageHelpAutoWidth(true);
  }

  /**
   * The command that trains, ready to read another command line.
   *
   * @param usual says where to print
   */
  public static CommandLine train(CommandLine usual) {
    // not a part of another command line: picocli would count on that one's being read
    return configured(new CommandLine(new TrainCommand()).setCommandName("kindling train"))
        .setOut(usual.getOut())
        .setErr(usual.getErr());
  }

  private static <N> Converter<N> number(String what, Function<String, N> parser) {
    return new Converter<>(
        text -> {
          try {
            return parser.apply(text);
          } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + text + "' is not " + what);
          }
        });
  }

  private static BigDecimal decimal(String text) {
    BigDecimal number = NumberText.decimal(text);
    if (number == null) {
      throw new NumberFormatException();
    }
    return number;
  }

  private static Missing missing(String text) {
    for (Missing what : Missing.values()) {
      if (what.name().toLowerCase(Locale.ROOT).equals(text)) {
        return what;
      }
    }
    throw new TypeConversionException(
        "'" + text + "' is none of fail, drop, mean, median and indicator");
  }

  private static Charset charset(String name) {
    try {
      return Charset.forName(name);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(
          "'" + name + "' is no encoding here (expected UTF-8, windows-1252, UTF-16 or the like)");
    }
  }

  /** A seed with or without sign, as torch.manual_seed takes it. */
  private static Long seed(String text) {
    return text.startsWith("-") ? Long.valueOf(text) : Long.valueOf(Long.parseUnsignedLong(text));
  }

  /**
   * Without a command there is nothing to do. That is no success, for a script with an empty
   * variable in it, and nothing of it goes where results go.
   */
  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    err.print(FIRST_COMMANDS);
    err.flush();
    return ExitCode.USAGE;
  }
}
