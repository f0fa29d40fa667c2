/** Training and predicting as stages of Spark's machine learning: estimators and their models. */
@NullMarked
package io.kindling.spark.ml;

import org.jspecify.annotations.NullMarked;
