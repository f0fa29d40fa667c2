package io.kindling.dist;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A command's manual page, in the macros of man(7). What picocli itself writes is AsciiDoc, whose
 * converter needs JRuby: thirty times the size of the command.
 */
final class ManPage {
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "JAVA_HOME", "The Java to use, of version 17 or newer; else the one on PATH.",
          "KINDLING_OPTS", "Options for Java, as -Xmx8g for a heap of 8 GB.",
          "NO_COLOR", "If not empty, nothing has colours.");

  private final StringBuilder page = new StringBuilder();
  private final CommandSpec command;
  private final Help.IParamLabelRenderer labels;

  private ManPage(CommandSpec command) {
    this.command = command;
    labels = new Help(command).parameterLabelRenderer();
  }

  /** The name of a command's page. */
  static String name(CommandSpec command) {
    return command.qualifiedName("-");
  }

  /**
   * A command's page.
   *
   * @param version the version of the command
   * @param date the day of it, as 2026-01-31
   */
  static String of(CommandSpec command, String version, String date) {
    return new ManPage(command).written(version, date);
  }

  private String written(String version, String date) {
    String name = name(command);
    line(".TH %s 1 %s \"kindling %s\" Kindling", name.toUpperCase(Locale.ROOT), date, version);
    line(".nh\n.ad l"); // names of options are not torn apart
    section("NAME");
    String summary = Words.summary(Words.description(command));
    text(name + " - " + summary.substring(0, 1).toLowerCase(Locale.ROOT) + summary.substring(1));
    section("SYNOPSIS");
    synopsis();
    section("DESCRIPTION");
    text(Words.description(command));
    commands();
    arguments("ARGUMENTS", command.positionalParameters());
    arguments("OPTIONS", Words.options(command));
    footer();
    if (command.parent() == null) {
      section("ENVIRONMENT");
      ENVIRONMENT.keySet().stream().sorted().forEach(this::variable);
    }
    section("SEE ALSO");
    seeAlso();
    return page.toString();
  }

  private void synopsis() {
    StringBuilder synopsis = new StringBuilder("\\fB" + escaped(command.qualifiedName()) + "\\fR");
    synopsis.append(" [\\fIOPTION\\fR]...");
    if (!Words.commands(command).isEmpty()) {
      synopsis.append(" \\fICOMMAND\\fR");
    }
    command.positionalParameters().forEach(each -> synopsis.append(' ').append(label(each)));
    line(synopsis.toString());
  }

  private void commands() {
    if (Words.commands(command).isEmpty()) {
      return;
    }
    section("COMMANDS");
    for (CommandLine each : Words.commands(command).values()) {
      item("\\fB" + escaped(name(each.getCommandSpec())) + "\\fR(1)");
      text(Words.summary(Words.description(each.getCommandSpec())) + ".");
    }
  }

  private void arguments(String title, List<? extends ArgSpec> arguments) {
    if (arguments.isEmpty()) {
      return;
    }
    section(title);
    for (ArgSpec argument : arguments) {
      String names =
          argument instanceof OptionSpec option
              ? Arrays.stream(option.names())
                  .map(name -> "\\fB" + escaped(name) + "\\fR")
                  .collect(Collectors.joining(", "))
              : "";
      item(names + label(argument));
      text(Words.description(argument));
    }
  }

  /** How a value is written, its name in italics, as in {@code [=FILE]}. */
  private String label(ArgSpec argument) {
    String label = labels.renderParameterLabel(argument, Ansi.OFF, List.of()).toString();
    return escaped(label).replaceAll("[A-Z]+", "\\\\fI$0\\\\fR");
  }

  /** Lines that are indented stand as they are. */
  private void footer() {
    String[] lines = Words.text(command.usageMessage().footer()).strip().split("\n", -1);
    if (lines.length == 1 && lines[0].isEmpty()) {
      return;
    }
    section("NOTES");
    for (int i = 0; i < lines.length; i++) {
      boolean shown = lines[i].startsWith(" ");
      if (lines[i].isBlank()) {
        line(".PP");
      } else if (shown && !lines[i - 1].startsWith(" ")) {
        line(".PP\n.nf");
      }
      if (!lines[i].isBlank()) {
        text(lines[i]);
      }
      if (shown && (i + 1 == lines.length || !lines[i + 1].startsWith(" "))) {
        line(".fi");
      }
    }
  }

  private void variable(String name) {
    item("\\fB" + escaped(name) + "\\fR");
    text(ENVIRONMENT.getOrDefault(name, ""));
  }

  private void seeAlso() {
    CommandSpec parent = command.parent();
    CommandSpec top = parent == null ? command : parent;
    String others =
        Words.commands(top).values().stream()
            .map(CommandLine::getCommandSpec)
            .filter(other -> other != command)
            .map(other -> "\\fB" + escaped(name(other)) + "\\fR(1)")
            .collect(Collectors.joining(",\n"));
    line(parent == null ? others : "\\fB" + escaped(name(parent)) + "\\fR(1),\n" + others);
  }

  private void section(String title) {
    line(".SH %s", title);
  }

  private void item(String heading) {
    line(".TP\n" + heading);
  }

  /** Text, each of its lines one of the page. */
  private void text(String text) {
    text.lines().forEach(line -> line(escaped(line)));
  }

  private void line(String format, Object... values) {
    page.append(values.length == 0 ? format : String.format(Locale.ROOT, format, values));
    page.append('\n');
  }

  /** Text in which nothing is a macro, a hyphen is one that can be copied, and all is ASCII. */
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints().forEach(c -> escaped.append(escaped(c)));
    return text.startsWith(".") ? "\\&" + escaped : escaped.toString();
  }

  private static String escaped(int c) {
    return switch (c) {
      case '\\' -> "\\e";
      case '-' -> "\\-";
      case '\'' -> "\\(aq";
      case '`' -> "\\(ga";
      case '^' -> "\\(ha";
      case '~' -> "\\(ti";
      default -> c < 128 ? Character.toString(c) : String.format(Locale.ROOT, "\\[u%04X]", c);
    };
  }
}
