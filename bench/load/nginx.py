"""nginx twice: as the upstream that answers chat completions, and as the plain reverse proxy that is the floor."""

_COMMON = """\
daemon off;
worker_processes auto;
pid {folder}/nginx.pid;
error_log stderr warn;
events {{ worker_connections 8192; }}
http {{
  access_log off;
  default_type application/json;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  keepalive_requests 1000000000;
  keepalive_timeout 600s;
  client_max_body_size 32m;
  # A body of 100 KB stays in memory.
  client_body_buffer_size 256k;
{servers}
}}
"""

_ANSWER = (
    '{"id":"chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT","object":"chat.completion","created":1741569952,'
    '"model":"gpt-4o-2024-08-06","choices":[{"index":0,"message":{"role":"assistant","content":'
    '"Northern markets grew fastest, by 12 % (section 4.2).","refusal":null,"annotations":[]},"logprobs":null,'
    '"finish_reason":"stop"}],"usage":{"prompt_tokens":219,"completion_tokens":14,"total_tokens":233,'
    '"prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":0,'
    '"audio_tokens":0,"accepted_prediction_tokens":0,"rejected_prediction_tokens":0}},"service_tier":"default"}'
)
_REFUSAL = (
    '{"error":{"message":"Rate limit reached for gpt-4o","type":"requests","param":null,"code":"rate_limit_exceeded"}}'
)

LIMITED_KEY = "bench-limited"

# The body is read before the answer goes out, as a provider does: `mirror` reads it, and hands a copy to nobody. `return` alone would
# answer as soon as it has the head, and proxies would find their connection of no more use. empty_gif is the cheapest way to 405.
_UPSTREAM = """\
  map $http_authorization $limited {{ default 0; "Bearer {limited}" 1; }}
  server {{
    listen 127.0.0.1:{port} {listen}backlog=1024;
{tls}    location / {{ mirror /read; mirror_request_body on; empty_gif; error_page 405 = @answer; }}
    location = /read {{ internal; return 204; }}
    location = /count {{ stub_status; }}
    location @answer {{
      add_header x-request-id req_00000000000000000000000000000000 always;
      add_header x-ratelimit-limit-requests 10000 always;
      add_header x-ratelimit-remaining-requests 9999 always;
      add_header x-ratelimit-reset-requests 6ms always;
      add_header x-ratelimit-limit-tokens 2000000 always;
      add_header x-ratelimit-remaining-tokens 1999000 always;
      add_header x-ratelimit-reset-tokens 30ms always;
      # A millionth of a second: so that whoever heeds it asks with this key again for the next request.
      if ($limited) {{ add_header retry-after 0.000001 always; return 429 '{refusal}'; }}
      return 200 '{answer}';
    }}
  }}
"""

# Of version 1.3 only, as providers' ends speak it today. A handshake that is measured must be a whole one: no session is taken up again.
_TLS = """\
    ssl_certificate {certificate};
    ssl_certificate_key {key};
    ssl_protocols TLSv1.3;
"""
_WHOLE_HANDSHAKES = """\
    ssl_session_tickets off;
    ssl_session_cache off;
    keepalive_timeout 0;
"""

# proxy_buffering off: what an answer brings goes out at once, as who proxies a model's streams sets it. Its buffer takes what one
# read of a burst brings.
_PROXY = """\
  upstream provider {{ server 127.0.0.1:{to}; keepalive 512; keepalive_requests 1000000000; }}
  server {{
    listen 127.0.0.1:{port} backlog=1024;
    location / {{
      proxy_pass {scheme}://provider;
{tls}      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_buffering off;
      proxy_buffer_size 16k;
      proxy_buffers 8 16k;
    }}
  }}
"""


_PROXY_TLS = """\
      proxy_ssl_protocols TLSv1.3;
      proxy_ssl_verify on;
      proxy_ssl_trusted_certificate {certificate};
      proxy_ssl_name localhost;
"""


def upstream(folder, port, identity=None, kept=True):
    """The configuration of the upstream. `GET /count` there says how many requests it has had.

    identity: its certificate, for TLS
    kept: whether a connection serves several requests, or is ended with the first
    """
    tls = "" if identity is None else _TLS.format(certificate=identity.certificate, key=identity.key)
    listen = "" if identity is None else "ssl "
    tls += "" if kept else _WHOLE_HANDSHAKES
    server = _UPSTREAM.format(port=port, listen=listen, tls=tls, limited=LIMITED_KEY, answer=_ANSWER, refusal=_REFUSAL)
    return _COMMON.format(folder=folder, servers=server)


def proxy(folder, port, upstream_port, identity=None):
    """The configuration of a plain proxy. `identity`: that of an upstream with TLS."""
    tls = "" if identity is None else _PROXY_TLS.format(certificate=identity.certificate)
    scheme = "http" if identity is None else "https"
    return _COMMON.format(folder=folder, servers=_PROXY.format(port=port, to=upstream_port, scheme=scheme, tls=tls))
