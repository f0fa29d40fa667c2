/**
 * Queries of any database as data sets.
 *
 * <p>An artifact of its own, for {@code api} does without {@code java.sql}; the driver is the
 * host's. {@code JdbcSession} asks the database in the way in which its driver hands rows over as
 * they come, and gives the connection back as it was; {@code SqlValue} takes a column's values;
 * {@code Secrets} keeps passwords out of whatever is said.
 */
@NullMarked
package io.kindling.jdbc;

import org.jspecify.annotations.NullMarked;
