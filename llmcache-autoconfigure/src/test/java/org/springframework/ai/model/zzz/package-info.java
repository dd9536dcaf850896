/**
 * A provider of embedding models whose name comes after all others.
 */
@org.jspecify.annotations.NullMarked
package org.springframework.ai.model.zzz;
