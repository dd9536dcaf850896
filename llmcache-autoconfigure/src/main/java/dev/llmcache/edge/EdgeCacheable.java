package dev.llmcache.edge;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that a handler's response is the same for everyone who asks for its address, so
 * that a cache in front of the application may keep it as long as the answers in it are
 * fresh.
 * <p>
 * It is public only if every model call in it was: policies with {@code owner: public}.
 * On a handler of POST requests, it names the address at which the answer can be fetched,
 * see {@code llmcache.edge.answers-path}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.METHOD, ElementType.TYPE })
public @interface EdgeCacheable {

	/**
	 * Whether answers to questions of the same meaning may be kept as well, which
	 * multiplies a wrong one.
	 * @return false unless it is said
	 */
	boolean semantic() default false;

	/**
	 * How many seconds the response may be kept at the most.
	 * @return the seconds, or -1 for as long as its answers are fresh
	 */
	long maxAge() default -1;

	/**
	 * Request headers that the response depends on. None for a handler that writes one
	 * representation only.
	 * @return names of headers other than {@code Cookie} and {@code Authorization}
	 */
	String[] vary() default "Accept";

}
