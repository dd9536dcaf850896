@NullMarked
package dev.llmcache.edge.servlet;

import org.jspecify.annotations.NullMarked;
