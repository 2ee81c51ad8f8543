/**
 * Where commands write: {@link org.harl.cli.files.Destination} refuses what would overwrite an
 * input, {@link org.harl.cli.files.RunDirectory} is filled beside its place and moved there when it
 * is whole, {@link org.harl.cli.files.HarlFolder} knows harl's own files by name. One process at a
 * time a folder, by its lock; in it, one thread.
 */
@NullMarked
package org.harl.cli.files;

import org.jspecify.annotations.NullMarked;
