/**
 * What the archives of the command hold beside it: manual pages and completion, made of its own
 * model.
 */
package io.kindling.dist;
