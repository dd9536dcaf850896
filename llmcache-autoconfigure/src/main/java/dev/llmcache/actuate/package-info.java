/**
 * What operators see and do through Spring Boot's actuator.
 */
@org.jspecify.annotations.NullMarked
package dev.llmcache.actuate;
