package dev.llmcache.autoconfigure;

import dev.llmcache.test.WordEmbeddingModel;
import org.junit.jupiter.api.Test;

import org.springframework.ai.vectorstore.SimpleVectorStore;
import org.springframework.ai.vectorstore.VectorStore;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;

import static org.assertj.core.api.Assertions.assertThat;

class VectorStoreNamesTests {

	private static final String[] ALL = { "handbook", "made", "lazy", "many" };

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Stores.class);

	private final VectorStoreNames names = new VectorStoreNames(this.context.getBeanFactory(), () -> null);

	@Test
	void aStoreIsNamedByItsBean() {
		VectorStore handbook = this.context.getBean("handbook", VectorStore.class);
		assertThat(this.names.of(handbook)).containsExactly("handbook");
		assertThat(this.names.of(this.context.getBean("made"))).containsExactly("made");
	}

	@Test
	void aProxyIsNamedByTheBeanBehindIt() {
		Object proxy = new ProxyFactory(this.context.getBean("handbook")).getProxy();
		assertThat(this.names.of(new ProxyFactory(proxy).getProxy())).containsExactly("handbook");
	}

	@Test
	void aStoreThatIsNoBeanMayBeAnyOfThem() {
		assertThat(this.names.of(Stores.store())).containsExactlyInAnyOrder(ALL);
		assertThat(this.names.of(this.context.getBean("many"))).containsExactlyInAnyOrder(ALL);
		assertThat(this.names.of(null)).containsExactlyInAnyOrder(ALL);
	}

	@Test
	void namingCreatesNoStore() {
		this.names.of(Stores.store());
		assertThat(this.context.getBeanFactory().containsSingleton("lazy")).isFalse();
		VectorStore lazy = this.context.getBean("lazy", VectorStore.class);
		assertThat(this.names.of(lazy)).containsExactly("lazy");
	}

	@Configuration(proxyBeanMethods = false)
	static class Stores {

		@Bean
		SimpleVectorStore handbook() {
			return store();
		}

		@Bean
		FactoryBean<VectorStore> made() {
			return new Factory();
		}

		@Bean
		@Lazy
		VectorStore lazy() {
			return store();
		}

		@Bean
		@Scope("prototype")
		VectorStore many() {
			return store();
		}

		static SimpleVectorStore store() {
			return SimpleVectorStore.builder(new WordEmbeddingModel()).build();
		}

	}

	private static final class Factory implements FactoryBean<VectorStore> {

		@Override
		public VectorStore getObject() {
			return Stores.store();
		}

		@Override
		public Class<?> getObjectType() {
			return VectorStore.class;
		}

	}

}
