package io.kindling.csv;

import io.kindling.data.ColumnChoice;
import io.kindling.error.DataException;
import java.nio.charset.Charset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a text, and what errors say of them.
 *
 * @param source the file
 * @param head what its first lines say
 * @param names the names
 */
record Columns(CsvFile source, Head head, List<String> names) {
  /** As many characters may be in a cell of which the end is looked for. */
  static final int LONGEST_CELL = 1 << 24;

  private static final String TITLE =
      "the first line seems to be a title: delete what stands before the names of the columns";

  int count() {
    return names.size();
  }

  /**
   * Where a line is, as errors name it.
   *
   * @param line its number, from 1 for that which names the columns
   */
  String place(long line) {
    return source.name() + ", line " + (line + head.lines());
  }

  /** The error of a text without lines. */
  DataException none() {
    return new DataException(
        place(1), "the first line must name the columns", "nothing", "a header", null);
  }

  /** The error of a row that has too few or too many cells. */
  DataException otherCount(long line, int cells) {
    return otherCount(line, cells, head.isTitle() ? TITLE : separators());
  }

  /** The error of a row that is a single cell, which another separator may cut. */
  DataException uncut(long line, String text) {
    return otherCount(
        line,
        1,
        Head.USUAL.stream()
            .filter(other -> !other.equals(head.separator()) && Head.cells(text, other) == count())
            .findFirst()
            .map(separator -> Head.name(separator) + " separate it: write it as the first line is")
            .orElse(head.isTitle() ? TITLE : separators()));
  }

  private DataException otherCount(long line, int cells, @Nullable String nextStep) {
    return new DataException(
        place(line),
        "a row must have as many cells as the header",
        cells == 1 ? "1 cell" : cells + " cells",
        count() + "",
        nextStep);
  }

  /**
   * The error of a cell with bytes that are none of the encoding.
   *
   * @param rare whether other bytes that are not of ASCII are
   */
  DataException noText(long line, int column, Charset charset, boolean rare) {
    boolean named = column < count(); // while the header is read, none is
    return new DataException(
        place(line) + (named ? ", column " + names.get(column) : ""),
        "the file must be readable as CSV",
        "bytes that are no " + charset,
        "text",
        rare
            ? "what is before them is " + charset + ": mend the cell"
            : source.dialect().charset() == null
                ? "if it is Latin-1 or Windows-1252: charset(Charset.forName(\"windows-1252\"))"
                : null);
  }

  /** The error of a quote that nothing closes. */
  DataException unclosedQuote(long line) {
    return new DataException(
        place(line),
        "a quote that opens must be closed",
        "none to the end of the file",
        "another quote",
        "double the quotes inside of a quoted cell");
  }

  /** The error of a cell that is too long, in quotes perhaps for one that nothing closes. */
  DataException longCell(long line) {
    return new DataException(
        place(line),
        "a cell must not have too many characters",
        "more than " + LONGEST_CELL,
        "at most so many",
        "if a quote opens the cell, close it; or leave the text out");
  }

  /** The error of a line that no array has room for. */
  DataException longLine(long line) {
    return new DataException(
        place(line),
        "a line must fit into memory",
        "one of more than a gigabyte",
        "lines of some kilobytes",
        "the rows of a table must end with a line's end");
  }

  /** The error of a cell that goes on behind its closing quote. */
  DataException behindQuote(long line) {
    return new DataException(
        place(line),
        "a quote that closes must end its cell",
        "more behind it",
        "a separator or the end of the line",
        "double the quotes inside of a quoted cell");
  }

  ColumnChoice.Terms terms() {
    return new ColumnChoice.Terms(place(1), place(1), place(1), this::hint);
  }

  private String hint(List<String> columns) {
    if (head.isTitle()) {
      return TITLE;
    }
    if (columns.stream().allMatch(Decimals::isNumber)) {
      return "the first line holds numbers: add one that names the columns";
    }
    String separators = separators();
    if (separators == null && columns.size() == 1) {
      return "if something else separates the columns: separator(\"…\")";
    }
    return separators == null
        ? "names must match exactly, upper and lower case included"
        : separators;
  }

  /** What to say where other separators are in the first line; null where none are. */
  private @Nullable String separators() {
    if (head.others().isEmpty()) {
      return null;
    }
    String other = head.others().get(0);
    return "if "
        + Head.name(other)
        + " separate the columns: separator(\""
        + other.replace("\t", "\\t")
        + "\")";
  }
}
