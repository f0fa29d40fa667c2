package io.kindling.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import picocli.CommandLine;

/**
 * One run of the command, in this process.
 *
 * @param code its exit code
 * @param out what it printed
 * @param err what it complained about
 */
record Run(int code, String out, String err) {
  static Run kindling(Object... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] texts = List.of(args).stream().map(Object::toString).toArray(String[]::new);
    CommandLine command =
        Kindling.commandLine(texts).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    Run run = new Run(Kindling.execute(command, texts), out.toString(), err.toString());
    OwnOptions.check(Kindling.commandLine(), texts.length == 0 ? "" : texts[0], run.err);
    return run;
  }

  List<String> lines() {
    return out.lines().toList();
  }
}
