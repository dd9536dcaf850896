/**
 * Learning from verdicts how near a stored question has to be.
 */
@NullMarked
package dev.llmcache.semantic.calibration;

import org.jspecify.annotations.NullMarked;
