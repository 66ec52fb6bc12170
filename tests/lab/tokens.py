"""The services that answer tokens in a lab: those of Docker Hub and ECR Public for their registries, and ECR Public's API.

Runs inside the lab's root file system: python3 tokens.py NETWORK (127.77.N). Certificate and key are in /lab.
"""

import base64
import hashlib
import json
import re
import ssl
import sys
import threading
import time
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import jwt

NETWORK = sys.argv[1]
ECR_PUBLIC_PASSWORD = "ecr-public-auth-token"

with open("/lab/certificate.pem", encoding="ascii") as file:
    CERTIFICATE = file.read()
with open("/lab/certificate.key", encoding="ascii") as file:
    KEY = file.read()
CHAIN = [base64.b64encode(ssl.PEM_cert_to_DER_cert(CERTIFICATE)).decode()]

# Registry service: user: (password, repositories that the user may push to).
USERS = {
    "registry.docker.io": {"acme": ("hubtoken", "acme/.+"), "acme-readonly": ("hubreadonly", None)},
    "public.ecr.aws": {"AWS": (ECR_PUBLIC_PASSWORD, ".+")},
}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Else the body waits 40 ms for the client to acknowledge the headers.
    disable_nagle_algorithm = True

    def answer(self, status, content, headers=()):
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        for name, value in (("Content-Type", "application/json"), *headers):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def body(self):
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))


class TokenHandler(Handler):
    """The token service of a registry: https://distribution.github.io/distribution/spec/auth/token/"""

    def do_GET(self):
        query = urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query)
        service = query.get("service", [""])[0]
        users = USERS.get(service)
        if users is None:
            self.answer(400, {"details": f"unknown service '{service}'"})
            return
        user, password = self.credentials()
        if user is not None and users.get(user, (None,))[0] != password:
            self.answer(401, {"details": "incorrect username or password"}, [("WWW-Authenticate", 'Basic realm="token"')])
            return
        pushable = users[user][1] if user is not None else None
        scopes = [scope for value in query.get("scope", []) for scope in value.split()]
        self.answer(200, token(service, user or "", [access for scope in scopes if (access := granted(scope, pushable))]))

    def do_POST(self):
        # As an engine expects of a service without OAuth 2: it then asks again with GET.
        self.body()
        self.answer(405, {"details": "use GET"})

    def credentials(self):
        scheme, _, value = self.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "basic":
            return None, None
        user, _, password = base64.b64decode(value).decode().partition(":")
        return user, password


def granted(scope, pushable):
    """The part of a scope such as repository:acme/web:pull,push that may be had: reading is for everyone."""
    kind, _, rest = scope.partition(":")
    name, _, actions = rest.rpartition(":")
    if kind != "repository":
        return None
    allowed = {"pull", "push", "delete"} if pushable and re.fullmatch(pushable, name) else {"pull"}
    wanted = {"pull", "push", "delete"} if actions == "*" else set(actions.split(","))
    return {"type": kind, "name": name, "actions": sorted(wanted & allowed)}


def token(service, user, access):
    now = int(time.time())
    claims = {"iss": "stevedore-lab", "sub": user, "aud": service, "access": access, "jti": str(time.time_ns())}
    times = {"iat": now, "nbf": now - 10, "exp": now + 300}
    value = jwt.encode(claims | times, KEY, algorithm="ES256", headers={"x5c": CHAIN})
    issued = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(now))
    return {"token": value, "access_token": value, "expires_in": 300, "issued_at": issued}


class EcrPublicHandler(Handler):
    """The part of ECR Public's API that shipping images calls; moto has none."""

    repositories = {}

    def do_POST(self):
        request = json.loads(self.body() or b"{}")
        operation = self.headers.get("X-Amz-Target", "").removeprefix("SpencerFrontendService.")
        if not re.search(r"/us-(east-1|west-2)/ecr-public/aws4_request", self.headers.get("Authorization", "")):
            self.fail("InvalidSignatureException", "Credential should be scoped to a valid region: ECR Public is in us-east-1.")
        elif operation == "GetAuthorizationToken":
            value = base64.b64encode(f"AWS:{ECR_PUBLIC_PASSWORD}".encode()).decode()
            self.succeed({"authorizationData": {"authorizationToken": value, "expiresAt": int(time.time()) + 12 * 3600}})
        elif operation == "CreateRepository":
            self.create_repository(request["repositoryName"])
        elif operation == "DescribeRepositories":
            self.describe_repositories(request.get("repositoryNames"))
        elif operation == "DescribeRegistries":
            # Without an alias of its own, so that a rehearsal may push under any.
            self.succeed({"registries": [{"registryId": "123456789012", "registryUri": "", "verified": False, "aliases": []}]})
        else:
            self.fail("UnknownOperationException", f"The lab's ECR Public does not know '{operation}'.")

    def create_repository(self, name):
        if name in self.repositories:
            self.fail(
                "RepositoryAlreadyExistsException",
                f"The repository with name '{name}' already exists in the registry with id '123456789012'",
            )
            return
        self.repositories[name] = {
            "repositoryArn": f"arn:aws:ecr-public::123456789012:repository/{name}",
            "registryId": "123456789012",
            "repositoryName": name,
            "repositoryUri": f"public.ecr.aws/acme/{name}",
            "createdAt": int(time.time()),
        }
        self.succeed({"repository": self.repositories[name], "catalogData": {}})

    def describe_repositories(self, names):
        for name in names or ():
            if name not in self.repositories:
                self.fail(
                    "RepositoryNotFoundException",
                    f"The repository with name '{name}' does not exist in the registry with id '123456789012'",
                )
                return
        self.succeed({"repositories": [self.repositories[name] for name in names or self.repositories]})

    def succeed(self, content):
        self.answer(200, content, self.request_id())

    def fail(self, code, message):
        self.answer(400, {"__type": code, "message": message}, self.request_id())

    def request_id(self):
        return [("Content-Type", "application/x-amz-json-1.1"), ("x-amzn-RequestId", hashlib.md5(str(time.time_ns()).encode()).hexdigest())]


class TlsServer(ThreadingHTTPServer):
    """Shakes hands in the thread of the connection, so that a silent client blocks nobody."""

    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain("/lab/certificate.pem", "/lab/certificate.key")

    def get_request(self):
        connection, address = super().get_request()
        return self.context.wrap_socket(connection, server_side=True, do_handshake_on_connect=False), address


def serve(kind, address, handler):
    kind.daemon_threads = True
    kind.request_queue_size = 128
    threading.Thread(target=kind(address, handler).serve_forever).start()


serve(TlsServer, (f"{NETWORK}.8", 443), TokenHandler)
serve(TlsServer, (f"{NETWORK}.6", 444), TokenHandler)
serve(ThreadingHTTPServer, (f"{NETWORK}.1", 5577), EcrPublicHandler)
