package io.kindling.benchmarks.round;

import io.kindling.benchmarks.Workload;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who is measured on what: what the targets are about in every round, the rest in a few. */
final class Plan {
  private static final int FEW = 3;

  private static final List<Workload> EPOCHS = Workload.epochs();
  private static final List<Workload> TUTORIAL = List.of(Workload.tutorial());
  private static final List<Workload> NETS = Workload.nets();
  private static final List<Workload> ANSWERS = Workload.answers();

  private final List<Job> jobs = new ArrayList<>();
  private final Options options;
  private final Path jdk;
  private final int few;

  private Plan(Options options, Path jdk) {
    this.options = options;
    this.jdk = jdk;
    this.few = Math.min(FEW, options.rounds());
  }

  /**
   * Makes the plan.
   *
   * @param jdk what runs
   * @param newer a newer one, if there is
   */
  static List<Job> of(Options options, Path jdk, @Nullable Path newer) {
    Plan plan = new Plan(options, jdk);
    for (int threads = 1; threads <= 2; threads++) {
      plan.threads(threads);
    }
    Setting ownChoice = Setting.of("libtorch", Setting.DEFAULT, jdk);
    plan.always(ownChoice, NETS);
    plan.always(ownChoice, TUTORIAL);
    Setting.bothCpus(2, jdk).forEach(cpu -> plan.always(cpu, Workload.variations()));
    plan.rarely(Setting.cpu(2, jdk), Workload.growth());
    plan.rarely(Setting.libtorch(1, jdk), Workload.growth());
    for (String peer : List.of("commons-math", "tribuo", "ejml")) {
      plan.rarely(Setting.of(peer, "1", jdk), EPOCHS);
      plan.rarely(Setting.of(peer, "1", jdk), TUTORIAL);
    }
    plan.everyTraining(Setting.netlib(jdk));
    if (newer != null) {
      for (int threads = 1; threads <= 2; threads++) {
        plan.rarely(Setting.smile(threads, newer), EPOCHS);
        plan.rarely(Setting.smile(threads, newer), TUTORIAL);
      }
      for (Setting cpu : Setting.bothCpus(2, newer)) {
        plan.everyTraining(cpu.labelled(cpu.label() + ", JDK " + Machine.NEWER));
      }
    }
    return plan.jobs;
  }

  /** Whatever can be told how many threads to take. */
  private void threads(int threads) {
    for (Setting cpu : Setting.bothCpus(threads, jdk)) {
      always(cpu, EPOCHS);
      always(cpu, NETS);
      always(cpu, TUTORIAL);
      rarely(cpu, ANSWERS);
    }
    always(Setting.read(threads, jdk), EPOCHS);
    for (Setting setting : List.of(Setting.libtorch(threads, jdk), Setting.javacpp(threads, jdk))) {
      always(setting, EPOCHS);
      always(setting, NETS);
      rarely(setting, ANSWERS);
    }
    rarely(Setting.of("onnxruntime", threads + "", jdk), ANSWERS);
    rarely(Setting.of("ejml", threads + "", jdk), NETS);
    everyRoundOfOneThread(Setting.libtorch(threads, jdk), threads);
    everyRoundOfOneThread(Setting.javacpp(threads, jdk), threads);
    always(Setting.djl(threads, jdk), EPOCHS);
    rarely(Setting.djl(threads, jdk), TUTORIAL);
    rarely(Setting.djl(threads, jdk), NETS);
    rarely(Setting.nd4j(threads, jdk), EPOCHS);
    rarely(Setting.nd4j(threads, jdk), TUTORIAL);
    List<Workload> forPython = new ArrayList<>(EPOCHS);
    forPython.addAll(TUTORIAL);
    rarely(Setting.of("python", threads + "", jdk), forPython);
  }

  /** Eleven rows are nothing to share. */
  private void everyRoundOfOneThread(Setting setting, int threads) {
    add(Job.of(setting, TUTORIAL, threads == 1 ? options.rounds() : few));
  }

  /** All but what is measured of Kindling and LibTorch alone. */
  private void everyTraining(Setting setting) {
    rarely(setting, EPOCHS);
    rarely(setting, TUTORIAL);
    rarely(setting, NETS);
  }

  private void always(Setting setting, List<Workload> workloads) {
    add(Job.of(setting, workloads, options.rounds()));
  }

  private void rarely(Setting setting, List<Workload> workloads) {
    add(Job.of(setting, workloads, few));
  }

  private void add(Job job) {
    Job wanted = job.only(options);
    if (options.wants(job.setting().peer()) && !wanted.workloads().isEmpty()) {
      jobs.add(wanted);
    }
  }
}
