package io.kindling.cli.options;

import io.kindling.checkpoint.Notes;
import io.kindling.checkpoint.stored.SavedState;
import io.kindling.cli.model.Start;
import io.kindling.cli.table.StreamedTable;
import io.kindling.cli.table.TableDigest;
import io.kindling.cli.table.TrainingTable;
import io.kindling.error.CheckpointException;
import io.kindling.error.DataException;
import io.kindling.train.Checkpoint;
import io.kindling.train.CheckpointFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * A training to go on with: its checkpoint, in which its command line is a note. What is not typed
 * again is taken from there, but for the files to write: a checkpoint may come from anybody, and
 * must not say what is written over.
 *
 * @param file the checkpoint's file
 * @param checkpoint the checkpoint
 * @param model the file of the model that the checkpoint is beside
 */
public record ResumedTraining(Path file, Checkpoint checkpoint, Path model) {
  /** What tells how the training was begun: options as {@code --name=value}, in a line of CSV. */
  private static final String OPTIONS = "kindling_options";

  private static final String STREAM = "--stream";

  /** The table's sum. */
  private static final String DATA = "kindling_data";

  /** That of the table of --validation, if there is one. */
  private static final String VALIDATION_DATA = "kindling_validation_data";

  /** What is behind the name of a sum that is of the digits beyond float32, where these matter. */
  private static final String EXACT = "_float64";

  /** What does not decide the numbers, and may be another this time. */
  private static final Set<String> FREE =
      Set.of(
          "--backend",
          "--checkpoint-every",
          "--columns",
          ResumedTables.DATA,
          "--device",
          "--epochs",
          "--history",
          "--live",
          "--plot",
          "--predictions",
          "--report",
          "--save",
          "--test");

  /** What is written. */
  private static final Set<String> OUTPUTS =
      Set.of("--columns", "--history", "--live", "--plot", "--predictions", "--report", "--save");

  private static final Pattern CHECKPOINT =
      Pattern.compile("(.+)\\.checkpoint-[1-9][0-9]*(\\.[^.]*)?");

  /**
   * What is never in a checkpoint: it is in effect already, or was for that one time. And a
   * checkpoint, which goes from hand to hand, holds no database's password, and names no code to
   * run: one that does is not ours.
   */
  private static final Set<String> PASSING =
      Set.of(
          "--entry",
          "--folds",
          "--init",
          "--jdbc",
          "--json",
          "--lib",
          "--query",
          "--quiet",
          "--resume",
          "--strip-prefix",
          ResumedTables.TEST_QUERY,
          ResumedTables.VALIDATION_QUERY);

  /** The options that are never taken from a checkpoint. */
  public static Set<String> guarded() {
    Set<String> guarded = new HashSet<>(OUTPUTS);
    guarded.addAll(PASSING);
    return guarded;
  }

  /**
   * Finds the checkpoint.
   *
   * @param given a checkpoint, or a model whose newest checkpoint is meant; empty for that of
   *     --save
   * @param save where the model is to be saved; null if that was not typed
   */
  public static ResumedTraining find(String given, @Nullable Path save) {
    Path series = given.isEmpty() ? save : FileName.parse(given);
    if (series == null) {
      throw new UsageException("--resume needs a checkpoint, or --save FILE that it is beside");
    }
    Path file = CheckpointFiles.newest(OutputOptions.series(series)).orElse(series);
    try {
      return new ResumedTraining(file, Checkpoint.load(file), model(series));
    } catch (CheckpointException e) {
      if (!file.equals(series)) {
        throw e;
      }
      throw new DataException(
          "--resume",
          "there must be a checkpoint",
          e.operation() + ": " + e.rule() + ", found " + e.got(),
          "a checkpoint, or a model with one beside it",
          "train with --checkpoint-every N first; to start from a model's weights use --init");
    }
  }

  /** The model of a checkpoint, by its name; of a model, itself. */
  private static Path model(Path file) {
    Matcher name = CHECKPOINT.matcher(file.getFileName() + "");
    return name.matches()
        ? file.resolveSibling(name.group(1) + Objects.requireNonNullElse(name.group(2), ""))
        : file;
  }

  /**
   * What a checkpoint is to say of the training that is typed.
   *
   * @param table the table
   * @param validation the table of --validation; null if there is none
   * @param scaled whether the table's numbers are scaled, and so more of their digits matter
   * @param chosen options that were not typed but chosen, as {@code --name=value}
   */
  public static Map<String, String> notes(
      ParseResult typed,
      TrainingTable table,
      @Nullable TrainingTable validation,
      boolean scaled,
      List<String> chosen) {
    List<String> options = new ArrayList<>(chosen);
    words(typed)
        .forEach(
            (name, words) -> {
              boolean replaced = chosen.stream().anyMatch(word -> word.startsWith(name + "="));
              if (!replaced && !PASSING.contains(name)) {
                options.addAll(words);
              }
            });
    if (table instanceof StreamedTable && !typed.hasMatchedOption(STREAM)) {
      options.add(STREAM); // or a larger heap would decide otherwise when it goes on
    }
    Map<String, String> notes = new LinkedHashMap<>();
    notes.put(OPTIONS, Notes.text(List.of(options)));
    putSums(notes, DATA, table, scaled);
    if (validation != null) {
      putSums(notes, VALIDATION_DATA, validation, scaled);
    }
    return notes;
  }

  private static void putSums(
      Map<String, String> notes, String name, TrainingTable table, boolean scaled) {
    notes.put(name, TableDigest.of(table));
    if (scaled) {
      notes.put(name + EXACT, TableDigest.exactly(table));
    }
  }

  /** The words of each option; a table that is typed without one is that of --data. */
  private static Map<String, List<String>> words(ParseResult typed) {
    Map<String, List<String>> words = new LinkedHashMap<>();
    typed.matchedPositionals().forEach(table -> put(words, ResumedTables.DATA, table));
    typed.matchedOptions().forEach(option -> put(words, option.longestName(), option));
    return words;
  }

  private static void put(Map<String, List<String>> words, String name, ArgSpec typed) {
    List<String> of = words.computeIfAbsent(name, first -> new ArrayList<>());
    typed.originalStringValues().forEach(value -> of.add(name + "=" + value));
  }

  /**
   * The whole command line: what is typed, and of the rest what was typed when the training began.
   *
   * @param typed what is typed now
   * @param reader reads words as the same command
   */
  public List<String> commandLine(ParseResult typed, CommandLine reader) {
    Notes notes = new Notes(file, checkpoint.notes());
    List<String> saved = notes.list(OPTIONS);
    ParseResult before = reader.parseArgs(saved.toArray(String[]::new));
    boolean ours =
        before.matchedPositionals().isEmpty()
            && before.matchedOptions().stream()
                .noneMatch(option -> PASSING.contains(option.longestName()));
    if (!ours) {
      throw notes.damaged(OPTIONS);
    }
    Map<String, List<String>> now = words(typed);
    List<String> words = new ArrayList<>();
    boolean judged = notes.find(VALIDATION_DATA) != null;
    ResumedTables tables = new ResumedTables(before, now.keySet(), judged);
    Set<String> moved = tables.moved();
    words(before)
        .forEach(
            (name, then) -> {
              if (!now.containsKey(name) && !guarded().contains(name) && !moved.contains(name)) {
                words.addAll(then);
              }
            });
    if (!now.containsKey("--save")) {
      words.add("--save=" + model);
    }
    tables.check();
    now.values().forEach(words::addAll);
    List<String> differences = new ArrayList<>();
    for (OptionSpec option : typed.matchedOptions()) {
      String name = option.longestName();
      Object value = option.getValue();
      Object then = reader.getCommandSpec().findOption(name).getValue();
      boolean decides = !FREE.contains(name) && !PASSING.contains(name);
      if (ResumedTables.judges(name, value) ? !judged : decides && !value.equals(then)) {
        differences.add(name + " was " + text(then));
      }
    }
    if (!differences.isEmpty()) {
      throw new DataException(
          "--resume",
          "the training must be the one that " + file + " is of",
          String.join(", ", differences),
          "the same options, or none of them",
          "to train differently from its weights use --init");
    }
    return words;
  }

  private static String text(@Nullable Object then) {
    String text =
        then instanceof List<?> all
            ? all.stream().map(Object::toString).collect(Collectors.joining(","))
            : Objects.toString(then, "");
    return text.isEmpty() ? "not there" : text;
  }

  /** Finds out whether a table is the one that the training began with. */
  public void check(TrainingTable table) {
    check(DATA, table);
  }

  /** Finds out whether the table of --validation is the one that judged when the training began. */
  public void checkValidation(TrainingTable table) {
    check(VALIDATION_DATA, table);
  }

  private void check(String name, TrainingTable table) {
    Notes notes = new Notes(file, checkpoint.notes());
    String saved = notes.get(name);
    String exact = notes.find(name + EXACT); // older checkpoints have none
    boolean same =
        TableDigest.of(table).equals(saved)
            && (exact == null || TableDigest.exactly(table).equals(exact));
    if (!same) {
      throw new DataException(
          "--resume",
          "the data must be those that the training began with",
          "others in " + table.source(),
          "the table with the SHA-256 " + saved,
          "to train on with other data use --init");
    }
  }

  /** What the training started from as far as it is not new, and where its weights have come to. */
  public Start start() {
    return Start.of(file, new SavedState(checkpoint.model(), checkpoint.notes()));
  }

  @Override
  public String toString() {
    return "resumed from "
        + file
        + ", in epoch "
        + (checkpoint.epoch() + 1)
        + " after step "
        + checkpoint.step();
  }
}
