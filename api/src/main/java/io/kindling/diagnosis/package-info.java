/**
 * What is looked at where backends cannot be used: the JVM and its machine ({@code Host}), the
 * class path ({@code ClassPath}), copies of Kindling ({@code ApiCopies}), and how providers are
 * listed for the service loader ({@code ServiceFiles}), with those that are not ({@code
 * ProviderClasses}).
 *
 * <p>Nothing here fails: what cannot be read is left out or said to be unknown.
 */
@NullMarked
package io.kindling.diagnosis;

import org.jspecify.annotations.NullMarked;
