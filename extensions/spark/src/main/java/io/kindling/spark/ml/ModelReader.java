package io.kindling.spark.ml;

import io.kindling.model.TrainedModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.function.BiFunction;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.MLReader;
import scala.Option;

/**
 * Reads what {@link ModelWriter} writes.
 *
 * @param <M> the model
 */
final class ModelReader<M extends KindlingModel<M>> extends MLReader<M> {
  private final BiFunction<String, TrainedModel, M> make;

  /** Of models that are made of a name and what was trained. */
  ModelReader(BiFunction<String, TrainedModel, M> make) {
    this.make = make;
  }

  @Override
  public M load(String path) {
    DefaultParamsReader.Metadata metadata = DefaultParamsReader.loadMetadata(path, sparkSession());
    M model = make.apply(metadata.uid(), trained(new Path(path, ModelWriter.FILE)));
    metadata.getAndSetParams(model, Option.empty());
    return model;
  }

  private TrainedModel trained(Path file) {
    try {
      java.nio.file.Path folder = Files.createTempDirectory("kindling");
      java.nio.file.Path local = folder.resolve(ModelWriter.FILE);
      try {
        file.getFileSystem(sparkSession().sparkContext().hadoopConfiguration())
            .copyToLocalFile(false, file, new Path(local.toUri()), true);
        return TrainedModel.load(local);
      } finally {
        Files.deleteIfExists(local);
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
