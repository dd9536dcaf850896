package dev.llmcache.embedding;

import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;

import dev.llmcache.Owner;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two applications of one virtual machine that share Reactor and no other class.
 */
class TwoApplicationsTests {

	private static final String BINDING = "dev.llmcache.advisor.OwnerBinding";

	@Test
	void anOwnerFollowsInTheFirstAfterTheSecondHasStarted() throws Exception {
		Class<?> first = Class.forName(BINDING);
		invoke(first, "use");
		try (URLClassLoader second = new SecondLoader()) {
			Class<?> other = Class.forName(BINDING, true, second);
			assertThat(other).isNotSameAs(first);
			invoke(other, "use");
			invoke(other, "release");
			QuestionOwner acme = QuestionOwner.of(new Owner.Tenant("acme"));
			Mono<QuestionOwner> elsewhere = Mono.fromCallable(QuestionOwner::bound)
				.subscribeOn(Schedulers.boundedElastic());
			QuestionOwner followed = acme.call(elsewhere::block);
			assertThat(followed).isSameAs(acme);
			assertThat(elsewhere.block()).isNull();
		}
		finally {
			invoke(first, "release");
		}
	}

	private static void invoke(Class<?> binding, String name) throws ReflectiveOperationException {
		Method method = binding.getDeclaredMethod(name);
		method.setAccessible(true);
		method.invoke(null);
	}

	/** Has classes of this project of its own. */
	private static final class SecondLoader extends URLClassLoader {

		SecondLoader() throws Exception {
			super(new URL[] { Class.forName(BINDING).getProtectionDomain().getCodeSource().getLocation() },
					SecondLoader.class.getClassLoader());
		}

		@Override
		protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
			if (!name.startsWith("dev.llmcache.")) {
				return super.loadClass(name, resolve);
			}
			Class<?> known = findLoadedClass(name);
			return (known != null) ? known : findClass(name);
		}

	}

}
