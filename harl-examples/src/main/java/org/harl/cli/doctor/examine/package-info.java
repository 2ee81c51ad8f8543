/**
 * A backend examined in a process of its own ({@link org.harl.cli.doctor.examine.Examinee}), so
 * that an engine that ends its process is a finding and no end of the report ({@link
 * org.harl.cli.doctor.examine.Ending}). One thread.
 */
@NullMarked
package org.harl.cli.doctor.examine;

import org.jspecify.annotations.NullMarked;
