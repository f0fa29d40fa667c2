package io.kindling.tck;

/** The whole contract: what a backend's test class implements. */
public interface KindlingContract
    extends TensorContract,
        GradientContract,
        ModuleContract,
        LossContract,
        OptimizerContract,
        ScopeContract,
        RandomContract,
        TutorialContract,
        TrajectoryContract,
        TrainerContract,
        StateFileContract,
        ThreadContract,
        WrongUseContract {}
