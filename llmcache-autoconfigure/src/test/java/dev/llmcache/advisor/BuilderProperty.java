package dev.llmcache.advisor;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.springframework.ai.chat.prompt.ChatOptions;

/**
 * Method of a provider's builder that sets one of its options.
 */
record BuilderProperty(Supplier<? extends ChatOptions.Builder<?>> builders, Method method) {

	private static final Set<String> NO_PROPERTIES = Set.of("build", "clone", "combineWith");

	/**
	 * Finds the properties of a builder.
	 * @param builders makes builders
	 * @return its properties, those above its class included
	 */
	static List<BuilderProperty> of(Supplier<? extends ChatOptions.Builder<?>> builders) {
		Map<String, BuilderProperty> properties = new TreeMap<>();
		for (Method method : builders.get().getClass().getMethods()) {
			if (ChatOptions.Builder.class.isAssignableFrom(method.getReturnType())
					&& !NO_PROPERTIES.contains(method.getName())) {
				method.setAccessible(true);
				properties.put(method.getName() + Arrays.toString(method.getParameterTypes()),
						new BuilderProperty(builders, method));
			}
		}
		return List.copyOf(properties.values());
	}

	String name() {
		return this.method.getName();
	}

	/**
	 * Options that differ in this property alone.
	 * @return pairs of them: with and without, or for each parameter with two values
	 */
	List<List<ChatOptions>> pairs() {
		Class<?>[] types = this.method.getParameterTypes();
		if (types.length == 0) {
			return List.of(List.of(this.builders.get().build(), set()));
		}
		Object[] values = Arrays.stream(types).map((type) -> OptionSamples.of(name(), type).getFirst()).toArray();
		ChatOptions options = set(values);
		return IntStream.range(0, types.length).mapToObj((i) -> {
			Object[] others = values.clone();
			others[i] = OptionSamples.of(name(), types[i]).getLast();
			return List.of(options, set(others));
		}).toList();
	}

	private ChatOptions set(Object... values) {
		try {
			ChatOptions.Builder<?> builder = this.builders.get();
			this.method.invoke(builder, values);
			return builder.build();
		}
		catch (IllegalAccessException | InvocationTargetException ex) {
			throw new IllegalStateException(this.method.toString(), ex);
		}
	}

	@Override
	public String toString() {
		return "%s.%s(%s)".formatted(this.builders.get().build().getClass().getSimpleName(), name(),
				Arrays.stream(this.method.getParameterTypes())
					.map(Class::getSimpleName)
					.collect(Collectors.joining(", ")));
	}

}
