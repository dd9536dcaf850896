package dev.llmcache.test.servers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Files that a server finds in its folder when it starts, readable by itself alone.
 *
 * @param files contents by name
 */
record StartFiles(Map<String, String> files) {

	private static final String WRITE_AND_RUN = """
			umask 077
			mkdir -p "$1" && cd "$1" && shift
			while [ "$1" != -- ]; do
				printf '%s' "$2" >"$1" || exit
				shift 2
			done
			shift
			exec "$@"
			""";

	/**
	 * Return the command line that writes the files and then becomes another.
	 * @param folder to write them into, and to run in
	 * @param command what to run
	 */
	List<String> before(String folder, List<String> command) {
		List<String> line = new ArrayList<>(List.of("/bin/sh", "-c", WRITE_AND_RUN, "start", folder));
		this.files.forEach((name, content) -> line.addAll(List.of(name, content)));
		line.add("--");
		line.addAll(command);
		return line;
	}

}
