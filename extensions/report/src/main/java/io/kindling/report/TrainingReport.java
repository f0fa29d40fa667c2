package io.kindling.report;

import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.error.DataException;
import io.kindling.file.FileFailures;
import io.kindling.train.History;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a training has brought, gathered bit by bit, as one page of HTML. The page is
 * self-contained: it needs no network, and has browsers refuse it any. The same contents are the
 * same bytes, wherever and whenever they are written.
 *
 * <pre>{@code
 * new TrainingReport("rent")
 *     .data(DataSummary.of(table, columns, List.of("rent"), RowColumns.NONE))
 *     .history(trainer.train(rows, 100))
 *     .metrics("training", evaluation.metrics())
 *     .save(Path.of("rent.html"));
 * }</pre>
 *
 * <p>All texts may be anybody's: they are shown as texts, and what cannot be seen in them as
 * escapes. Not for several threads at once.
 */
public final class TrainingReport {
  final String title;
  final Map<String, String> setUp = new LinkedHashMap<>();
  final List<Points> points = new ArrayList<>();
  final List<ConfusionCounts> confusions = new ArrayList<>();
  final Map<String, Shape> parameters = new LinkedHashMap<>();
  final Map<String, Map<String, Double>> metrics = new LinkedHashMap<>();
  final List<String> notes = new ArrayList<>();
  final Map<String, String> versions = new LinkedHashMap<>();
  String command = "";
  @Nullable DataSummary data;
  @Nullable History history;
  @Nullable WeightTable weights;

  /**
   * A report that says nothing yet.
   *
   * @param title what it is about, in a few words
   */
  public TrainingReport(String title) {
    this.title = title;
  }

  /**
   * Says what repeats the training.
   *
   * @param command a command, as a shell takes it
   * @return this
   */
  public TrainingReport command(String command) {
    this.command = command;
    return this;
  }

  /**
   * Says one more thing of how the model was trained.
   *
   * @param name what it is, such as {@code optimizer}
   * @param value what it was
   * @return this
   */
  public TrainingReport setUp(String name, String value) {
    setUp.put(name, value);
    return this;
  }

  /**
   * Shows the table.
   *
   * @param data what is in it
   * @return this
   */
  public TrainingReport data(DataSummary data) {
    this.data = data;
    return this;
  }

  /**
   * Shows the losses, epoch by epoch; of more than 2,000 epochs every second one, every fourth and
   * so on.
   *
   * @param history what the training has brought
   * @return this
   */
  public TrainingReport history(History history) {
    this.history = history;
    return this;
  }

  /**
   * Shows one more picture of what was predicted of numbers.
   *
   * @param points the rows
   * @return this
   */
  public TrainingReport points(Points points) {
    this.points.add(points);
    return this;
  }

  /**
   * Shows how often the classes of one more target were taken for each other.
   *
   * @param confusion how often
   * @return this
   */
  public TrainingReport confusion(ConfusionCounts confusion) {
    confusions.add(confusion);
    return this;
  }

  /**
   * Shows what a linear model has learned.
   *
   * @param weights its weights, by name
   * @return this
   */
  public TrainingReport weights(WeightTable weights) {
    this.weights = weights;
    return this;
  }

  /**
   * Shows which parameters a model has.
   *
   * @param state the model's state, of which only names and shapes are kept
   * @return this
   */
  public TrainingReport parameters(Map<String, TensorData> state) {
    state.forEach((name, tensor) -> parameters.put(name, tensor.shape()));
    return this;
  }

  /**
   * Shows how good the model is for one more part of the rows.
   *
   * @param part which part, such as {@code validation}
   * @param numbers metrics by name
   * @return this
   */
  public TrainingReport metrics(String part, Map<String, Double> numbers) {
    metrics.put(part, new LinkedHashMap<>(numbers));
    return this;
  }

  /**
   * Says one more thing of what has come out.
   *
   * @param line a line
   * @return this
   */
  public TrainingReport note(String line) {
    notes.add(line);
    return this;
  }

  /**
   * Says the version of one more thing that the model was trained with.
   *
   * @param name what
   * @param version which
   * @return this
   */
  public TrainingReport version(String name, String version) {
    versions.put(name, version);
    return this;
  }

  /** {@return the page} */
  public String html() {
    return new Page(this, Page.Kind.FILE).html();
  }

  /**
   * Writes the page, whole or not at all.
   *
   * @param file where to; browsers know it by the ending {@code .html}
   * @throws DataException if it cannot be written; then what was there is as it was
   */
  public void save(Path file) {
    byte[] page = html().getBytes(StandardCharsets.UTF_8);
    FileFailures.writingData(file, out -> out.write(page));
  }
}
