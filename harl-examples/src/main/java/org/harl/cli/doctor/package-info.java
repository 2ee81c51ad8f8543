/**
 * {@code harl doctor}: what a bug report asks for first. {@link org.harl.cli.doctor.DoctorCommand}
 * reads its options; each {@code ..Facts} class tells one part of the machine from files below the
 * system's root; {@code BackendSection} has a backend examined in a process of its own ({@code
 * Examinee}), so that an engine that ends its process is a finding and no end of the report.
 */
@NullMarked
package org.harl.cli.doctor;

import org.jspecify.annotations.NullMarked;
