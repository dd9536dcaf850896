package dev.llmcache.advisor;

import java.lang.reflect.InaccessibleObjectException;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;

import dev.llmcache.key.CanonicalWriter;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ObjectUtils;

/**
 * Writes values in canonical form, completely or not at all: plain ones as text, records
 * and the objects that it is told of by their fields. The order of maps and sets does not
 * matter.
 * <p>
 * Not thread-safe.
 */
final class ValueWriter {

	/**
	 * Tells what an object consists of.
	 */
	@FunctionalInterface
	interface Fields {

		/**
		 * Reads an object.
		 * @param object neither a value of the JDK nor a record
		 * @return all of it that matters, by name and always in the same order, or null
		 * if its fields do not say what it is
		 * @throws IllegalAccessException if it cannot be read
		 */
		@Nullable Map<String, Object> of(Object object) throws IllegalAccessException;

	}

	// Nothing is deeper that does not contain itself
	private static final int MAX_DEPTH = 32;

	private final String part;

	private final Fields fields;

	private int depth;

	/**
	 * Creates a writer.
	 * @param part part of the call that the values are, for the exception
	 * @param fields reads objects
	 */
	ValueWriter(String part, Fields fields) {
		this.part = part;
		this.fields = fields;
	}

	/**
	 * Writes a value.
	 * @param out where to
	 * @param value the value
	 * @throws UnreadableCallException if anything in it cannot be compared with another's
	 */
	void write(CanonicalWriter out, @Nullable Object value) {
		if (this.depth++ == MAX_DEPTH) {
			throw new UnreadableCallException(this.part);
		}
		switch (value) {
			case null -> out.text(null);
			case CharSequence text -> out.text("text").text(text);
			case byte[] bytes -> out.text("bytes").bytes(bytes);
			case Enum<?> constant ->
				out.text("enum").text(constant.getDeclaringClass().getName()).text(constant.name());
			case Map<?, ?> map -> writeSorted(out.text("map"), map.entrySet(), (form, entry) -> {
				write(form, entry.getKey());
				write(form, entry.getValue());
			});
			case Set<?> set -> writeSorted(out.text("set"), set, this::write);
			case Collection<?> list -> out.text("list").list(list, this::write);
			case Optional<?> optional -> write(out.text("optional"), optional.orElse(null));
			case Object plain when isPlain(plain) ->
				out.text("plain").text(plain.getClass().getName()).text(plain.toString());
			case Object array when array.getClass().isArray() ->
				out.text("array").list(Arrays.asList(ObjectUtils.toObjectArray(array)), this::write);
			// Its name is another in every process
			case Object hidden when hidden.getClass().isHidden() -> throw new UnreadableCallException(this.part);
			default -> writeObject(out.text("object").text(value.getClass().getName()), value);
		}
		this.depth--;
	}

	private <T> void writeSorted(CanonicalWriter out, Collection<T> elements, BiConsumer<CanonicalWriter, T> element) {
		List<byte[]> forms = elements.stream().map((value) -> {
			CanonicalWriter form = new CanonicalWriter();
			element.accept(form, value);
			return form.toByteArray();
		}).sorted(Arrays::compare).toList();
		out.list(forms, CanonicalWriter::bytes);
	}

	private void writeObject(CanonicalWriter out, Object object) {
		Map<String, Object> values = read(object);
		out.list(values.entrySet(), (form, field) -> {
			form.text(field.getKey());
			write(form, field.getValue());
		});
	}

	private Map<String, Object> read(Object object) {
		try {
			Map<String, Object> values = (object instanceof Record) ? InstanceFields.of(object, (name) -> true)
					: this.fields.of(object);
			if (values == null) {
				throw new UnreadableCallException(this.part);
			}
			return values;
		}
		catch (IllegalAccessException | InaccessibleObjectException ex) {
			throw new UnreadableCallException(this.part, ex);
		}
	}

	// Values of the JDK whose text says all that they are
	private static boolean isPlain(Object value) {
		return (value instanceof Number || value instanceof Boolean || value instanceof Character
				|| value instanceof UUID || value instanceof TemporalAccessor || value instanceof TemporalAmount)
				&& value.getClass().getName().startsWith("java.");
	}

}
