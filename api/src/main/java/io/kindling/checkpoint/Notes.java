package io.kindling.checkpoint;

import io.kindling.error.CheckpointException;
import io.kindling.text.Printable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The texts beside a model's parameters in a file, some of them lists: each list a line of CSV, as
 * RFC 4180 has it, with line feeds.
 */
public final class Notes {
  private final Path file;
  private final Map<String, String> texts;

  /**
   * The notes of a file.
   *
   * @param file the file, for errors
   * @param texts the notes by their keys, as {@link
   *     io.kindling.checkpoint.stored.SavedState#metadata()} has them
   */
  public Notes(Path file, Map<String, String> texts) {
    this.file = file;
    this.texts = Map.copyOf(texts);
  }

  /**
   * A text that may be missing.
   *
   * @param key its key
   * @return the text; null if there is none
   */
  public @Nullable String find(String key) {
    return texts.get(key);
  }

  /**
   * A text.
   *
   * @param key its key
   * @return the text
   * @throws CheckpointException if there is none
   */
  public String get(String key) {
    return get(key, /* nextStep= */ null);
  }

  /**
   * A text.
   *
   * @param key its key
   * @param nextStep what to do where there is none; null if there is nothing to say
   * @return the text
   * @throws CheckpointException if there is none
   */
  public String get(String key, @Nullable String nextStep) {
    String text = texts.get(key);
    if (text == null) {
      throw new CheckpointException(
          file.toString(),
          "the file must say what model it holds",
          "no " + key,
          "a file that kindling train --save wrote",
          nextStep);
    }
    return text;
  }

  /**
   * Lists that may be missing.
   *
   * @param key their key
   * @return the lists, at least one and equally long; null if there is no such note
   * @throws CheckpointException if the note is damaged
   */
  public @Nullable List<List<String>> findLists(String key) {
    String text = find(key);
    if (text == null) {
      return null;
    }
    List<List<String>> lists = NoteLists.parse(text);
    if (lists == null || lists.isEmpty()) {
      throw damaged(key);
    }
    return lists;
  }

  /**
   * A list.
   *
   * @param key its key
   * @return the list
   * @throws CheckpointException if it is missing or damaged
   */
  public List<String> list(String key) {
    get(key);
    List<List<String>> lists = Objects.requireNonNull(findLists(key));
    if (lists.size() != 1) {
      throw damaged(key);
    }
    return lists.get(0);
  }

  /**
   * An error about a note that says what cannot be.
   *
   * @param key the note's key
   * @return what to throw
   */
  public CheckpointException damaged(String key) {
    return new CheckpointException(
        file.toString(),
        "the notes in the file must fit the model in it",
        key + " " + Printable.piece(get(key)),
        "a file that kindling train --save wrote",
        null);
  }

  /**
   * Lists as a note, which {@link #findLists} and {@link #list} read.
   *
   * @param lists the lists
   * @return their text
   */
  public static String text(List<List<String>> lists) {
    return NoteLists.text(lists);
  }
}
