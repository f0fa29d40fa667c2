package io.kindling.tck.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How near to its bounds a backend comes, for those who tighten them: with {@code
 * -Dkindling.tck.deviations=file} the largest deviation from every bound is written to that file
 * when the tests end.
 */
public final class Deviations {
  private static final String PROPERTY = "kindling.tck.deviations";
  private static final Map<String, Largest> ALL = new TreeMap<>();

  private Deviations() {}

  /** The largest deviations so far, each in its own unit. */
  private static final class Largest {
    double ulp;
    double absolute;
    double relative;
    double ofLargest;
    boolean bits = true;
    int odd;

    void add(float actual, float expected, double largest) {
      if (Float.floatToIntBits(actual) == Float.floatToIntBits(expected)) {
        return;
      }
      bits = false;
      if (!Float.isFinite(actual) || !Float.isFinite(expected)) {
        odd++;
        return;
      }
      double distance = Math.abs((double) actual - expected);
      ulp = Math.max(ulp, distance / Math.ulp(expected));
      absolute = Math.max(absolute, distance);
      relative = Math.max(relative, distance == 0 ? 0 : distance / Math.abs(expected));
      ofLargest = Math.max(ofLargest, distance == 0 ? 0 : distance / largest);
    }

    String line(String name) {
      return String.format(
          Locale.ROOT,
          "%s | %s | %.4g ulp | %.3g absolute | %.3g relative | %.3g of largest | %d not finite",
          name,
          bits ? "same bits" : "differs",
          ulp,
          absolute,
          relative,
          ofLargest,
          odd);
    }
  }

  public static void note(Tolerance tolerance, float[] actual, float[] expected) {
    if (System.getProperty(PROPERTY) == null) {
      return;
    }
    synchronized (ALL) {
      if (ALL.isEmpty()) {
        Runtime.getRuntime().addShutdownHook(new Thread(Deviations::write));
      }
      Largest largest = ALL.computeIfAbsent(tolerance.name(), name -> new Largest());
      double scale = Tolerance.largest(expected);
      for (int i = 0; i < expected.length; i++) {
        largest.add(actual[i], expected[i], scale);
      }
    }
  }

  private static void write() {
    List<String> lines = new ArrayList<>();
    synchronized (ALL) {
      ALL.forEach((name, largest) -> lines.add(largest.line(name)));
    }
    try {
      Files.write(Path.of(System.getProperty(PROPERTY)), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
