/**
 * Searching images by an image: vectors of an encoder in an index of Apache Lucene, whose graph
 * (HNSW, Malkov and Yashunin 2018) finds the nearest ones without looking at all.
 */
@NullMarked
package org.harl.cli.search;

import org.jspecify.annotations.NullMarked;
