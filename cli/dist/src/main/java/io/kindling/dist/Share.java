package io.kindling.dist;

import io.kindling.cli.Kindling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Writes the manual pages and the completion, each where a system looks for it below a folder. */
public final class Share {
  private Share() {}

  /**
   * Writes them all.
   *
   * @param args the folder, the version of the command, and the time of it, as 2026-01-31T00:00:00Z
   * @throws IOException if a file cannot be written
   */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    String date = args[2].substring(0, args[2].indexOf('T'));
    CommandSpec command = Kindling.commandLine().getCommandSpec();
    writeManual(folder, command, args[1], date);
    for (CommandLine each : Words.commands(command).values()) {
      writeManual(folder, each.getCommandSpec(), args[1], date);
    }
    write(folder, "bash-completion/completions/" + command.name(), BashCompletion.of(command));
    write(folder, "zsh/site-functions/_" + command.name(), ZshCompletion.of(command));
  }

  private static void writeManual(Path folder, CommandSpec command, String version, String date)
      throws IOException {
    String page = ManPage.of(command, version, date);
    write(folder, "man/man1/" + ManPage.name(command) + ".1", page);
  }

  private static void write(Path folder, String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
