/**
 * {@code harl doctor}: what a bug report asks for first. {@link org.harl.cli.doctor.DoctorCommand}
 * reads its options, {@code Doctor} tells of the machine, then of each backend on it. One thread.
 */
@NullMarked
package org.harl.cli.doctor;

import org.jspecify.annotations.NullMarked;
