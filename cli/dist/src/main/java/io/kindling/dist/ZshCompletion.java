package io.kindling.dist;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Completion in zsh, which says what each word is for: bash's would not. See zshcompsys(1). */
final class ZshCompletion {
  private ZshCompletion() {}

  /** The function that completes a command which has subcommands. */
  static String of(CommandSpec command) {
    StringBuilder commands = new StringBuilder();
    StringBuilder arguments = new StringBuilder();
    for (CommandLine each : Words.commands(command).values()) {
      CommandSpec spec = each.getCommandSpec();
      String summary = Words.summary(Words.description(spec)).replace(":", "\\:");
      commands.append("        " + quoted(spec.name() + ":" + summary) + "\n");
      arguments.append("        " + spec.name() + ")\n");
      arguments.append("          _arguments -s -S" + all(spec, " \\\n            ") + "\n");
      arguments.append("          ;;\n");
    }
    return """
        #compdef %1$s
        local curcontext=$curcontext state
        local -a commands
        _arguments -C -s -S%2$s \\
          '1:command:->command' \\
          '*::argument:->argument' && return
        case $state in
          command)
            commands=(
        %3$s      )
            _describe command commands
            ;;
          argument)
            curcontext=${curcontext%%:*:*}:%1$s-$words[1]:
            case $words[1] in
        %4$s      esac
            ;;
        esac
        """
        .formatted(command.name(), all(command, " \\\n  "), commands, arguments);
  }

  private static String all(CommandSpec command, String separator) {
    StringBuilder all = new StringBuilder();
    for (OptionSpec option : Words.options(command)) {
      all.append(separator).append(option(option));
    }
    for (PositionalParamSpec word : command.positionalParameters()) {
      String index = word.index().max() == Integer.MAX_VALUE ? "*" : word.index().min() + 1 + "";
      all.append(separator).append(quoted(index + value(word, ":")));
    }
    return all.toString();
  }

  /** An option with all its names; none is offered again that is of use only once. */
  private static String option(OptionSpec option) {
    List<String> names = Arrays.asList(option.names());
    String mark = "";
    String value = "";
    if (option.arity().max() > 0) {
      boolean needed = option.arity().min() > 0;
      mark = needed ? "=" : "=-";
      value = value(option, needed ? ":" : "::");
    }
    String description =
        Words.summary(Words.description(option)).replaceAll("[\\[\\]\\\\]", "\\\\$0");
    String told = quoted(mark + "[" + description + "]" + value);
    if (names.size() == 1) {
      return (option.isMultiValue() ? "'*'" : "") + names.get(0) + told;
    }
    return "'(" + String.join(" ", names) + ")'{" + String.join(",", names) + "}" + told;
  }

  private static String value(ArgSpec argument, String mark) {
    String choices =
        Words.isFile(argument)
            ? "_files"
            : Words.choices(argument).stream().collect(Collectors.joining(" ", "(", ")"));
    String label = argument.paramLabel().replace(":", "\\:");
    return mark + label + ":" + (choices.equals("()") ? "" : choices);
  }

  private static String quoted(String text) {
    return "'" + text.replace("\n", " ").replace("'", "'\\''") + "'";
  }
}
