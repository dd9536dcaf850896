@NullMarked
package dev.llmcache.semantic.calibration;

import org.jspecify.annotations.NullMarked;
