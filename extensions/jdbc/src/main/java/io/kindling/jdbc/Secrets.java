package io.kindling.jdbc;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What must not be shown of a database: its URL, beyond the name of the driver, and passwords.
 *
 * @param url the URL; empty if none is known
 * @param passwords the passwords, the longest first
 */
record Secrets(String url, List<String> passwords) {
  static final Secrets NONE = new Secrets("", List.of());

  private static final String HIDDEN = "***";

  /** Words that a parameter's name has in it whose value is nobody's business. */
  private static final Pattern NAME = Pattern.compile("(?i)pass|pwd|secret|token|key");

  /** The value of such a parameter; in braces it may hold separators. */
  private static final Pattern PARAMETER =
      Pattern.compile("(?i)(?:" + NAME + ")[^=&;]*=(?:\\{([^}]*)}|([^&;)]*))");

  static Secrets of(String url, Properties properties) {
    Set<String> found = new HashSet<>();
    for (String name : properties.stringPropertyNames()) {
      if (NAME.matcher(name).find()) {
        found.add(properties.getProperty(name));
      }
    }
    Matcher parameter = PARAMETER.matcher(url);
    while (parameter.find()) {
      found.add(Objects.requireNonNullElse(parameter.group(1), parameter.group(2)));
    }
    found.add(beforeHost(url));
    for (String text : List.copyOf(found)) {
      found.add(decoded(text));
    }
    found.remove("");
    return new Secrets(
        url, found.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList());
  }

  /** What follows the user's name in //user:password@host or user/password@host. */
  private static String beforeHost(String url) {
    int host = url.lastIndexOf('@');
    int slashes = url.indexOf("//");
    boolean usual = slashes >= 0 && slashes < host;
    int user = usual ? url.indexOf(':', slashes) : url.indexOf('/');
    return user >= 0 && user < host ? url.substring(user + 1, host) : "";
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) { // a percent sign that is meant as one
      return text;
    }
  }

  /** What may be shown of a URL: which driver it is for. */
  static String shown(String url) {
    int end = url.indexOf(':', url.indexOf(':') + 1);
    return end < 0 ? "a URL that is none of JDBC's" : url.substring(0, end) + ":…";
  }

  /** A text without secrets. */
  String hide(String text) {
    String hidden = url.isEmpty() ? text : text.replace(url, shown(url));
    for (String password : passwords) {
      hidden = hidden.replace(password, HIDDEN);
    }
    return hidden;
  }
}
