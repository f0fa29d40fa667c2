package io.kindling.dist;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What can be typed, and what is said of it, as the command's model has it. */
final class Words {
  /** Most names of files are typed as texts, since they may be patterns, lists or have a prefix. */
  private static final Pattern FILE = Pattern.compile("FILE|JAR|TABLE|^IN$|^OUT$");

  private static final Pattern MORE = Pattern.compile("\\.\\s+(?=\\p{Lu}).*", Pattern.DOTALL);

  private Words() {}

  /** The commands of a command, by their names, in the order of its help. */
  static Map<String, CommandLine> commands(CommandSpec command) {
    return command.subcommands();
  }

  /** The options that help shows, in the order of their long names. */
  static List<OptionSpec> options(CommandSpec command) {
    return command.options().stream()
        .filter(option -> !option.hidden())
        .sorted(Comparator.comparing(OptionSpec::longestName))
        .toList();
  }

  /** Whether an option or a word without one names a file. */
  static boolean isFile(ArgSpec argument) {
    return FILE.matcher(argument.paramLabel()).find();
  }

  /** The words to choose from, as they are typed; none where anything may be typed. */
  static List<String> choices(ArgSpec argument) {
    List<String> choices = new ArrayList<>();
    if (argument.completionCandidates() != null) {
      argument.completionCandidates().forEach(word -> choices.add(word.toLowerCase(Locale.ROOT)));
    }
    return choices;
  }

  /** What is said of an option or a word without one. */
  static String description(ArgSpec argument) {
    return text(argument.description());
  }

  /** What is said of a command. */
  static String description(CommandSpec command) {
    return text(command.usageMessage().description());
  }

  /** The first sentence, without its stop. */
  static String summary(String description) {
    return MORE.matcher(description).replaceFirst("").replaceFirst("\\.$", "");
  }

  /** Lines without the marks for colours and for ends of lines. */
  static String text(String... lines) {
    String all = String.join("\n", lines).replace("%n", "\n").replace("%%", "%");
    return Ansi.OFF.string(all);
  }
}
