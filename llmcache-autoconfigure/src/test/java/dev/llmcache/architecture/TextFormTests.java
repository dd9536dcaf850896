package dev.llmcache.architecture;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.llmcache.Fingerprint;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.prompt.Prompt;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whoever logs a value by mistake logs its text form.
 */
class TextFormTests {

	private static final String CANARY = "canary-";

	/** What operators and developers name, and what the cache says by itself. */
	private static final Set<String> NO_CONTENT = Set.of("answerId", "backend", "bypass", "bypasses", "client",
			"detail", "differingParts", "evictionPolicy", "evictions", "extensionSchema", "figures", "fingerprint",
			"flights", "kind", "layer", "layers", "leftOut", "method", "misses", "model", "models", "name", "names",
			"namespace", "on", "outcome", "parts", "policies", "policy", "prefix", "prices", "readOnlyReason", "reason",
			"refreshes", "rejections", "resting", "saved", "similarity", "store", "suffix", "unknown", "unpriced",
			"varies", "vary", "version", "warning");

	/** Whose texts are the library's own, or an operator's ids and digests. */
	private static final Set<String> OWN = Set.of("dev.llmcache.edge.EdgeTag", "dev.llmcache.prefix.StablePrompt",
			"dev.llmcache.semantic.guard.Phrases$Phrase", "dev.llmcache.store.pgvector.PgvectorStatements");

	/** What the application's properties hold, which are not of its users. */
	private static final Set<String> PROPERTIES = Set.of("dev.llmcache.autoconfigure", "dev.llmcache.policy");

	private final Set<String> told = new TreeSet<>();

	private final Set<String> made = new TreeSet<>();

	@Test
	void noRecordTellsWhatItHolds() {
		new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
			.importPackages("dev.llmcache")
			.stream()
			.filter(JavaClass::isRecord)
			.filter((type) -> !PROPERTIES.contains(type.getPackageName()))
			.filter((type) -> !OWN.contains(type.getName()))
			.map(JavaClass::reflect)
			.forEach(this::look);
		assertThat(this.made).hasSizeGreaterThan(200);
		assertThat(this.told).isEmpty();
	}

	private void look(Class<?> type) {
		Object made = make(type, 0);
		if (made != null) {
			this.made.add(type.getName());
			String text = made.toString();
			Arrays.stream(type.getRecordComponents())
				.map(RecordComponent::getName)
				.filter((name) -> !NO_CONTENT.contains(name) && text.contains(CANARY + name + "-"))
				.forEach((name) -> this.told.add(type.getName() + "." + name));
		}
	}

	private static @Nullable Object make(Class<?> type, int depth) {
		if (depth > 3) {
			return null;
		}
		RecordComponent[] components = type.getRecordComponents();
		Object[] values = Arrays.stream(components)
			.map((component) -> value(component.getGenericType(), component.getName(), depth))
			.toArray();
		try {
			Constructor<?> constructor = type.getDeclaredConstructor(
					Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
			constructor.setAccessible(true);
			return constructor.newInstance(values);
		}
		// One that checks what it is given
		catch (ReflectiveOperationException ex) {
			return null;
		}
	}

	private static @Nullable Object value(Type generic, String name, int depth) {
		Class<?> type = (generic instanceof ParameterizedType parameterized) ? (Class<?>) parameterized.getRawType()
				: (generic instanceof Class<?> plain) ? plain : Object.class;
		String canary = CANARY + name + "-";
		if (type == String.class || type == Object.class || type == CharSequence.class) {
			return canary;
		}
		if (List.class.isAssignableFrom(type) || type == Iterable.class) {
			return new ArrayList<>(element(generic, 0, name, depth));
		}
		if (Set.class.isAssignableFrom(type)) {
			return new HashSet<>(element(generic, 0, name, depth));
		}
		if (Map.class.isAssignableFrom(type)) {
			Map<Object, Object> map = new HashMap<>();
			element(generic, 0, name, depth)
				.forEach((key) -> element(generic, 1, name, depth).forEach((value) -> map.put(key, value)));
			return map;
		}
		return scalar(type, canary, depth);
	}

	private static Set<Object> element(Type generic, int at, String name, int depth) {
		Object value = (generic instanceof ParameterizedType parameterized)
				? value(parameterized.getActualTypeArguments()[at], name, depth) : null;
		return (value != null) ? Set.of(value) : Set.of();
	}

	private static @Nullable Object scalar(Class<?> type, String canary, int depth) {
		if (type.isEnum()) {
			return type.getEnumConstants()[0];
		}
		if (type.isRecord()) {
			return make(type, depth + 1);
		}
		if (type.isSealed() && type.isInterface()) {
			return Stream.of(type.getPermittedSubclasses())
				.filter(Class::isRecord)
				.findFirst()
				.map((record) -> make(record, depth + 1))
				.orElse(null);
		}
		return switch (type.getName()) {
			case "boolean", "java.lang.Boolean" -> false;
			case "int", "java.lang.Integer" -> 1;
			case "long", "java.lang.Long" -> 1L;
			case "double", "java.lang.Double" -> 0.5;
			case "float" -> 0.5F;
			case "java.math.BigDecimal" -> BigDecimal.ONE;
			case "java.time.Duration" -> Duration.ofSeconds(1);
			case "java.time.Instant" -> Instant.EPOCH;
			case "[B" -> canary.getBytes(StandardCharsets.UTF_8);
			case "[F" -> new float[] { 1 };
			case "dev.llmcache.Fingerprint" -> Fingerprint.of(new byte[32]);
			default -> content(type, canary);
		};
	}

	private static @Nullable Object content(Class<?> type, String canary) {
		if (type.isAssignableFrom(UserMessage.class) && Message.class.isAssignableFrom(type)) {
			return new UserMessage(canary);
		}
		return (type == Prompt.class) ? new Prompt(canary) : null;
	}

}
