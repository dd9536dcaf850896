package dev.llmcache.test.servers;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Address of a PostgreSQL database, with whom to log in as.
 *
 * @param host host name or address
 * @param port port
 * @param jdbcUrl JDBC URL, without user and password
 * @param user user
 * @param password password
 */
record PostgresAddress(String host, int port, String jdbcUrl, String user, String password) {

	private static final int DEFAULT_PORT = 5432;

	/**
	 * Read an address from a URL, which may be a JDBC URL, and may carry user and
	 * password as part of its authority or as parameters.
	 * @param user user, wins over that of the URL
	 * @param password password, wins over that of the URL
	 * @throws IllegalArgumentException if it is no such URL or names no user; the message
	 * does not show it
	 */
	static PostgresAddress parse(String url, Optional<String> user, Optional<String> password) {
		URI uri = parse(url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url);
		int port = (uri.getPort() < 0) ? DEFAULT_PORT : uri.getPort();
		String[] login = Optional.ofNullable(uri.getRawUserInfo()).orElse("").split(":", 2);
		return new PostgresAddress(uri.getHost(), port, jdbcUrl(uri, port),
				user.or(() -> decoded(login[0]))
					.or(() -> parameter(uri, "user"))
					.orElseThrow(() -> new IllegalArgumentException("names no user")),
				password.or(() -> (login.length > 1) ? decoded(login[1]) : Optional.empty())
					.or(() -> parameter(uri, "password"))
					.orElse(""));
	}

	private static URI parse(String url) {
		String form = "is not of the form postgresql://user:password@host:port/database";
		try {
			URI uri = URI.create(url);
			if (!"postgresql".equals(uri.getScheme()) || uri.getHost() == null || uri.getPath().length() < 2) {
				throw new IllegalArgumentException(form);
			}
			return uri;
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException(form);
		}
	}

	private static String jdbcUrl(URI uri, int port) {
		String others = String.join("&",
				parameters(uri).filter((parameter) -> !parameter.matches("(user|password)=.*")).toList());
		return "jdbc:postgresql://%s:%d%s%s".formatted(uri.getHost(), port, uri.getRawPath(),
				others.isEmpty() ? "" : "?" + others);
	}

	private static Optional<String> parameter(URI uri, String name) {
		return parameters(uri).filter((parameter) -> parameter.startsWith(name + "="))
			.findFirst()
			.flatMap((parameter) -> decoded(parameter.substring(name.length() + 1)));
	}

	private static Stream<String> parameters(URI uri) {
		return (uri.getRawQuery() == null) ? Stream.empty() : Arrays.stream(uri.getRawQuery().split("&"));
	}

	private static Optional<String> decoded(String text) {
		return text.isEmpty() ? Optional.empty()
				: Optional.of(URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8));
	}

}
