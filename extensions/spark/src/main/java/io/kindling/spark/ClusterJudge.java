package io.kindling.spark;

import io.kindling.core.TensorData;
import io.kindling.train.PartialLosses;
import io.kindling.train.RemoteJudge;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** All validation rows, on the cluster. */
final class ClusterJudge extends ClusterRows implements RemoteJudge {
  private int times;

  ClusterJudge(Shards shards, StepForm form) {
    super(shards, form);
  }

  @Override
  public double loss(Map<String, TensorData> state) {
    JudgeTask task = new JudgeTask(shards.training(), form, StateBytes.of(state));
    List<PartialLosses> losses =
        shards.each("validation " + ++times, task).stream()
            .map(JudgeTask.Judged::of)
            .sorted(Comparator.comparing(JudgeTask.Judged::shard))
            .map(JudgeTask.Judged::losses)
            .toList();
    return PartialLosses.total(form.lossSpec(), losses);
  }
}
