package dev.llmcache;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Puts the cache in front of a {@code ChatClient} bean, on the {@code @Bean} method that
 * makes it.
 */
@Documented
@Target({ ElementType.METHOD, ElementType.TYPE })
@Retention(RetentionPolicy.RUNTIME)
public @interface LlmCached {

	/**
	 * Name of the policy under {@code llmcache.policies}; {@code default} is
	 * {@code llmcache.defaults} itself.
	 * @return the name
	 */
	String value() default "default";

}
