package io.kindling.tensorboard;

import io.kindling.error.DataException;
import io.kindling.train.Epoch;
import io.kindling.train.History;
import io.kindling.train.TrainingListener;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * Writes what each epoch brings into an event file, which TensorBoard shows while training goes on.
 *
 * <pre>{@code
 * try (TensorBoardListener board = TensorBoardListener.into(Path.of("runs/first"))) {
 *   new Trainer(model, loss, optimizer).listener(board).train(rows, 100);
 * }
 * // tensorboard --logdir runs
 * }</pre>
 *
 * <p>The scalars are {@code loss/train} and {@code loss/validation}, {@code learning_rate} and
 * {@code metrics/NAME}, all as float32, a step an epoch, as PyTorch's {@code SummaryWriter} writes
 * them. The file is a new one for every listener, and has all that has happened after each epoch.
 * Not for several threads, nor for several trainings.
 */
public final class TensorBoardListener implements TrainingListener, AutoCloseable {
  private final Path file;
  private final OutputStream out;
  private final DoubleSupplier clock;

  private TensorBoardListener(Path file, OutputStream out, DoubleSupplier clock)
      throws IOException {
    this.file = file;
    this.out = out;
    this.clock = clock;
    write(Events.first(clock.getAsDouble()));
  }

  /**
   * Begins a file in a folder, which is made if need be; TensorBoard takes each folder for a run.
   *
   * @param folder where
   * @return the listener
   * @throws DataException if the file cannot be written
   */
  public static TensorBoardListener into(Path folder) {
    return into(folder, () -> System.currentTimeMillis() / 1000.0);
  }

  static TensorBoardListener into(Path folder, DoubleSupplier clock) {
    try {
      Files.createDirectories(folder);
      long seconds = (long) clock.getAsDouble();
      for (int number = 0; ; number++) {
        Path file = folder.resolve("events.out.tfevents." + seconds + ".kindling." + number);
        if (!Files.exists(file)) {
          OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW);
          return new TensorBoardListener(file, out, clock);
        }
      }
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }

  private static DataException unwritable(Path where, IOException e) {
    return new DataException(
        "TensorBoardListener",
        "events must be written",
        where + ": " + e,
        "a folder to write to, with room",
        null);
  }

  /** {@return the file that is written} */
  public Path file() {
    return file;
  }

  @Override
  public void epochEnded(Epoch epoch) {
    Map<String, Double> scalars = new LinkedHashMap<>();
    scalars.put("loss/train", epoch.loss());
    epoch.validationLoss().ifPresent(loss -> scalars.put("loss/validation", loss));
    scalars.put("learning_rate", epoch.learningRate());
    epoch.metrics().forEach((name, value) -> scalars.put("metrics/" + name, value));
    try {
      write(Events.scalars(clock.getAsDouble(), epoch.number(), scalars));
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  @Override
  public void ended(History history) {
    close();
  }

  @Override
  public void failed(Throwable cause) {
    close();
  }

  private void write(byte[] event) throws IOException {
    out.write(Records.framed(event));
  }

  /** Ends the file; training does that too. */
  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }
}
