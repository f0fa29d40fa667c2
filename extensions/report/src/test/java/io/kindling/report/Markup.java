package io.kindling.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page as its elements, each of which must be closed, and in its parent. */
final class Markup {
  private static final Pattern TAG =
      Pattern.compile("<(/?)([a-z][a-z0-9]*)((?:\\s+[a-zA-Z-]+(?:=\"[^\"<>]*\")?)*)\\s*>");

  private static final Pattern RAW = Pattern.compile("(?s)<(script|style)>(.*?)</\\1>");
  private static final Set<String> VOID = Set.of("meta", "link");

  /** The start tags, as they stand. */
  final List<String> tags = new ArrayList<>();

  /** What stands in scripts and styles. */
  final List<String> raw = new ArrayList<>();

  /** All else: texts between tags, with escapes as they stand. */
  final String text;

  Markup(String page) {
    assertThat(page).startsWith("<!DOCTYPE html>\n<html lang=\"en\">");
    Matcher own = RAW.matcher(page);
    while (own.find()) {
      raw.add(own.group(2));
    }
    String rest =
        RAW.matcher(page)
            .replaceAll("<$1></$1>")
            .replaceFirst("<!DOCTYPE html>", "")
            .replaceAll("(?s)<!--.*?-->", "");
    Deque<String> open = new ArrayDeque<>();
    StringBuilder texts = new StringBuilder();
    Matcher tag = TAG.matcher(rest);
    int at = 0;
    while (tag.find()) {
      texts.append(rest, at, tag.start());
      at = tag.end();
      if (!tag.group(1).isEmpty()) {
        assertThat(tag.group(2)).as("closed at %d", at).isEqualTo(open.pop());
      } else {
        tags.add(tag.group());
        if (!VOID.contains(tag.group(2))) {
          open.push(tag.group(2));
        }
      }
    }
    assertThat(open).isEmpty();
    text = texts.append(rest.substring(at)).toString();
    assertThat(text).doesNotContain("<", ">");
  }

  long count(String element) {
    return tags.stream().filter(tag -> tag.matches("<" + element + "[ >].*")).count();
  }
}
