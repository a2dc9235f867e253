"""Recomputes vectors.json from the published formulas alone, sharing nothing with the crate under test.

Needs Python 3, an OpenSSL with SM3 behind hashlib, and the package `cryptography` for Ed25519.
Run it and compare: python3 recompute.py | diff - vectors.json
"""

import base64
import hashlib
import json

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


def digest(algorithm, data):
    return hashlib.new(algorithm, data).digest()


def root(algorithm, leaves):
    if len(leaves) == 0:
        return digest(algorithm, b"")
    if len(leaves) == 1:
        return digest(algorithm, b"\x00" + leaves[0])
    k = split(len(leaves))
    return digest(algorithm, b"\x01" + root(algorithm, leaves[:k]) + root(algorithm, leaves[k:]))


def split(n):
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def inclusion(algorithm, m, leaves):
    if len(leaves) == 1:
        return []
    k = split(len(leaves))
    if m < k:
        return inclusion(algorithm, m, leaves[:k]) + [root(algorithm, leaves[k:])]
    return inclusion(algorithm, m - k, leaves[k:]) + [root(algorithm, leaves[:k])]


def consistency(algorithm, m, leaves, whole=True):
    if m == len(leaves):
        return [] if whole else [root(algorithm, leaves)]
    k = split(len(leaves))
    if m <= k:
        return consistency(algorithm, m, leaves[:k], whole) + [root(algorithm, leaves[k:])]
    return consistency(algorithm, m - k, leaves[k:], False) + [root(algorithm, leaves[:k])]


def u64be(number):
    return number.to_bytes(8, "big")


def field_bytes(text):
    return u64be(len(text.encode())) + text.encode()


def salt(algorithm, seed, event_index, field):
    return digest(algorithm, b"\x03" + seed + u64be(event_index) + field_bytes(field))[:16]


def commitment(algorithm, salt, field, value):
    return digest(algorithm, b"\x02" + salt + field_bytes(field) + u64be(len(value)) + value)


class Key:
    def __init__(self, name, seed):
        self.name = name
        self.seed = seed
        self.secret = Ed25519PrivateKey.from_private_bytes(seed)
        self.public = self.secret.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.id = hashlib.sha256(name.encode() + b"\n\x01" + self.public).digest()[:4]

    def verifier(self):
        key = base64.b64encode(b"\x01" + self.public).decode()
        return f"{self.name}+{self.id.hex()}+{key}"

    def line(self, text):
        signature = self.secret.sign(text.encode())
        return f"\u2014 {self.name} {base64.b64encode(self.id + signature).decode()}\n"


LEAVES = [bytes.fromhex(h) for h in
          ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]]
FIELDS = [("reason", "道路尚未完工".encode()), ("phone", b"00000000000"), ("", b""), ("说明", bytes(range(256)))]


def trees(algorithm):
    return {
        "leaves": [leaf.hex() for leaf in LEAVES],
        "roots": [root(algorithm, LEAVES[:n]).hex() for n in range(9)],
        "inclusion": [[m, n, [h.hex() for h in inclusion(algorithm, m, LEAVES[:n])]]
                      for n in range(1, 9) for m in range(n)],
        "consistency": [[m, n, [h.hex() for h in consistency(algorithm, m, LEAVES[:n])]]
                        for n in range(1, 9) for m in range(1, n + 1)],
        "big": [[n, root(algorithm, [u64be(i) for i in range(n)]).hex()] for n in (255, 256, 257, 1000, 70000)],
    }


def commitments(algorithm):
    seed = bytes(range(32))
    out = []
    for index, (field, value) in enumerate(FIELDS):
        made = salt(algorithm, seed, index * 7, field)
        out.append({"seed": seed.hex(), "event_index": index * 7, "field": field, "salt": made.hex(),
                    "value": value.hex(), "commitment": commitment(algorithm, made, field, value).hex()})
    return out


def checkpoints():
    log = Key("ledger.example.cn/space-1", bytes([1] * 32))
    witness = Key("witness.example.cn", bytes(range(32)))
    out = []
    for algorithm, size, extensions in [("sha256", 8, []), ("sm3", 3, []), ("sha256", 0, []),
                                        ("sha256", 8, ["first remark", "第二行"])]:
        text = "\n".join([log.name, str(size), base64.b64encode(root(algorithm, LEAVES[:size])).decode(), *extensions])
        text += "\n"
        out.append({"algorithm": algorithm, "size": size, "root": root(algorithm, LEAVES[:size]).hex(),
                    "extensions": extensions, "note": text + "\n" + log.line(text) + witness.line(text)})
    keys = [{"name": k.name, "seed": k.seed.hex(), "public": k.public.hex(), "verifier": k.verifier()}
            for k in (log, witness)]
    return {"origin": log.name, "keys": keys, "notes": out}


vectors = {
    "trees": {algorithm: trees(algorithm) for algorithm in ("sha256", "sm3")},
    "commitments": {algorithm: commitments(algorithm) for algorithm in ("sha256", "sm3")},
    "checkpoints": checkpoints(),
}
print(json.dumps(vectors, ensure_ascii=False, indent=1))
