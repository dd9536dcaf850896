package dev.llmcache.embedding;

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
		Class.forName(BINDING);
		try (URLClassLoader second = new SecondLoader()) {
			assertThat(Class.forName(BINDING, true, second)).isNotSameAs(Class.forName(BINDING));
			QuestionOwner acme = QuestionOwner.of(new Owner.Tenant("acme"));
			Mono<QuestionOwner> elsewhere = Mono.fromCallable(QuestionOwner::bound)
				.subscribeOn(Schedulers.boundedElastic());
			QuestionOwner followed = acme.call(elsewhere::block);
			assertThat(followed).isSameAs(acme);
			assertThat(elsewhere.block()).isNull();
		}
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
