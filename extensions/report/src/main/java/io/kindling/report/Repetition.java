package io.kindling.report;

import io.kindling.text.Printable;
import java.util.Map;

/** What repeats something: a command, and facts. */
final class Repetition {
  private Repetition() {}

  static void command(Html html, String command) {
    html.element("p", "The same data and this command give the same again:");
    html.open("pre", "tabindex", "0", "aria-label", "the command")
        .element("code", command)
        .close("pre");
  }

  static void facts(Html html, String heading, Map<String, String> facts) {
    if (!facts.isEmpty()) {
      html.element("h3", heading).open("dl");
      facts.forEach(
          (name, value) ->
              html.open("div")
                  .element("dt", Printable.piece(name))
                  .element("dd", value)
                  .close("div"));
      html.close("dl").line();
    }
  }
}
