package io.kindling.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What every page holds beside its contents: a script, a style sheet, and the licence of uPlot, of
 * which both have a part.
 */
record Assets(String script, String style, String licence) {
  private static final String UPLOT = "META-INF/resources/webjars/uplot/1.6.30/";

  static Assets load() {
    return new Assets(
        "\n" + uplot("dist/uPlot.iife.min.js") + own("page.js"),
        "\n" + uplot("dist/uPlot.min.css") + "\n" + own("page.css"),
        uplot("LICENSE"));
  }

  /** The style of a page that has no chart to be drawn by a script. */
  static String ownStyle() {
    return "\n" + own("page.css");
  }

  /** A module sees its own files by its classes, and those of no package by the class loader. */
  private static String own(String name) {
    return read(name, Assets.class.getResourceAsStream(name));
  }

  private static String uplot(String name) {
    return read(UPLOT + name, Assets.class.getClassLoader().getResourceAsStream(UPLOT + name));
  }

  private static String read(String name, @Nullable InputStream resource) {
    try (InputStream in = resource) {
      if (in == null) {
        throw new IllegalStateException(name + " is not there: the page needs the jar of uPlot");
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
