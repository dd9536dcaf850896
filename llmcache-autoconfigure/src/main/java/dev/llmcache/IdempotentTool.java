package dev.llmcache;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares, beside {@code @Tool}, that a hit may leave the tool out: it changes nothing,
 * and its results stay true for as long as the answer lives.
 * <p>
 * Counts for policies whose {@code tools.use} is {@code declared}.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface IdempotentTool {

}
