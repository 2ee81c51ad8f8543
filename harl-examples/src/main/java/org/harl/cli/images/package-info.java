/**
 * Images as they are named on the command line: {@link org.harl.cli.images.Sources} opens folders,
 * lists and drawn scenes, {@link org.harl.cli.images.LabelledImages} those with classes.
 */
@NullMarked
package org.harl.cli.images;

import org.jspecify.annotations.NullMarked;
