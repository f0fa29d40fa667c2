/** What is to be predicted: numbers or labels. */
@NullMarked
package io.kindling.cli.prediction;

import org.jspecify.annotations.NullMarked;
