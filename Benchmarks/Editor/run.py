#!/usr/bin/env python3
"""Measures what a keystroke costs `plimsoll lsp`, as a ratio to `plimsoll check` of the same tree.

    Benchmarks/Editor/run.py [PROGRAM]      default: .build/release/plimsoll

A tree with a base of some manifests and 20 overlays is made; an editor changes the base, then a leaf, again and again. Processor time is
compared, not the time of day: of the whole of `check`, start included, and of the server between two keystrokes.
"""

import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile

OVERLAYS = 20
MANIFESTS = 10
KEYSTROKES = 20
program = str(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".build/release/plimsoll").resolve())


def deployment(name, tag):
    return f"""apiVersion: apps/v1
kind: Deployment
metadata:
  name: {name}
  labels: {{app: {name}}}
spec:
  replicas: 2
  selector:
    matchLabels: {{app: {name}}}
  template:
    metadata:
      labels: {{app: {name}}}
    spec:
      containers:
        - name: main
          image: registry.example.com/shop/{name}:{tag}
          ports: [{{containerPort: 8080}}]
          env: [{{name: MODE, value: fast}}]
          resources:
            requests: {{cpu: 100m, memory: 64Mi}}
            limits: {{memory: 128Mi}}
"""


def tree(root):
    names = [f"app{number}" for number in range(MANIFESTS)]
    files = {f"base/{name}.yaml": deployment(name, "1.0") for name in names}
    files["base/kustomization.yaml"] = "resources:\n" + "".join(f"  - {name}.yaml\n" for name in names)
    for number in range(OVERLAYS):
        files[f"overlays/o{number}/kustomization.yaml"] = f"namespace: o{number}\nresources: [../../base]\npatches: [{{path: patch.yaml}}]\n"
        files[f"overlays/o{number}/patch.yaml"] = (
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: app0}\nspec: {replicas: 3}\n")
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return files


def processor_time(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Server:
    def __init__(self, root):
        self.process = subprocess.Popen([program, "lsp"], cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.number = 0
        self.request("initialize", {"rootUri": root.as_uri(), "capabilities": {}})
        self.notify("initialized", {})

    def send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def notify(self, method, parameters):
        self.send({"method": method, "params": parameters})

    def request(self, method, parameters):
        self.number += 1
        self.send({"id": self.number, "method": method, "params": parameters})
        self.wait(lambda message: message.get("id") == self.number and "method" not in message)

    def wait(self, is_wanted):
        while True:
            length = 0
            while (line := self.process.stdout.readline().strip()) != b"":
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            message = json.loads(self.process.stdout.read(length))
            if is_wanted(message):
                return message

    def diagnostics(self, uri):
        return self.wait(lambda message: message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == uri)


def keystrokes(root, path, texts):
    server = Server(root)
    uri = (root / path).as_uri()
    server.notify("textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": "yaml", "version": 1, "text": texts[0]}})
    server.diagnostics(uri)
    before = processor_time(server.process.pid)
    for version in range(KEYSTROKES):
        # The two texts have findings at different places in this file, so that each change is answered.
        text = texts[(version + 1) % 2]
        server.notify("textDocument/didChange", {"textDocument": {"uri": uri, "version": version + 2}, "contentChanges": [{"text": text}]})
        server.diagnostics(uri)
    used = (processor_time(server.process.pid) - before) / KEYSTROKES
    server.request("shutdown", None)
    server.notify("exit", None)
    server.process.wait()
    return used


def check(root):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for _ in range(5):
        subprocess.run([program, "check", "--exit-zero", "--format", "json"], cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / 5


with tempfile.TemporaryDirectory() as directory:
    root = pathlib.Path(directory).resolve()
    files = tree(root)
    whole = check(root)
    base = keystrokes(root, "base/app1.yaml", [deployment("app1", "latest"), deployment("app1", "latest").replace("spec:\n      containers", "spec:\n      hostNetwork: true\n      containers")])
    patch = files["overlays/o0/patch.yaml"]
    leaf = keystrokes(root, "overlays/o0/patch.yaml", [patch.replace("3", "\"3\""), patch.replace("3", " \"3\"")])
    print(f"check of the tree: {whole * 1000:.0f} ms of processor time")
    print(f"a keystroke in the base of {OVERLAYS} overlays: {base / whole:.2f} x check (goal: 3)")
    print(f"a keystroke in a leaf: {leaf / whole:.2f} x check (goal: 1)")
