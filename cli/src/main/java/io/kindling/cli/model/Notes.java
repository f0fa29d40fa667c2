package io.kindling.cli.model;

import io.kindling.cli.text.Lists;
import io.kindling.data.Scaling;
import io.kindling.error.CheckpointException;
import io.kindling.error.DataException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The texts in a file beside a model's parameters: lists as lines of CSV. */
public final class Notes {
  private final Path file;
  private final Map<String, String> texts;

  public Notes(Path file, Map<String, String> texts) {
    this.file = file;
    this.texts = texts;
  }

  Path file() {
    return file;
  }

  /** A text that may be missing. */
  public @Nullable String find(String key) {
    return texts.get(key);
  }

  /**
   * A text.
   *
   * @throws CheckpointException if it is missing
   */
  public String get(String key) {
    String text = texts.get(key);
    if (text == null) {
      throw new CheckpointException(
          file.toString(),
          "the file must say what model it holds",
          "no " + key,
          "a file that kindling train --save wrote",
          null);
    }
    return text;
  }

  /** Lists that may be missing. */
  @Nullable List<List<String>> findLists(String key) {
    String text = find(key);
    if (text == null) {
      return null;
    }
    List<List<String>> lists = Lists.parse(text);
    if (lists == null) {
      throw damaged(key, text);
    }
    return lists;
  }

  /**
   * A list.
   *
   * @throws CheckpointException if it is missing or damaged
   */
  public List<String> list(String key) {
    String text = get(key);
    List<List<String>> lists = findLists(key);
    if (lists == null || lists.size() != 1) {
      throw damaged(key, text);
    }
    return lists.get(0);
  }

  /** A scaling that may be missing. */
  @Nullable Scaling findScaling(String key) {
    List<List<String>> lists = findLists(key);
    if (lists == null) {
      return null;
    }
    try {
      return new Scaling(numbers(lists.get(0)), numbers(lists.get(1)));
    } catch (IndexOutOfBoundsException | NumberFormatException | DataException e) {
      throw damaged(key, get(key));
    }
  }

  private static List<Double> numbers(List<String> texts) {
    return texts.stream().map(Double::valueOf).toList();
  }

  CheckpointException damaged(String key, String text) {
    return new CheckpointException(
        file.toString(),
        "the notes in the file must fit the model in it",
        key + " " + text.replaceAll("\\s+", " "),
        "a file that kindling train --save wrote",
        null);
  }

  /** A scaling as text: the means, then the scales. */
  public static String text(Scaling scaling) {
    return Lists.text(
        List.of(
            scaling.mean().stream().map(String::valueOf).toList(),
            scaling.scale().stream().map(String::valueOf).toList()));
  }
}
