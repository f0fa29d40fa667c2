package io.kindling.wrong;

import static io.kindling.wrong.Defects.module;
import static io.kindling.wrong.Kit.rejects;

import io.kindling.nn.ModuleSpec;
import io.kindling.spi.LiveModule;
import io.kindling.spi.TensorOperations;
import io.kindling.tck.use.SharedModelContract;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Modules that keep of one call what another then computes with. */
final class WrongSharingTest {
  /** The tests that say so: by their names. */
  private static final String STATED = "Mode|WhatOneDoes|RightOrRefused|EvaluatesOn";

  private static <T> LiveModule<T> keepingTheMode(
      LiveModule<T> right, ModuleSpec spec, TensorOperations<T> math) {
    return new WrappedModule<>(right) {
      private volatile boolean evaluates;

      @Override
      public T forward(T input, boolean training) {
        evaluates |= !training;
        return super.forward(input, !evaluates);
      }
    };
  }

  @Test
  void aModuleThatStaysInTheModeOfACall() {
    Defect defect = module(WrongSharingTest::keepingTheMode);
    rejects(defect, SharedModelContract.class, STATED, "aModuleKeepsTheModeOfNoCall");
  }

  /** How often a call lets other threads go first, until two have met. */
  private static final int WAITS = 10;

  private static <T> LiveModule<T> keepingTheInput(
      LiveModule<T> right, ModuleSpec spec, TensorOperations<T> math) {
    return new WrappedModule<>(right) {
      private final AtomicInteger calls = new AtomicInteger();
      private volatile boolean met;

      @Override
      public T forward(T input, boolean training) {
        int mine = calls.incrementAndGet();
        for (int i = 0; i < WAITS && !met && !training; i++) {
          LockSupport.parkNanos(1_000);
          met = calls.get() != mine;
        }
        T output = super.forward(input, training);
        return calls.get() == mine ? output : math.mul(output, 2); // as if of another's input
      }
    };
  }

  @Test
  void aModuleThatComputesWithTheInputOfAnotherCall() {
    Defect defect = module(WrongSharingTest::keepingTheInput);
    rejects(defect, SharedModelContract.class, STATED, "threadsPredictWhatOneDoes");
  }
}
