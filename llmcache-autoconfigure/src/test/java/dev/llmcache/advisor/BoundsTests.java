package dev.llmcache.advisor;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import com.github.benmanes.caffeine.cache.Cache;
import dev.llmcache.freshness.FleetGenerations;
import dev.llmcache.store.InMemoryGenerationStore;
import dev.llmcache.test.MapAnswerStore;
import dev.llmcache.test.ScriptedChatModel;
import dev.llmcache.test.TestPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.ai.chat.client.ChatClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What calls leave in memory besides their answers.
 */
class BoundsTests {

	private static final int CALLS = 15_000;

	private static final int MOST_REMEMBERED = 10_000;

	/** They have bounds of their own, and tests of these. */
	private static final Set<Class<?>> BOUNDED_ELSEWHERE = Set.of(MapAnswerStore.class, InMemoryGenerationStore.class,
			FleetGenerations.class);

	@Test
	void noCollectionGrowsWithQuestionsTenantsAndTags() {
		TestPolicy policy = new TestPolicy();
		AdvisorFixture fixture = AdvisorFixture.withTenantsAndPolicies(policy);
		ChatClient client = fixture.client(ScriptedChatModel.counting());
		for (int i = 0; i < CALLS; i++) {
			client.prompt("question " + i)
				.advisors(LlmCacheParams.tenant("tenant " + i))
				.advisors(LlmCacheParams.tags("tag " + i))
				.call()
				.content();
		}
		Map<String, Integer> sizes = new TreeMap<>();
		measure(fixture, sizes);
		assertThat(sizes).as("the walk has found something")
			.hasSizeGreaterThan(10)
			.containsValue(1_000)
			.allSatisfy((field, size) -> assertThat(size).as(field).isLessThanOrEqualTo(MOST_REMEMBERED));
	}

	private static void measure(Object root, Map<String, Integer> sizes) {
		Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
		Deque<Object> open = new ArrayDeque<>();
		open.add(root);
		while (!open.isEmpty()) {
			Object next = open.remove();
			if (isOurs(next) && seen.add(next)) {
				fields(next, sizes, open);
			}
		}
	}

	private static boolean isOurs(Object object) {
		return object.getClass().getName().startsWith("dev.llmcache.") && !BOUNDED_ELSEWHERE.contains(object.getClass())
				&& !object.getClass().isEnum();
	}

	private static void fields(Object object, Map<String, Integer> sizes, Deque<Object> open) {
		for (Class<?> type = object.getClass(); type != null && type != Object.class; type = type.getSuperclass()) {
			for (Field field : type.getDeclaredFields()) {
				if (!field.getType().isPrimitive() && !Modifier.isStatic(field.getModifiers())) {
					follow(type.getSimpleName() + "." + field.getName(), value(field, object), sizes, open);
				}
			}
		}
	}

	private static void follow(String name, @Nullable Object value, Map<String, Integer> sizes, Deque<Object> open) {
		switch (value) {
			case null -> {
			}
			case Map<?, ?> map -> {
				sizes.merge(name, map.size(), Math::max);
				map.values().stream().limit(100).filter((each) -> each != null).forEach(open::add);
			}
			case Collection<?> collection -> {
				sizes.merge(name, collection.size(), Math::max);
				collection.stream().limit(100).filter((each) -> each != null).forEach(open::add);
			}
			case Cache<?, ?> cache -> {
				cache.cleanUp();
				sizes.merge(name, (int) cache.estimatedSize(), Math::max);
			}
			default -> open.add(value);
		}
	}

	private static @Nullable Object value(Field field, Object object) {
		try {
			field.setAccessible(true);
			return field.get(object);
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
