package io.kindling.plot;

import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** What an SVG holds. */
final class Svgs {
  private Svgs() {}

  static Document parsed(Figure figure) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(figure.svg())));
  }

  static List<Element> elements(Figure figure, String element) throws Exception {
    NodeList nodes = parsed(figure).getElementsByTagName(element);
    return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i)).toList();
  }

  static List<String> texts(Figure figure, String element) throws Exception {
    return elements(figure, element).stream().map(Element::getTextContent).toList();
  }
}
