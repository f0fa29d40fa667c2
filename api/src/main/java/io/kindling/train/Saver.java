package io.kindling.train;

import io.kindling.Backend;
import io.kindling.train.resume.LiveState;
import io.kindling.train.resume.RandomStates;
import io.kindling.train.resume.Snapshot;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Saves checkpoints during a run. It draws nothing and changes nothing. */
final class Saver {
  private final Settings settings;
  private final Settings.Saving saving;
  private final Map<String, @Nullable Object> specs;
  private final Backend backend;

  /**
   * For a run.
   *
   * @param specs those of the run
   */
  Saver(
      Settings settings,
      Settings.Saving saving,
      Map<String, @Nullable Object> specs,
      Backend backend) {
    this.settings = settings;
    this.saving = saving;
    this.specs = specs;
    this.backend = backend;
  }

  /** Saves a checkpoint if it is time to; old ones go once the new one is on the disk. */
  void stepped(Progress progress, Course.Steps steps) {
    if (progress.step() % saving.every() == 0) {
      Path file = saving.files().file(progress.step());
      snapshot(progress, steps).save(file);
      saving.files().keepLast(saving.keep(), progress.step());
      settings.listeners.forEach(listener -> listener.checkpointed(file, progress.step()));
    }
  }

  private Snapshot snapshot(Progress progress, Course.Steps steps) {
    return new Snapshot(
        LiveState.of(settings),
        progress.position(steps),
        RandomStates.of(backend.random(), settings.order),
        EpochColumns.of(progress.done(), progress.stopping().best()),
        specs,
        settings.notes);
  }
}
