/**
 * What a training has brought, as one page of HTML that needs no network: {@link
 * io.kindling.report.TrainingReport} writes it to a file, {@link io.kindling.report.LiveReport}
 * shows it while the training goes on.
 */
@NullMarked
package io.kindling.report;

import org.jspecify.annotations.NullMarked;
