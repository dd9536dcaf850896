package dev.llmcache.test.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which mirrors the script finds in an apt configuration.
 */
class InstallServersScriptTests {

	@TempDir
	Path etc;

	@BeforeEach
	void createSourceParts() throws IOException {
		Files.createDirectory(this.etc.resolve("sources.list.d"));
	}

	@Test
	void readsOneLineFormat() throws Exception {
		write("sources.list", """
				# deb http://commented.example/debian trixie main
				deb-src http://sources.example/debian trixie main
				deb http://mirror.example/debian trixie main contrib # ours
				""");
		assertThat(mirrors()).containsExactly("http://mirror.example/debian");
	}

	@Test
	void readsOptionsOfOneLineFormat() throws Exception {
		write("sources.list.d/debian.list",
				"""
						deb [ arch=amd64 signed-by=/usr/share/keyrings/debian-archive-keyring.gpg ] https://a.example/deb trixie main
						deb [arch=amd64] https://b.example/debian/ trixie main
						""");
		assertThat(mirrors()).containsExactly("https://a.example/deb", "https://b.example/debian");
	}

	@Test
	void readsStanzas() throws Exception {
		write("sources.list.d/debian.sources", """
				Types: deb deb-src
				# Comment within
				URIs: http://mirror.example/debian
				Suites: trixie trixie-updates
				Components: main contrib
				Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

				types: deb
				uris: http://security.example/debian-security
				suites: trixie-security
				components: main
				""");
		assertThat(mirrors()).containsExactly("http://mirror.example/debian");
	}

	@Test
	void readsContinuedFields() throws Exception {
		write("sources.list.d/debian.sources", """
				Types: deb
				URIs:
				 http://one.example/debian
				 http://two.example/debian
				Suites: trixie
				Components:
				 main
				""");
		assertThat(mirrors()).containsExactly("http://one.example/debian", "http://two.example/debian");
	}

	@Test
	void leavesOutSourcesAndDisabledStanzas() throws Exception {
		write("sources.list.d/debian.sources", """
				Types: deb-src
				URIs: http://sources.example/debian
				Suites: trixie
				Components: main

				Enabled: no
				Types: deb
				URIs: http://disabled.example/debian
				Suites: trixie
				Components: main
				""");
		assertThat(mirrors()).isEmpty();
	}

	@Test
	void readsFileOfMirrors() throws Exception {
		write("mirrors", "mirror+file:/itself\nhttp://one.example/debian\tpriority:1\n# http://two.example/debian\n");
		write("sources.list", "deb mirror+file:" + this.etc.resolve("mirrors") + " trixie main\n");
		assertThat(mirrors()).containsExactly("http://one.example/debian");
	}

	@Test
	void putsWhatLooksLikeDebianBeforeOtherRepositories() throws Exception {
		write("sources.list.d/a-vendor.list", "deb https://vendor.example/apt trixie main\n");
		write("sources.list.d/b-engine.list", "deb https://engine.example/linux/debian trixie stable\n");
		write("sources.list.d/c-debian.list", "deb http://mirror.example/debian trixie main\n");
		write("sources.list.d/d-debian.sources", """
				Types: deb
				URIs: http://signed.example/debian
				Suites: trixie
				Components: main
				Signed-By: /usr/share/keyrings/debian-archive-keyring.pgp
				""");
		assertThat(mirrors()).containsExactly("http://signed.example/debian", "http://mirror.example/debian",
				"https://vendor.example/apt");
	}

	@Test
	void namesMirrorOnce() throws Exception {
		write("sources.list", """
				deb http://mirror.example/debian trixie main
				deb http://mirror.example/debian/ trixie-backports main
				""");
		assertThat(mirrors()).containsExactly("http://mirror.example/debian");
	}

	@Test
	void findsNoneWithoutConfiguration() throws Exception {
		assertThat(mirrors()).isEmpty();
	}

	private void write(String file, String content) throws IOException {
		Files.writeString(this.etc.resolve(file), content);
	}

	private List<String> mirrors() throws Exception {
		Process process = Script.INSTALL_SERVERS.with(List.of("--mirrors", this.etc.toString()))
			.redirectErrorStream(true)
			.start();
		List<String> lines = process.inputReader().lines().toList();
		assertThat(process.waitFor()).isZero();
		return lines;
	}

}
