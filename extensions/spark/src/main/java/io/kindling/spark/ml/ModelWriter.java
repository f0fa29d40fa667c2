package io.kindling.spark.ml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.ml.util.MLWriter;

/** Writes a model's parameters as Spark does, and the model beside them. */
final class ModelWriter extends MLWriter {
  static final String FILE = "model.pt";

  private final KindlingModel<?> model;

  ModelWriter(KindlingModel<?> model) {
    this.model = model;
  }

  @Override
  public void saveImpl(String path) {
    DefaultParamsWriter.saveMetadata(model, path, sparkSession());
    Path file = new Path(path, FILE);
    try {
      java.nio.file.Path folder = Files.createTempDirectory("kindling");
      java.nio.file.Path local = folder.resolve(FILE); // the name is a part of what is in it
      try {
        model.trained().save(local);
        file.getFileSystem(sparkSession().sparkContext().hadoopConfiguration())
            .copyFromLocalFile(false, true, new Path(local.toUri()), file);
      } finally {
        Files.deleteIfExists(local);
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
