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
import org.jspecify.annotations.Nullable;

/**
 * A model on its way to the executors: the bytes of its file, for they do not see the driver's
 * disk. So it is checked where it arrives as any file is, by its sums and by the rows that it has
 * with their outputs.
 */
final class ModelBytes implements Serializable {
  private static final long serialVersionUID = 1L;
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

  private final byte[] file;
  private final String sha256;

  /** This copy's, for there is a row to predict every few nanoseconds. */
  private transient volatile @Nullable Predictor predictor;

  /**
   * Bytes as they are.
   *
   * @param file what {@link TrainedModel#save(Path)} writes
   */
  ModelBytes(byte[] file) {
    this.file = file;
    this.sha256 = sha256(file);
  }

  static ModelBytes of(TrainedModel model) {
    return new ModelBytes(
        withFile(
            path -> {
              model.save(path);
              return Files.readAllBytes(path);
            }));
  }

  byte[] file() {
    return file.clone();
  }

  /** What predicts with the model, one for all tasks of this JVM. */
  Predictor predictor() {
    Predictor known = predictor;
    if (known == null) {
      known = loaded();
      predictor = known;
    }
    return known;
  }

  private Predictor loaded() {
    synchronized (LOADED) {
      SoftReference<Predictor> kept = LOADED.get(sha256);
      Predictor loaded = kept == null ? null : kept.get();
      if (loaded == null) {
        loaded = withFile(path -> Predictor.load(Files.write(path, file)));
        LOADED.put(sha256, new SoftReference<>(loaded));
      }
      return loaded;
    }
  }

  /** What is done with a file for the moment. */
  private interface Use<T> {
    T of(Path file) throws IOException;
  }

  /** The file's name is a part of what is in it, so that it is always the same. */
  private static <T> T withFile(Use<T> use) {
    try {
      Path folder = Files.createTempDirectory("kindling");
      Path file = folder.resolve("model.pt");
      try {
        return use.of(file);
      } finally {
        Files.deleteIfExists(file);
        Files.delete(folder);
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
