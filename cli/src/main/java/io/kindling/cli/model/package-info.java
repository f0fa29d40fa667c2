/** A model with what belongs to it: columns, scaling, where it starts from. */
@NullMarked
package io.kindling.cli.model;

import org.jspecify.annotations.NullMarked;
