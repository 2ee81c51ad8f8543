/**
 * Pictures and pages of results: {@link org.harl.cli.report.HtmlPage} needs no other file; curves,
 * neighbours and maps are drawn into it. Each is filled and written by one thread.
 */
@NullMarked
package org.harl.cli.report;

import org.jspecify.annotations.NullMarked;
