package io.kindling.cli.training;

import io.kindling.Backend;
import io.kindling.core.Device;
import io.kindling.core.TensorData;
import io.kindling.train.History;
import io.kindling.train.TrainingListener;
import java.util.Map;

/**
 * What came of a training in one place.
 *
 * @param backend what computed
 * @param version of what
 * @param device where
 * @param history what every epoch has brought
 * @param state the weights at the end
 * @param scores how good the model is, for each part of the rows
 * @param seconds how long it took to train, without reading the table
 */
public record Trial(
    String backend,
    String version,
    String device,
    History history,
    Map<String, TensorData> state,
    Map<String, Map<String, Double>> scores,
    double seconds) {

  /** Trains. */
  public static Trial of(ReadyTraining ready, TrainingListener listener) {
    Backend backend = ready.learner().backend();
    Device device = ready.learner().device();
    long begun = System.nanoTime();
    History history = ready.train(listener, trainer -> {});
    ready.polish();
    double seconds = (System.nanoTime() - begun) / 1e9;
    return new Trial(
        backend.name(),
        backend.version(),
        device.toString(),
        history,
        ready.learned().state(),
        ready.scores(),
        seconds);
  }

  /** What computed, and where. */
  public String place() {
    return backend + " on " + device;
  }
}
