/**
 * What descriptions are made of: fields, schemas of them, their text form and the catalogue.
 *
 * <p>A {@link io.kindling.description.Schema} says once what a description is; {@link
 * io.kindling.description.SpecKind} lists the built-in ones of a kind and reads their text; a
 * {@link io.kindling.description.SpecProvider} brings others.
 *
 * <p>The text form ({@code SpecParser} makes a tree of words and calls, {@code Arguments} gives it
 * to fields), the checks, the copies and the catalogue are all made from a schema. The same fields
 * are read from PyTorch's dicts: text and dict are both a {@code FieldSource}. {@code SpecKind}
 * asks for the schema of one description only, since every class that is loaded makes a start
 * slower, and looks for {@code SpecProvider}s only when it meets a name that is not built in.
 */
@NullMarked
@CheckReturnValue
package io.kindling.description;

import io.kindling.core.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
