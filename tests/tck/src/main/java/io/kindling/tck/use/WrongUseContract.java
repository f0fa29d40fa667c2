package io.kindling.tck.use;

/**
 * Wrong use: one clear exception, the same text on every backend, and everything goes on. What is
 * wrong is found above the backends, but they must not be harmed by it, and some of it only they
 * can see.
 */
public interface WrongUseContract
    extends WrongShapeContract,
        WrongTensorContract,
        WrongGradientContract,
        WrongOptimizerContract {}
