@org.jspecify.annotations.NullMarked
package dev.llmcache.report.store;
