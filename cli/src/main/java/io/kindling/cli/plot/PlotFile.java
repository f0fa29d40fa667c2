package io.kindling.cli.plot;

import io.kindling.cli.text.Terminal;
import io.kindling.error.DataException;
import io.kindling.plot.Figure;
import io.kindling.plot.Screen;
import io.kindling.text.LookAlikes;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A picture that is wanted.
 *
 * @param kind what it shows; null for what fits best
 * @param file where to draw it; null for the terminal
 * @param <K> the kinds that there are
 */
public record PlotFile<K extends Enum<K>>(@Nullable K kind, @Nullable Path file) {
  private static final String TERMINAL = "-";
  private static final String PNG = ".png";
  private static final String SVG = ".svg";

  /** One letter would be a drive of Windows. */
  private static final Pattern KINDLIKE = Pattern.compile("\\p{L}{2,}:");

  /** Beyond the height of a screen, a line to type in. */
  private static final int PROMPT = 2;

  /**
   * Reads what was typed: a file, perhaps with a kind and a colon before it. A file whose name
   * begins as with a kind is typed with its folder, as {@code ./cat:1.png}.
   *
   * @param path makes a path of a file's name
   * @param kinds the kinds that there are
   * @throws DataException if a word and a colon stand before it, and the word is no kind
   */
  public static <K extends Enum<K>> PlotFile<K> parse(
      String typed, Function<String, Path> path, K[] kinds) {
    K kind =
        Arrays.stream(kinds).filter(some -> typed.startsWith(some + ":")).findFirst().orElse(null);
    if (kind == null && KINDLIKE.matcher(typed).lookingAt()) {
      throw unknown(typed, kinds);
    }
    String file = kind == null ? typed : typed.substring(kind.toString().length() + 1);
    return new PlotFile<>(kind, file.equals(TERMINAL) ? null : path.apply(file));
  }

  private static DataException unknown(String typed, Enum<?>[] all) {
    String word = typed.substring(0, typed.indexOf(':'));
    List<String> kinds = Arrays.stream(all).map(Enum::toString).toList();
    String meant = LookAlikes.meant(word, kinds);
    return new DataException(
        "plot",
        "what stands before the colon must be a kind of picture",
        word,
        String.join(", ", kinds),
        meant == null ? "./" + typed + " is a file of that name" : meant);
  }

  private boolean ends(String ending) {
    return file != null && file.toString().toLowerCase(Locale.ROOT).endsWith(ending);
  }

  /**
   * Finds out now what would otherwise fail later.
   *
   * @param option the option that it was typed with
   */
  public void check(String option) {
    if (ends(PNG)) {
      Figure.checkFonts();
    } else if (file != null && !ends(SVG)) {
      throw new DataException(
          option,
          "a plot must be a PNG or SVG file, or - for the terminal",
          file + "",
          "FILE.png, FILE.svg or -",
          null);
    }
  }

  /**
   * Draws it.
   *
   * @param terminal where to, if it has no file
   */
  public void draw(Figure figure, PrintWriter terminal) {
    if (file == null) {
      terminal.println();
      terminal.print(figure.text(screen()));
      terminal.flush();
    } else if (ends(SVG)) {
      figure.svg(file);
    } else {
      figure.png(file);
    }
  }

  /** The terminal, not so high that it is no more wide. */
  private static Screen screen() {
    Terminal.Size size = Terminal.size();
    int columns = Math.max(Screen.LEAST_COLUMNS, Math.min(size.columns(), 400));
    int rows = Math.min(size.rows() - PROMPT, columns / 4 + 4);
    return new Screen(
        columns,
        Math.max(Screen.LEAST_ROWS, rows),
        Terminal.showsBraille(),
        Terminal.showsColours());
  }
}
