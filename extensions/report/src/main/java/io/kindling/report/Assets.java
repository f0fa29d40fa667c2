package io.kindling.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * What every page holds beside its contents: a script, a style sheet, and the licence of uPlot, of
 * which both have a part.
 */
record Assets(String script, String style, String licence) {
  private static final String UPLOT = "META-INF/resources/webjars/uplot/1.6.30/";
  private static final String OWN = "io/kindling/report/";

  static Assets load() {
    return new Assets(
        "\n" + read(UPLOT + "dist/uPlot.iife.min.js") + read(OWN + "page.js"),
        "\n" + read(UPLOT + "dist/uPlot.min.css") + "\n" + read(OWN + "page.css"),
        read(UPLOT + "LICENSE"));
  }

  /** Through the class loader: uPlot's is another module. */
  private static String read(String name) {
    try (InputStream in = Assets.class.getClassLoader().getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not there: the jar of uPlot must be whole");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The source of a script or style, as a Content-Security-Policy names it. */
  static String source(String text) {
    try {
      byte[] sha =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(sha) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
