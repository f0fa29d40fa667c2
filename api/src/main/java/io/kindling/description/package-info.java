/**
 * What descriptions are made of: fields, schemas of them, their text form and the catalogue.
 *
 * <p>A {@link io.kindling.description.Schema} says once what a description is; {@link
 * io.kindling.description.SpecKind} lists the built-in ones of a kind and reads their text; a
 * {@link io.kindling.description.SpecProvider} brings others.
 */
@NullMarked
@CheckReturnValue
package io.kindling.description;

import io.kindling.core.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
