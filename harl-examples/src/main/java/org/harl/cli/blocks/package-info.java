/**
 * Work on many images in blocks that machines share out among them: what a block is ({@link
 * org.harl.cli.blocks.ImageBlock}), what is done with it ({@link org.harl.cli.blocks.BlockTask}),
 * where ({@link org.harl.cli.blocks.Blocks}), and what it leaves ({@link
 * org.harl.cli.blocks.PartFile}). Tasks run on any machine, several at a time and some again; the
 * command's own thread joins what they leave.
 */
@NullMarked
package org.harl.cli.blocks;

import org.jspecify.annotations.NullMarked;
