/**
 * What tokens of models cost.
 */
@NullMarked
package dev.llmcache.pricing;

import org.jspecify.annotations.NullMarked;
