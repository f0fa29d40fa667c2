/** The contract of whole trainings: the plain loop, the trainer, files, and going on from them. */
@NullMarked
package io.kindling.tck.training;

import org.jspecify.annotations.NullMarked;
