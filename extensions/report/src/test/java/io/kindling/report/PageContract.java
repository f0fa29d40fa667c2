package io.kindling.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.error.DataException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What holds of every page: it is the same everywhere, leads nowhere, and texts in it are texts.
 */
abstract class PageContract {
  @TempDir Path folder;

  /** The page of a report with a text in every place that takes one. */
  abstract String html(String text);

  /** Saves the page that says x everywhere. */
  abstract void save(Path file);

  /** Its markup, without pictures whose elements may close themselves. */
  final Markup markup(String text) {
    return new Markup(html(text).replaceAll("(?s)<svg xmlns.*?</svg>", ""));
  }

  @Test
  void nothingLeadsOutOfThePage() {
    Markup page = markup("x");
    assertThat(page.tags)
        .allSatisfy(tag -> assertThat(tag).doesNotContainPattern("\\s(src|action|style|on\\w+)="));
    assertThat(page.tags)
        .filteredOn(tag -> tag.contains(" href="))
        .singleElement()
        .asString()
        .startsWith("<link rel=\"icon\" href=\"data:");
    assertThat(page.raw.get(0)).doesNotContain("url(", "@import"); // the style
    assertThat(page.count("iframe") + page.count("img") + page.count("form")).isZero();
  }

  static String sha256(String text) throws Exception {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "</script><script>alert(1)</script>",
        "--><img src=x onerror=alert(1)>",
        "\" onmouseover=\"alert(1)",
        "' autofocus onfocus='alert(1)",
        "]]></style><style>*{display:none}",
        "&lt;b&gt;&amp;&#0;",
        "\u202egnihton\u202c\u2066\u200f",
        "a\u0000b\u001b[31m\u2028\u2029\r",
        "\ud800"
      })
  void whatOthersHaveWrittenIsTextWhereverItStands(String hostile) {
    Markup harmless = markup("x");
    Markup page = markup(hostile);
    assertThat(page.raw).isEqualTo(harmless.raw);
    assertThat(names(page)).isEqualTo(names(harmless));
    assertThat(html(hostile))
        .doesNotContainPattern("[\\u0000-\\u0009\\u000b-\\u001f\\u007f-\\u009f]")
        .doesNotContainPattern("[\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\ud800]");
  }

  /** Elements with the names of their attributes, but for shades that depend on a text's length. */
  private static List<String> names(Markup page) {
    return page.tags.stream().map(tag -> tag.replaceAll("=\"[^\"]*\"", "=")).toList();
  }

  @Test
  void theSameReportIsTheSameBytesInEveryLocale() {
    String page = html("x");
    Locale before = Locale.getDefault();
    try {
      for (String tag : List.of("de-DE", "ar-EG-u-nu-arab", "tr-TR", "hi-IN-u-nu-deva")) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        assertThat(html("x")).as(tag).isEqualTo(page);
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void aFileIsReplacedWholeOrNotAtAll() throws Exception {
    Path file = folder.resolve("a page.html");
    Files.writeString(file, "before");
    save(file);
    assertThat(file).hasContent(html("x"));
    Path gone = folder.resolve("gone/page.html");
    assertThatThrownBy(() -> save(gone))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(gone + ": the file must be writable (got ");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }
}
