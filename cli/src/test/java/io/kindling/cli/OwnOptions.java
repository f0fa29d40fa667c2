package io.kindling.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What a command advises can be typed: its own options, or those of a command that it names. */
final class OwnOptions {
  private static final Pattern WORDS =
      Pattern.compile("(?<![\\w-])(kindling (?<command>[a-z]+)|(?<option>--[a-z][a-z-]*)|[;()])");

  private OwnOptions() {}

  /**
   * Finds an option that nobody could type where the message advises it.
   *
   * @param command the command's name
   * @param err what it complained about
   */
  static void check(CommandLine all, String command, String err) {
    if (err.contains("Unknown option") || !all.getSubcommands().containsKey(command)) {
      return;
    }
    List<CommandSpec> known = new ArrayList<>(List.of(all.getCommandSpec(), spec(all, command)));
    Matcher word = WORDS.matcher(err);
    while (word.find()) {
      String other = word.group("command");
      String option = word.group("option");
      if (other != null && all.getSubcommands().containsKey(other)) {
        known.add(spec(all, other));
      } else if (option != null) {
        assertThat(known)
            .as("%s of kindling %s: %s", option, command, err)
            .anyMatch(spec -> spec.findOption(option) != null);
      } else if (other == null) {
        known = new ArrayList<>(known.subList(0, 2));
      }
    }
  }

  private static CommandSpec spec(CommandLine all, String command) {
    return requireNonNull(all.getSubcommands().get(command)).getCommandSpec();
  }
}
