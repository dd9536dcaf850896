package dev.llmcache.store.redis;

import java.util.concurrent.TimeUnit;

import io.lettuce.core.resource.DefaultEventLoopGroupProvider;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class KeptEventLoopsTests {

	private final DefaultEventLoopGroupProvider loops = new DefaultEventLoopGroupProvider(1);

	private final KeptEventLoops kept = new KeptEventLoops(this.loops);

	@AfterEach
	void close() {
		this.loops.shutdown(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
	}

	private static MultiThreadIoEventLoopGroup used(KeptEventLoops loops) {
		MultiThreadIoEventLoopGroup group = loops.allocate(MultiThreadIoEventLoopGroup.class);
		loops.release(group, 0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
		return group;
	}

	@Test
	void outliveTheirLastClient() {
		MultiThreadIoEventLoopGroup group = used(this.kept);
		assertThat(group.isShuttingDown()).isFalse();
		assertThat(used(this.kept)).isSameAs(group);
	}

	@Test
	void endWhenTheyAreKeptNoLonger() {
		MultiThreadIoEventLoopGroup group = used(this.kept);
		this.kept.shutdown(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
		assertThat(group.isTerminated()).isTrue();
	}

	@Test
	void stayWithTheApplicationThatUsesThemToo() {
		MultiThreadIoEventLoopGroup group = this.loops.allocate(MultiThreadIoEventLoopGroup.class);
		assertThat(used(this.kept)).isSameAs(group);
		this.kept.shutdown(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
		assertThat(group.isShuttingDown()).isFalse();
	}

}
