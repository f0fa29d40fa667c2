package io.kindling.dist;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Completion in bash, as picocli writes it, told what names a file and how choices are typed. */
final class BashCompletion {
  private BashCompletion() {}

  /** The script that completes a command. */
  static String of(CommandSpec command) {
    return AutoComplete.bash(command.name(), new CommandLine(told(command)));
  }

  private static CommandSpec told(CommandSpec command) {
    CommandSpec told = CommandSpec.create().name(command.name());
    for (OptionSpec option : Words.options(command)) {
      told.addOption(
          OptionSpec.builder(option)
              .auxiliaryTypes(types(option))
              .completionCandidates(choices(option))
              .build());
    }
    for (PositionalParamSpec word : command.positionalParameters()) {
      told.addPositional(
          PositionalParamSpec.builder(word)
              .auxiliaryTypes(types(word))
              .completionCandidates(choices(word))
              .build());
    }
    Words.commands(command)
        .forEach((name, each) -> told.addSubcommand(name, told(each.getCommandSpec())));
    return told;
  }

  /** picocli completes names of files where the type is one of files. */
  private static Class<?>[] types(ArgSpec argument) {
    return Words.isFile(argument) ? new Class<?>[] {Path.class} : argument.auxiliaryTypes();
  }

  private static @Nullable List<String> choices(ArgSpec argument) {
    return Words.choices(argument).isEmpty() ? null : Words.choices(argument);
  }
}
