/**
 * The edge layer where requests are served by servlets.
 */
@NullMarked
package dev.llmcache.edge.servlet;

import org.jspecify.annotations.NullMarked;
