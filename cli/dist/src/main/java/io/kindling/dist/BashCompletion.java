package io.kindling.dist;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Completion in bash. What picocli itself writes runs what stands in names of files, and knows no
 * {@code --option=value}.
 */
final class BashCompletion {
  /** Where nothing is offered, readline completes names of files. */
  private static final String FILES = "return";

  private static final String NOTHING = "compopt +o default 2>/dev/null; return";
  private static final String NO_WORDS =
      "        [[ $word == -* ]] || compopt +o default 2>/dev/null\n";

  private BashCompletion() {}

  /** The script that completes a command which has subcommands. */
  static String of(CommandSpec command) {
    StringBuilder cases = new StringBuilder();
    for (CommandLine each : Words.commands(command).values()) {
      cases.append(of(each.getCommandSpec(), each.getCommandName()));
    }
    return """
        # bash completion for %1$s
        _%1$s() {
          local word=${COMP_WORDS[COMP_CWORD]} option=${COMP_WORDS[COMP_CWORD - 1]} options= choices=
          COMPREPLY=()
          if [[ $word == = ]]; then
            word= option=$option=
          elif [[ $option == = ]]; then
            option=${COMP_WORDS[COMP_CWORD - 2]}=
          fi
          if ((COMP_CWORD == 1)); then
            choices='%2$s %3$s'
          else
            case ${COMP_WORDS[1]} in
        %4$s    esac
          fi
          [[ $word != -* || $choices ]] || choices=$options
          [[ ! $choices ]] || COMPREPLY=($(compgen -W "$choices" -- "$word"))
        }
        complete -o default -F _%1$s %1$s
        """
        .formatted(
            command.name(),
            String.join(" ", Words.commands(command).keySet()),
            names(Words.options(command)),
            cases);
  }

  private static String of(CommandSpec command, String name) {
    TreeMap<String, List<String>> answers = new TreeMap<>();
    for (OptionSpec option : Words.options(command)) {
      if (option.arity().max() > 0) {
        answers.computeIfAbsent(answer(option), unused -> new ArrayList<>()).addAll(typed(option));
      }
    }
    StringBuilder cases = new StringBuilder();
    answers.forEach(
        (answer, typed) ->
            cases.append("          " + String.join(" | ", typed) + ") " + answer + " ;;\n"));
    String words = command.positionalParameters().isEmpty() ? NO_WORDS : "";
    return String.format(
        Locale.ROOT,
        """
              %s)
                options='%s'
                case $option in
        %s        esac
        %s        ;;
        """,
        name,
        names(Words.options(command)),
        cases,
        words);
  }

  /** What there is to complete behind an option. */
  private static String answer(OptionSpec option) {
    if (Words.isFile(option)) {
      return FILES;
    }
    List<String> choices = Words.choices(option);
    return choices.isEmpty() ? NOTHING : "choices='" + String.join(" ", choices) + "'";
  }

  /**
   * How an option is typed before its value: with = if that may be left away, else also without.
   */
  private static List<String> typed(OptionSpec option) {
    List<String> typed = new ArrayList<>();
    for (String name : option.names()) {
      typed.add(name + "=");
      if (option.arity().min() > 0) {
        typed.add(name);
      }
    }
    return typed;
  }

  private static String names(List<OptionSpec> options) {
    return options.stream()
        .flatMap(option -> Arrays.stream(option.names()))
        .filter(name -> name.startsWith("--"))
        .collect(Collectors.joining(" "));
  }
}
