/**
 * What resumes a training, apart from what trains: its state as a checkpoint holds it, how a file
 * says that, and how a training goes on from it. Not exported; hosts see {@link
 * io.kindling.train.Checkpoint}.
 */
@NullMarked
package io.kindling.train.resume;

import org.jspecify.annotations.NullMarked;
