/** A training from what was typed to what was learned; commands say what is done with it. */
@NullMarked
package io.kindling.cli.training;

import org.jspecify.annotations.NullMarked;
