package io.kindling.cli.options;

import static java.util.stream.Collectors.joining;

import io.kindling.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** A command line as a shell takes it again, but for what is nobody else's. */
public final class TypedCommand {
  private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");

  /** A database's address may hold a password. */
  private static final Set<String> SECRET = Set.of("--jdbc");

  private TypedCommand() {}

  /**
   * Writes what was typed.
   *
   * @param name what the command is called
   */
  public static String of(String name, ParseResult typed) {
    List<String> words = new ArrayList<>(List.of(name));
    typed.matchedPositionals().stream()
        .flatMap(table -> table.originalStringValues().stream())
        .map(TypedCommand::own)
        .forEach(words::add);
    typed.matchedOptions().forEach(option -> add(words, option));
    return String.join(" ", words);
  }

  private static void add(List<String> words, OptionSpec option) {
    String name = option.longestName();
    if (option.arity().max() == 0) {
      words.add(name);
    } else if (SECRET.contains(name)) {
      words.add(name + " …");
    } else if (option.arity().min() == 0) {
      option.originalStringValues().forEach(value -> words.add(name + "=" + word(value)));
    } else {
      option.originalStringValues().forEach(value -> words.add(name + " " + own(value)));
    }
  }

  /** A word that stands by itself, where {@code @FILE} would be the words in a file. */
  private static String own(String word) {
    return word(word.startsWith("@") ? "@" + word : word);
  }

  /**
   * A word in quotes where it needs some; what cannot be seen becomes an escape, as bash and zsh
   * read it.
   */
  static String word(String word) {
    if (PLAIN.matcher(word).matches()) {
      return word;
    }
    boolean seen = word.codePoints().allMatch(c -> shown(c).equals(Character.toString(c)));
    return seen
        ? "'" + word.replace("'", "'\\''") + "'"
        : word.codePoints().mapToObj(TypedCommand::escaped).collect(joining("", "$'", "'"));
  }

  private static String shown(int c) {
    return Printable.piece(Character.toString(c));
  }

  private static String escaped(int c) {
    return c == '\\' || c == '\'' ? "\\" + (char) c : shown(c);
  }
}
