package io.kindling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
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

  /** The object that a run printed, and nothing else. */
  static JsonObject json(Run run) {
    assertThat(run.err).isEmpty();
    return JsonParser.parseString(run.out).getAsJsonObject();
  }

  /** Whether a run ended in one line that begins so, and nothing else. */
  static void refused(Run run, String message) {
    assertThat(run.err).startsWith("kindling: " + message).hasLineCount(1);
    assertThat(run.out).isEmpty();
    assertThat(run.code).isEqualTo(2);
  }
}
