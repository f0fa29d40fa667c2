package io.kindling.cli;

import io.kindling.cli.options.UsageException;
import io.kindling.error.KindlingException;
import io.kindling.text.LookAlikes;
import io.kindling.text.Printable;
import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.InitializationException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line what went wrong; only a defect of the command itself has its stack trace. */
final class Failures {
  private Failures() {}

  /** Says what was typed wrong, and with which exit code to end. */
  static int usage(ParameterException e) {
    CommandLine command = e.getCommandLine();
    if (!(e instanceof UnmatchedArgumentException wrong)) {
      return usage(command, e.getMessage());
    }
    String typed = wrong.getUnmatched().get(0);
    boolean isCommand = !command.getSubcommands().isEmpty() && !typed.startsWith("-");
    String meant = isCommand && new File(typed).isFile() ? trains(typed) : meant(wrong);
    String message = isCommand ? "there is no command '" + typed + "'" : e.getMessage();
    return usage(command, meant == null ? message : message + ", " + meant);
  }

  private static String trains(String table) {
    return "but a file: kindling train " + table + " trains on a table";
  }

  /** The option or command that was probably meant, or the other command whose option it is. */
  private static @Nullable String meant(UnmatchedArgumentException e) {
    String typed = e.getUnmatched().get(0).replaceFirst("=.*", "");
    CommandLine command = e.getCommandLine();
    String owners = owners(typed, command);
    return !owners.isEmpty()
        ? "which is an option of " + owners
        : LookAlikes.meant(
            typed,
            typed.startsWith("-")
                ? command.getCommandSpec().optionsMap().keySet()
                : command.getSubcommands().keySet());
  }

  /** The commands beside this one that have such an option. */
  private static String owners(String option, CommandLine command) {
    return command.getParent() == null
        ? ""
        : Kindling.commandLine().getSubcommands().values().stream()
            .map(CommandLine::getCommandSpec)
            .filter(other -> other.optionsMap().containsKey(option))
            .map(CommandSpec::name)
            .collect(Collectors.joining(", "));
  }

  private static int usage(CommandLine command, @Nullable String message) {
    String name = command.getCommandSpec().qualifiedName();
    print(command, message + " (see " + name + " --help)");
    return ExitCode.USAGE;
  }

  /** Says what went wrong, and with which exit code to end. */
  static int explain(CommandLine command, Throwable e) {
    if (e instanceof UsageException) {
      return usage(command, e.getMessage());
    }
    String line =
        e instanceof KindlingException told && !(e.getCause() instanceof OutOfMemoryError)
            ? CommandWords.of(told, command.getCommandSpec())
            : line(e, command.getCommandSpec());
    if (line != null) {
      print(command, line);
      return ExitCode.USAGE;
    }
    print(command, "this is a defect of kindling; please report it with what follows");
    StringWriter trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace));
    trace.toString().lines().map(Printable::line).forEach(command.getErr()::println);
    command.getErr().flush();
    return ExitCode.SOFTWARE;
  }

  /** What the user can mend, in a line; null for a defect. */
  private static @Nullable String line(Throwable e, CommandSpec command) {
    if (e instanceof OutOfMemoryError || e.getCause() instanceof OutOfMemoryError) {
      return "memory: what is asked for must fit the memory (got more than the heap of "
          + (Runtime.getRuntime().maxMemory() >> 20)
          + " MB; expected a smaller table or model, or a larger heap; KINDLING_OPTS=-Xmx8g makes"
          + " the heap 8 GB"
          + (command.findOption("--stream") == null
              ? ""
              : "; with --stream and --batch-size the table is read anew in every epoch")
          + (command.findOption("--out") == null ? "" : "; with --out the table may be of any size")
          + ")";
    }
    if (e instanceof InitializationException) {
      return String.valueOf(e.getMessage());
    }
    if (e instanceof StackOverflowError) {
      return "memory: what is asked for must fit a thread's stack (got something nested too deep;"
          + " expected less; KINDLING_OPTS=-Xss16m makes the stack 16 MB)";
    }
    if (e instanceof LinkageError) {
      return "kindling's own files must be complete and of one version (got "
          + e
          + "; expected what ./kindling builds; delete cli/target and start it again)";
    }
    return null;
  }

  /** One line, whatever the message holds. */
  private static void print(CommandLine command, String message) {
    PrintWriter err = command.getErr();
    err.println("kindling: " + Printable.line(message));
    err.flush();
  }
}
