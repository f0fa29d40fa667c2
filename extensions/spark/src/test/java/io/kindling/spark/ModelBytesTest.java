package io.kindling.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.error.CheckpointException;
import io.kindling.model.TrainedModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelBytesTest {
  private final TrainedModel model = ScoringModels.numbers(List.of("a", "b"), "y");

  @Test
  void eachTasksCopyHasTheSamePredictor() throws Exception {
    ModelBytes bytes = ModelBytes.of(model);

    assertThat(arrived(bytes).predictor()).isSameAs(arrived(bytes).predictor());
    assertThat(arrived(ModelBytes.of(model)).predictor()).isSameAs(arrived(bytes).predictor());
  }

  @Test
  void anotherModelHasItsOwn() {
    TrainedModel other = ScoringModels.numbers(List.of("a", "c"), "y");

    assertThat(ModelBytes.of(other).predictor().inputs()).containsExactly("a", "c");
    assertThat(ModelBytes.of(model).predictor().inputs()).containsExactly("a", "b");
  }

  @Test
  void damagedBytesAreRefused() {
    ModelBytes bytes = ModelBytes.of(model);
    byte[] damaged = bytes.file();
    damaged[damaged.length / 2] ^= 1;

    assertThatThrownBy(new ModelBytes(damaged)::predictor).isInstanceOf(CheckpointException.class);
  }

  private static ModelBytes arrived(ModelBytes sent) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(sent);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (ModelBytes) in.readObject();
    }
  }
}
