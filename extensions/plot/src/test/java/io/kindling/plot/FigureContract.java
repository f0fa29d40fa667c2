package io.kindling.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every figure; those are tested that a static method {@code each} gives. */
abstract class FigureContract {
  /** What somebody may have called a column. */
  static final String HOSTILE = "<script>&\"'\u001b[31m\u202e\n]]>\ud800" + "x".repeat(1000);

  @ParameterizedTest
  @MethodSource("each")
  void aPngHasItsSizeAndColours(Figure figure, @TempDir Path folder) throws Exception {
    Path file = folder.resolve("figure.png");
    figure.png(file);
    BufferedImage image = ImageIO.read(file.toFile());
    assertThat(image.getWidth()).isEqualTo(960);
    assertThat(image.getHeight()).isEqualTo(640);
    long coloured =
        Arrays.stream(image.getRGB(0, 0, 960, 640, null, 0, 960))
            .filter(rgb -> (rgb & 0xFF) != (rgb >> 16 & 0xFF))
            .count();
    assertThat(coloured).isGreaterThan(100);
  }

  @ParameterizedTest
  @MethodSource("each")
  void itIsTheSameEverywhere(Figure figure) {
    String svg = figure.svg();
    String text = figure.text(Screen.of(80, 24));
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      for (String tag : List.of("de-DE", "ar-EG-u-nu-arab", "hi-IN-u-nu-deva", "tr-TR")) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));
        assertThat(figure.svg()).isEqualTo(svg);
        assertThat(figure.text(Screen.of(80, 24))).isEqualTo(text);
      }
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @ParameterizedTest
  @MethodSource("each")
  void textFitsTheScreen(Figure figure) {
    for (int[] size : new int[][] {{30, 10}, {80, 24}, {200, 60}}) {
      for (Screen screen :
          List.of(Screen.of(size[0], size[1]), Screen.of(size[0], size[1]).ascii())) {
        List<String> lines = figure.text(screen).lines().toList();
        assertThat(lines).hasSizeBetween(4, size[1]);
        assertThat(lines)
            .allMatch(line -> line.length() <= size[0] && line.equals(line.stripTrailing()));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("each")
  void asciiIsAscii(Figure figure) {
    assertThat(figure.text(Screen.of(80, 24).ascii())).matches("[\\x20-\\x7e\\n]+");
  }

  /** Colours are escapes, and nothing else is another. */
  @ParameterizedTest
  @MethodSource("each")
  void coloursChangeNoCharacter(Figure figure) {
    Screen screen = Screen.of(80, 24);
    String coloured = figure.text(screen.coloured()).replaceAll("\u001b\\[[0-9;]*m", "");
    assertThat(coloured.lines().map(String::stripTrailing))
        .containsExactlyElementsOf(figure.text(screen).lines().toList());
  }

  /** Whether {@link #HOSTILE} names in a figure are nothing but names. */
  static void steersNothing(Figure figure) throws Exception {
    assertThat(Svgs.elements(figure, "script")).isEmpty();
    assertThat(figure.svg()).doesNotContain("\u001b", "\u202e");
    for (Screen screen : List.of(Screen.of(80, 24), Screen.of(30, 10))) {
      String text = figure.text(screen);
      assertThat(text).doesNotContain("\u001b", "\u202e", "\r");
      assertThat(text.lines()).allMatch(line -> line.length() <= screen.columns());
    }
  }
}
