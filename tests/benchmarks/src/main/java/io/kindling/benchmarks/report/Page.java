package io.kindling.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A Markdown page with parts that are written anew: those between a part's two comments. */
final class Page {
  private final Path file;
  private String text;

  Page(Path file) throws IOException {
    this.file = file;
    this.text = Files.readString(file);
  }

  /** Replaces what is between {@code <!-- name -->} and {@code <!-- end of name -->}. */
  Page replace(String name, String part) {
    String start = "<!-- " + name + " -->\n";
    int from = text.indexOf(start);
    int to = text.indexOf("<!-- end of " + name + " -->");
    if (from < 0 || to < from) {
      throw new IllegalStateException(file + " has no part " + name);
    }
    text = text.substring(0, from + start.length()) + "\n" + part + "\n" + text.substring(to);
    return this;
  }

  void save() throws IOException {
    Files.writeString(file, text);
  }
}
