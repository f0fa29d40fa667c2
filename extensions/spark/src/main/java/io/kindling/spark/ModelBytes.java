package io.kindling.spark;

import io.kindling.model.TrainedModel;
import io.kindling.predict.Predictor;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.lang.ref.SoftReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A model on its way to the executors: the bytes of its file, for they do not see the driver's
 * disk. So it is checked where it arrives as any file is, by its sums and by the rows that it has
 * with their outputs.
 *
 * @param file what {@link TrainedModel#save(Path)} writes
 * @param sha256 of these bytes
 */
@SuppressWarnings("ArrayRecordComponent") // compared by the hash
record ModelBytes(byte[] file, String sha256) implements Serializable {
  private static final int MOST_LOADED = 16;

  /**
   * Loading takes longer than a small task, and each task has its own copy of these bytes; so what
   * a JVM has loaded is used by all of its tasks, while there is room for it.
   */
  private static final Map<String, SoftReference<Predictor>> LOADED =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SoftReference<Predictor>> eldest) {
          return size() > MOST_LOADED;
        }
      };

  /** A file's content that is read or written. */
  private interface Use<T> {
    T of(Path file) throws IOException;
  }

  static ModelBytes of(TrainedModel model) {
    byte[] file =
        withFile(
            path -> {
              model.save(path);
              return Files.readAllBytes(path);
            });
    return new ModelBytes(file, sha256(file));
  }

  /** What predicts with the model, one for all tasks of this JVM. */
  Predictor predictor() {
    synchronized (LOADED) {
      SoftReference<Predictor> kept = LOADED.get(sha256);
      Predictor loaded = kept == null ? null : kept.get();
      if (loaded == null) {
        loaded = Predictor.of(model());
        LOADED.put(sha256, new SoftReference<>(loaded));
      }
      return loaded;
    }
  }

  /** The model. */
  TrainedModel model() {
    return withFile(path -> TrainedModel.load(Files.write(path, file)));
  }

  private static <T> T withFile(Use<T> use) {
    try {
      Path path = Files.createTempFile("kindling", ".pt");
      try {
        return use.of(path);
      } finally {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e); // every JVM has it
    }
  }
}
