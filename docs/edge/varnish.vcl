vcl 4.1;

import xkey;

backend default {
	.host = "127.0.0.1";
	.port = "8080";
}

# Where the application's instances purge from. Nobody else may seem to come from there:
# behind a proxy on this machine, all do that do not use the PROXY protocol
acl purgers {
	"127.0.0.1";
	"::1";
}

sub vcl_recv {
	if (req.method == "PURGE") {
		if (client.ip !~ purgers) {
			return (synth(403));
		}
		if (!req.http.xkey-purge) {
			return (synth(400));
		}
		return (synth(200, "Purged " + xkey.purge(req.http.xkey-purge)));
	}
	# Varnish passes requests with cookies. Where public answers are known by their path:
	# if (req.url ~ "^/(faq|answers)/") {
	#	unset req.http.Cookie;
	# }
}

sub vcl_backend_response {
	# Stock Varnish keeps for two minutes what says nothing of caching
	if (!beresp.http.Cache-Control && !beresp.http.Expires) {
		set beresp.uncacheable = true;
		set beresp.ttl = 120s;
		return (deliver);
	}
	# Long enough to ask whether it has changed, by its ETag
	set beresp.keep = 10m;
}

sub vcl_deliver {
	unset resp.http.xkey;
	if (obj.uncacheable) {
		set resp.http.X-Cache = "pass";
	} else if (obj.hits > 0) {
		set resp.http.X-Cache = "hit";
	} else {
		set resp.http.X-Cache = "miss";
	}
}
