/** Training and predicting on an Apache Spark cluster, with the bits of one machine. */
@NullMarked
package io.kindling.spark;

import org.jspecify.annotations.NullMarked;
