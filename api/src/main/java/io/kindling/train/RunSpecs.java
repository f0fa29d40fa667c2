package io.kindling.train;

import io.kindling.text.StableText;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What decides a run beside its state, in words and numbers; two runs that agree are alike. */
final class RunSpecs {
  private RunSpecs() {}

  static Map<String, @Nullable Object> of(Settings settings, DataSize data, boolean shuffleApart) {
    Map<String, @Nullable Object> specs = new LinkedHashMap<>();
    specs.put("model", text(settings.model));
    specs.put("loss", text(settings.loss));
    specs.put("optimizer", text(settings.optimizer));
    specs.put("schedule", text(settings.schedule));
    specs.put("clip", text(settings.clip));
    specs.put("batch_size", settings.batchSize == 0 ? null : Long.valueOf(settings.batchSize));
    specs.put("shuffle", settings.order != null);
    specs.put("shuffle_apart", shuffleApart);
    specs.put("drop_last", settings.dropLast);
    specs.put("rows", data.rows());
    specs.put("features", (long) data.features());
    specs.put("targets", (long) data.targets());
    if (data.beside().width() > 0) { // checkpoints from before there was any say nothing of it
      specs.put("weights", data.beside().weight());
      specs.put("offset", data.beside().offset());
    }
    specs.put("validation", settings.validates());
    specs.put("validation_rows", settings.validationRows());
    specs.put("early_stopping", settings.patience == 0 ? null : Long.valueOf(settings.patience));
    specs.put("metrics", String.join(", ", settings.metrics.stream().map(Metric::name).toList()));
    return specs;
  }

  private static @Nullable String text(@Nullable Object part) {
    return part == null ? null : StableText.of(part);
  }
}
