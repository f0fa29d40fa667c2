package io.kindling.train;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where a training stands, in numbers that any registry of metrics can poll from any thread.
 *
 * <pre>{@code
 * TrainingGauges gauges = new TrainingGauges();
 * new Trainer(model, loss, optimizer).listener(gauges).train(rows, 100);
 * // elsewhere, as often as the registry likes:
 * gauges.snapshot().forEach((name, value) -> registry.set(name, value));
 * }</pre>
 *
 * <p>Names and units:
 *
 * <ul>
 *   <li>{@code kindling.training.running}: 1 while a training runs, else 0
 *   <li>{@code kindling.training.epochs}, {@code .steps}, {@code .checkpoints}: how many since it
 *       began; {@code .epochs.max}: how many epochs there will be at most
 *   <li>{@code kindling.training.loss}, {@code .validation.loss}, {@code .learning.rate}: those of
 *       the last epoch; {@code .metric.NAME} likewise
 *   <li>{@code kindling.training.seconds}: how long it runs, or has run
 *   <li>{@code kindling.training.failures}: trainings that an exception has ended, of all that this
 *       has watched
 * </ul>
 *
 * What is not known yet is not in a snapshot. One training at a time; it costs a step nothing but
 * the writing of a field.
 */
public final class TrainingGauges implements TrainingListener {
  private static final String PREFIX = "kindling.training.";

  private volatile boolean running;
  private volatile int most;
  private volatile int failures;
  private volatile int checkpoints;
  private volatile long steps;
  private volatile long begun;
  private volatile long ended;
  private volatile Map<String, Double> last = Map.of();

  @Override
  public void began(int epoch, int epochs) {
    most = epochs;
    steps = 0;
    checkpoints = 0;
    last = Map.of(PREFIX + "epochs", epoch - 1.0);
    begun = System.nanoTime();
    running = true;
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // only the training's thread writes
  public void stepped(int epoch, int batch, float loss) {
    steps++;
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // only the training's thread writes
  public void checkpointed(Path file, long step) {
    checkpoints++;
  }

  @Override
  public void epochEnded(Epoch epoch) {
    Map<String, Double> now = new LinkedHashMap<>();
    now.put(PREFIX + "epochs", (double) epoch.number());
    now.put(PREFIX + "loss", epoch.loss());
    epoch.validationLoss().ifPresent(loss -> now.put(PREFIX + "validation.loss", loss));
    now.put(PREFIX + "learning.rate", epoch.learningRate());
    epoch.metrics().forEach((name, value) -> now.put(PREFIX + "metric." + name, value));
    last = now;
  }

  @Override
  public void ended(History history) {
    end();
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // only the training's thread writes
  public void failed(Throwable cause) {
    failures++;
    end();
  }

  private void end() {
    ended = System.nanoTime();
    running = false;
  }

  /** {@return the numbers by their names, as they are now} */
  public Map<String, Double> snapshot() {
    boolean runs = running;
    Map<String, Double> now = new LinkedHashMap<>();
    now.put(PREFIX + "running", runs ? 1.0 : 0.0);
    now.put(PREFIX + "failures", (double) failures);
    if (most > 0) {
      now.put(PREFIX + "epochs.max", (double) most);
      now.put(PREFIX + "steps", (double) steps);
      now.put(PREFIX + "checkpoints", (double) checkpoints);
      now.put(PREFIX + "seconds", ((runs ? System.nanoTime() : ended) - begun) / 1e9);
      now.putAll(last);
    }
    return Collections.unmodifiableMap(now);
  }
}
