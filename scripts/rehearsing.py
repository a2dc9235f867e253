"""What the scripts share that live through a rehearsal: people with access tokens, the service, and the run of one.

Only the standard library is used.
"""

import json
import re
import subprocess
import sys
import tempfile
import threading
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

PASSWORD = "rehearsal of a whole half-year"


class Refused(Exception):
    """The ledger said no: its code."""


class Person:
    """Somebody with an access token."""

    def __init__(self, site, login):
        self.site, self.login = site, login
        self.token = site.token(login)

    def call(self, method, path, body=None, raw=None):
        return json.loads(self.text(path, method, body, raw) or "null")

    def text(self, path, method="GET", body=None, raw=None):
        data = raw if raw is not None else (None if body is None else json.dumps(body).encode())
        request = urllib.request.Request(self.site.url + path, data=data, method=method)
        request.add_header("Authorization", f"Bearer {self.token}")
        request.add_header("Content-Type", "application/json" if raw is None else "application/octet-stream")
        request.add_header("Accept-Language", "en")
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                return answer.read().decode()
        except urllib.error.HTTPError as error:
            told = json.loads(error.read())
            raise Refused(told["code"], told["message"], told["args"]) from None

    def get(self, path, **query):
        return self.call("GET", path + ("?" + urllib.parse.urlencode(query) if query else ""))

    def do(self, *steps):
        """Carries out steps together; gives the outcome."""
        return self.call("POST", "/api/v1/commands", {"steps": list(steps)})

    def rows(self, **query):
        """Every row of a list."""
        rows, after = [], None
        while True:
            part = self.get("/api/v1/matters", size=500, **query, **({"after": after} if after else {}))
            rows += part["rows"]
            after = part["next"]
            if not after:
                return rows

    def add(self, name, login, role, unit, over=None):
        """Adds somebody with a role, signed in."""
        grants = [{"role": role, "unit": over, "until": None}]
        body = {"login": login, "password": PASSWORD, "name": name, "unit": unit, "grants": grants}
        id = self.call("POST", "/api/v1/people", body)["person"]
        who = Person(self.site, login)
        who.id, who.unit = id, unit
        return who

    def piece(self, text, on):
        """Keeps a file; gives it as evidence."""
        kept = self.call("POST", "/api/v1/evidence", raw=text.encode())
        about = {"media": "text/plain", "name": "台账.txt", "title": "台账", "kind": "ledger", "produced": on.isoformat()}
        return {"hash": kept["hash"], "size": kept["size"], "seq": 0, **about}

    def open(self, kind, title, parent=None, **fields):
        return self.do({"matter": None, "do": "open", "kind": kind, "title": title, "parent": parent, "fields": fields})["matter"]


class Site:
    """The running service."""

    def __init__(self, program, folder, begin, house=None):
        options = ["--house", house] if house else []
        serve = ["serve", "--rehearsal", begin.isoformat(), "--listen", "127.0.0.1:0"]
        command = [program, "--data", folder, "--lang", "en", *options, *serve]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        self.url = self.link()
        self.set_up = self.link()
        threading.Thread(target=lambda: [None for _ in self.process.stderr], daemon=True).start()

    def link(self):
        for line in self.process.stderr:
            found = re.search(r"http://\S+", line)
            if found:
                return found.group()
        sys.exit("the service ended before it could be reached")

    def form(self, path, values, cookie=None):
        """Sends a form as a browser does; gives the page and the session's cookie."""

        class Stay(urllib.request.HTTPRedirectHandler):
            def redirect_request(self, *_):
                return None

        request = urllib.request.Request(path if path.startswith("http") else self.url + path)
        request.data = urllib.parse.urlencode(values).encode()
        if cookie:
            request.add_header("Cookie", cookie)
        try:
            answer = urllib.request.build_opener(Stay).open(request, timeout=120)
        except urllib.error.HTTPError as error:
            if error.code >= 400:
                sys.exit(f"{path}: {error.code}")
            answer = error
        return answer.read().decode(), (answer.headers.get("Set-Cookie") or "").split(";")[0]

    def token(self, login):
        _, cookie = self.form("/sign-in", {"login": login, "password": PASSWORD})
        page, _ = self.form("/account/tokens", {"name": "rehearsal"}, cookie)
        return re.search(r'role="status".*?class="hash">([^<]+)<', page, re.S).group(1)

    def settle(self):
        """Makes the first account and gives its person."""
        self.form(self.set_up, {"login": "admin", "password": PASSWORD, "name": "管理员"})
        return Person(self, "admin")

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=120)


def program(given):
    """The program named, or one built here."""
    if given:
        return given
    root = Path(__file__).resolve().parent.parent
    subprocess.run(["cargo", "build", "--quiet", "-p", "bihuan"], cwd=root, check=True)
    return str(root / "target/debug/bihuan")


def run(program, folder, begin, live, house=None):
    """Serves a rehearsal that begins on `begin` while `live` is called with the site; gives the faults it and `bihuan verify`
    found. `live` gives its faults and its counts. The data stay in `folder`, where one is named."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = folder or str(Path(temporary) / "data")
        site = Site(program, folder, begin, house)
        try:
            faults, counts = live(site)
        finally:
            site.stop()
        for name, count in sorted(counts.items()):
            print(f"  {count:6} {name}")
        verified = subprocess.run([program, "--data", folder, "--lang", "en", "verify"], capture_output=True, text=True)
        print((verified.stdout + verified.stderr).strip().splitlines()[-1])
        if verified.returncode:
            faults.append("verify found the log or what is derived from it wrong")
    for fault in faults:
        print("DIFFERS", fault)
    print("All equal." if not faults else f"{len(faults)} differences.")
    return 1 if faults else 0
