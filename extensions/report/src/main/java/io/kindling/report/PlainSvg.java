package io.kindling.report;

import io.kindling.error.DataException;
import io.kindling.text.Printable;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Pictures that hold shapes and words, and nothing that runs, loads or styles anything. */
final class PlainSvg {
  private static final Set<String> ELEMENTS =
      Set.of("svg", "title", "desc", "g", "rect", "path", "circle", "text");

  private static final Set<String> ATTRIBUTES =
      Set.of(
          "xmlns",
          "width",
          "height",
          "viewBox",
          "role",
          "font-family",
          "font-size",
          "font-weight",
          "text-anchor",
          "transform",
          "x",
          "y",
          "cx",
          "cy",
          "r",
          "d",
          "fill",
          "fill-opacity",
          "stroke",
          "stroke-opacity",
          "stroke-width",
          "stroke-dasharray");

  /** A tag, or a character that is none of a text's. */
  private static final Pattern MARKUP =
      Pattern.compile(
          "</?(?<element>\\w*+)(?<attributes>(?:\\s++[\\w-]++=\"[^\"<>&]*+\")*+)/?>|[<>]");

  private static final Pattern NAME = Pattern.compile("([\\w-]+)=\"([^\"]*)\"");

  private PlainSvg() {}

  /**
   * {@return the same}
   *
   * @throws DataException if there is anything else in it
   */
  static String checked(String svg) {
    if (!svg.startsWith("<svg ") || !svg.strip().endsWith("</svg>")) {
      throw refused(svg);
    }
    Matcher markup = MARKUP.matcher(svg);
    while (markup.find()) {
      String element = markup.group("element");
      if (element == null || !ELEMENTS.contains(element)) {
        throw refused(markup.group());
      }
      Matcher attribute = NAME.matcher(markup.group("attributes"));
      while (attribute.find()) {
        if (!ATTRIBUTES.contains(attribute.group(1)) || attribute.group(2).contains("url(")) {
          throw refused(attribute.group());
        }
      }
    }
    return svg;
  }

  private static DataException refused(String got) {
    return new DataException(
        "RegressionReport",
        "a picture must be of plain shapes and words",
        Printable.piece(got),
        "what Figure.svg() of kindling-plot gives",
        null);
  }
}
