package dev.llmcache;

/**
 * One of the things besides the question that can change an answer.
 *
 * @param name what it is, such as {@code system} or {@code options}
 * @param value its canonical form; not copied, never to be changed
 */
public record ScopePart(String name, byte[] value) {

	@Override
	public String toString() {
		return "ScopePart[%s]".formatted(this.name);
	}

}
