#!/bin/sh
# Installs servers into a folder of their own, as a Debian root to chroot into, and
# prints that folder. Once there, only prints it.
#
#   install-servers.sh CACHE          installs Redis, and PostgreSQL with pgvector
#                                     and PgBouncer, below the folder CACHE
#   install-servers.sh CACHE edge     installs Varnish with xkey and nginx there
#   install-servers.sh CACHE browser  installs a headless Chromium there
#   install-servers.sh --mirrors ETC  prints the Debian mirrors which the apt
#                                     configuration ETC names, likeliest first
#
# Needs to be root on a machine with apt, and changes nothing outside CACHE.
set -eu
umask 022
PATH=$PATH:/usr/sbin:/sbin
export LC_ALL=C

set=${2:-stores}
case $set in
stores) suite=forky packages=pgbouncer,postgresql-18-pgvector,redis-server ;;
# The last suite that calls it Varnish
edge) suite=trixie packages=varnish,varnish-modules,nginx-light ;;
browser) suite=trixie packages=chromium-headless-shell,fonts-roboto-unhinted ;;
esac
revision=1 # raise it when a prepare function changes, so that everyone installs again

say() {
	echo "llmcache: $*" >&2
}

fail() {
	say "$*"
	exit 1
}

mirrors() {
	for file in "$1"/sources.list "$1"/sources.list.d/*.list "$1"/sources.list.d/*.sources; do
		[ -f "$file" ] && set -- "$@" "$file"
	done
	shift
	[ $# -eq 0 ] || awk '
		function consider(uris, suites, components, keyring,    uri, count, i, rank) {
			if ((" " components " ") !~ /[ \t]main[ \t]/ || suites ~ /security|\/updates/)
				return
			count = split(uris, uri, /[ \t]+/)
			for (i = 1; i <= count; i++)
				if (uri[i] ~ /^mirror\+file:/)
					consider_list(uri[i], suites, components, keyring)
				else if (uri[i] ~ /^https?:/) {
					sub(/\/+$/, "", uri[i])
					rank = (keyring !~ /debian-archive/) + (uri[i] !~ /\/debian$/)
					if (!seen[uri[i]]++)
						found[rank] = found[rank] uri[i] "\n"
				}
		}
		function consider_list(list, suites, components, keyring,    line) {
			sub(/^mirror\+file:\/*/, "/", list)
			while ((getline line < list) > 0) {
				sub(/[ \t#].*/, "", line)
				if (line !~ /^mirror/)
					consider(line, suites, components, keyring)
			}
			close(list)
		}
		function end_of_stanza() {
			if ((" " field["types"] " ") ~ /[ \t]deb[ \t]/ && field["enabled"] !~ /no|false|off|0/)
				consider(field["uris"], field["suites"], field["components"], field["signed-by"])
			split("", field)
		}
		FNR == 1 { end_of_stanza() }
		FILENAME ~ /\.list$/ {
			sub(/#.*/, "")
			keyring = match($0, /signed-by=[^] \t]*/) ? substr($0, RSTART, RLENGTH) : ""
			sub(/\[[^]]*\]/, "")
			if ($1 == "deb") {
				components = ""
				for (i = 4; i <= NF; i++)
					components = components " " $i
				consider($2, $3, components, keyring)
			}
			next
		}
		/^#/ { next }
		/^[ \t]*$/ { end_of_stanza(); next }
		/^[^ \t]/ {
			name = tolower(substr($0, 1, index($0, ":") - 1))
			$0 = substr($0, index($0, ":") + 1)
		}
		{ field[name] = field[name] " " $0 }
		END {
			end_of_stanza()
			printf "%s%s%s", found[0], found[1], found[2]
		}' "$@"
}

# The first mirror that has the suite: other repositories may look like Debian's.
working_mirror() {
	mirrors /etc/apt | while read -r mirror; do
		if wget -q -T 20 -t 2 -O - "$mirror/dists/$suite/InRelease" 2>/dev/null | grep -q '^Origin: Debian$'; then
			echo "$mirror"
			break
		fi
	done
}

# wget, which debootstrap uses, does not read apt's configuration.
use_proxies_of_apt() {
	eval "$(apt-config shell apt_http Acquire::http::Proxy apt_https Acquire::https::Proxy)"
	case ${apt_http:-DIRECT} in DIRECT) ;; *) export http_proxy="$apt_http" ;; esac
	case ${apt_https:-DIRECT} in DIRECT) ;; *) export https_proxy="$apt_https" ;; esac
}

# Lists and archives of its own: the machine's may be empty, and stay as they are.
own_apt() {
	apt-get -q -o "Dir::State::Lists=$tools/lists" -o "Dir::Cache=$tools/cache" -o APT::Sandbox::User=root "$@"
}

fetch_tools() {
	remove_tree "$tools"
	mkdir -p "$tools/lists/partial" "$tools/cache/archives/partial"
	own_apt update || say "apt-get update had errors, trying on"
	(cd "$tools" && own_apt download debootstrap debian-archive-keyring)
	for package in "$tools"/*.deb; do
		dpkg-deb -x "$package" "$tools"
	done
}

# An interrupted debootstrap may leave mounts behind, which rm must not enter.
remove_tree() {
	awk -v below="$1/" 'index($2, below) == 1 { print $2 }' /proc/mounts | sort -r | while read -r mount; do
		umount -l "$mount"
	done
	rm -rf --one-file-system "$1"
}

bootstrap() {
	remove_tree "$partial"
	"$1" --variant=minbase "--include=$packages" --force-check-gpg "--keyring=$2" \
		"$suite" "$partial" "$mirror" "${DEBOOTSTRAP_DIR:-/usr/share/debootstrap}/scripts/sid"
}

bootstrap_with_installed_tools() {
	command -v debootstrap
	bootstrap debootstrap /usr/share/keyrings/debian-archive-keyring.gpg
}

# Where debootstrap is missing, or too old to know the suite's keys.
bootstrap_with_fetched_tools() {
	tools=$cache/tools.partial
	fetch_tools
	export DEBOOTSTRAP_DIR="$tools/usr/share/debootstrap"
	bootstrap "$tools/usr/sbin/debootstrap" "$tools/usr/share/keyrings/debian-archive-keyring.gpg"
	remove_tree "$tools"
}

# user:group of an account of the new root, as numbers that need no look-up.
ids() {
	awk -F: -v name="$1" '$1 == name { print $3 ":" $4 }' "$partial/etc/passwd"
}

# A data folder per server, which each start copies: initdb takes longer than that.
template() {
	mkdir -p "$partial/var/lib/llmcache/$1"
	chmod 700 "$partial/var/lib/llmcache/$1"
	chown "$(ids "$2")" "$partial/var/lib/llmcache/$1"
}

prepare_edge() {
	template varnish varnish
	template nginx www-data
	find "$partial" -name libvmod_xkey.so | grep -q . || fail "varnish-modules has no xkey"
}

prepare_browser() {
	template chromium nobody
}

prepare_stores() {
	template redis redis
	template pgbouncer postgres
	template postgres postgres
	bin=$(cd "$partial" && echo usr/lib/postgresql/*/bin)
	ln -s "/$bin/postgres" "$partial/usr/local/bin/postgres"
	echo llmcache >"$partial/tmp/password"
	# No /dev/shm and no /proc in there, and nothing that has to survive a power cut.
	as_postgres "/$bin/initdb" -D /var/lib/llmcache/postgres -U llmcache --pwfile=/tmp/password \
		-A scram-sha-256 -E UTF8 --locale=C.UTF-8 --wal-segsize=1 --no-sync --no-instructions \
		-c dynamic_shared_memory_type=mmap -c unix_socket_directories= -c listen_addresses=127.0.0.1 \
		-c fsync=off -c full_page_writes=off
	echo 'CREATE DATABASE llmcache' |
		as_postgres "/$bin/postgres" --single -D /var/lib/llmcache/postgres postgres
	rm -rf "$partial/tmp/password" "$partial/var/lib/postgresql"
}

remove_what_no_server_needs() {
	rm -rf "$partial/var/cache/apt" "$partial/var/lib/apt/lists" "$partial/usr/share/doc"
}

as_postgres() {
	chroot --userspec="$(ids postgres | sed 's/^/+/; s/:/:+/')" --groups= "$partial" "$@"
}

install_root() {
	[ "$(id -u)" -eq 0 ] || fail "only root can install the servers"
	for tool in apt-get dpkg-deb wget chroot; do
		command -v "$tool" >/dev/null || fail "installing the servers needs $tool"
	done
	use_proxies_of_apt
	mirror=$(working_mirror)
	[ -n "$mirror" ] || fail "no Debian mirror that has $suite answers among those of /etc/apt"
	say "installing $packages below $cache (once, about a minute, 0.5 GB)"
	: >"$log"
	step bootstrap_with_installed_tools
	[ "$status" -eq 0 ] || step bootstrap_with_fetched_tools
	[ "$status" -eq 0 ] || explain "debootstrap"
	step "prepare_$set"
	[ "$status" -eq 0 ] || explain "preparing the servers"
	remove_what_no_server_needs
	mv "$partial" "$root"
	say "installed the servers in $(($(date +%s) - began)) s"
}

# Leaves its result in $status: as part of a condition, set -e would not hold inside.
step() {
	set +e
	(
		set -e
		"$@"
	) >>"$log" 2>&1
	status=$?
	set -e
}

explain() {
	tail -n 8 "$log" >&2
	fail "$1 failed, see $log"
}

if [ "$1" = --mirrors ]; then
	mirrors "$2"
	exit
fi

began=$(date +%s)
mkdir -p "$1"
cache=$(cd "$1" && pwd -P)
root=$cache/$suite-$(echo "$packages $revision" | cksum | cut -d ' ' -f 1)
partial=$root.partial
log=$cache/install.log

if [ ! -d "$root" ]; then
	exec 9>"$cache/lock"
	flock -n 9 || {
		say "waiting for another build that is installing the servers"
		flock 9
	}
	[ -d "$root" ] || install_root
fi
# What a machine that lost power left behind.
find "$root/tmp" -mindepth 1 -maxdepth 1 -mtime +1 -exec rm -rf {} +
echo "$root"
