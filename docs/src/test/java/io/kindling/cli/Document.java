package io.kindling.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A Markdown page as its fenced blocks. */
final class Document {
  private final Path file;
  private final List<String> lines;
  private final List<Block> blocks = new ArrayList<>();
  private final Map<Block, String> replacements = new LinkedHashMap<>();

  /**
   * A fenced block.
   *
   * @param language what stands behind the opening fence
   * @param line the number of the opening fence's line, from 1
   * @param text what stands between the fences
   */
  record Block(String language, int line, String text) {}

  Document(Path file) throws IOException {
    this.file = file;
    this.lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("```")) {
        int end = lines.subList(i + 1, lines.size()).indexOf("```") + i + 1;
        String text = String.join("\n", lines.subList(i + 1, end));
        blocks.add(new Block(lines.get(i).substring(3), i + 1, text));
        i = end;
      }
    }
  }

  List<Block> blocks() {
    return blocks;
  }

  /** Notes a new text for a block; blocks come in their order. */
  void replaceLater(Block block, String text) {
    replacements.put(block, text);
  }

  /** Writes the page with the new texts. */
  void save() throws IOException {
    List<Block> lastFirst = new ArrayList<>(replacements.keySet());
    Collections.reverse(lastFirst);
    for (Block block : lastFirst) {
      int old = (int) block.text().lines().count();
      List<String> place = lines.subList(block.line(), block.line() + old);
      place.clear();
      place.addAll(Objects.requireNonNull(replacements.get(block)).lines().toList());
    }
    Files.write(file, lines);
  }
}
