#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Collects the photographs that first stages and upscalers train on, from unpacked Debian packages.

build_photos.py UNPACKED OUT: writes OUT/{train,val,test}/NAME.jpg, long side at most 1024, and
OUT/manifest.json with package, version, path, licence, author and SHA-256 of each. A photograph is
in one split only. OUT/near holds the quarters of large training photographs at twice that size.
What is not there is left out with a line on stderr.
Needs python3-pil; `./dev data` fetches the packages and calls this.
"""
import hashlib, io, json, re, shutil, struct, sys, zlib
from fnmatch import fnmatch
from pathlib import Path

from PIL import Image

LONG_SIDE = 1024
NEAR_FROM = 2560  # a photograph at least so long is sharp enough to be seen from near too
# Of what is stated file by file; GFDL and "assume GPL-3+" are left out.
FREE = re.compile(r"CC0|CC-BY(-SA)?-[0-9.]+|public-domain", re.I)


def largest_jpeg(data):
    """The largest JPEG inside another file, found by its markers."""
    best = b""
    for match in re.finditer(rb"\xff\xd8\xff[\xe0\xe1\xdb]", data):
        end = data.find(b"\xff\xd9", match.start())
        while 0 <= end and end - match.start() < len(best):
            end = data.find(b"\xff\xd9", end + 2)
        # A preview inside it ends earlier: take the longest run that decodes.
        while end >= 0:
            candidate = data[match.start() : end + 2]
            try:
                Image.open(io.BytesIO(candidate)).load()
                if len(candidate) > len(best):
                    best = candidate
                break
            except OSError:
                end = data.find(b"\xff\xd9", end + 2)
    return best


def resource_files(data):
    """(path, bytes) of every file in a Qt resource file (.rcc)."""
    version, tree, base, names = struct.unpack(">IIII", data[4:20])
    step = 22 if version >= 2 else 14

    def walk(index, prefix):
        node = tree + index * step
        name, flags = struct.unpack(">IH", data[node : node + 6])
        path = prefix
        if index:
            at = names + name
            length = struct.unpack(">H", data[at : at + 2])[0]
            path = prefix + "/" + data[at + 6 : at + 6 + 2 * length].decode("utf-16-be")
        if flags & 2:
            count, first = struct.unpack(">II", data[node + 6 : node + 14])
            for child in range(first, first + count):
                yield from walk(child, path)
        else:
            at = base + struct.unpack(">I", data[node + 10 : node + 14])[0]
            size = struct.unpack(">I", data[at : at + 4])[0]
            content = data[at + 4 : at + 4 + size]
            yield path, zlib.decompress(content[4:]) if flags & 1 else content

    return list(walk(0, ""))


def paragraphs(copyright_file):
    """Files, author, licence of a Debian copyright file."""
    for block in re.split(r"\n\s*\n", copyright_file.read_text()):
        fields = {}
        for match in re.finditer(r"^(\S+):((?:.*(?:\n[ \t].*)*))", block, re.M):
            fields[match.group(1)] = match.group(2).strip()
        if "Files" in fields:
            yield (fields["Files"].split(), " ".join(fields.get("Copyright", "").split()),
                   fields.get("License", "").split("\n")[0])


def covers(pattern, path):
    """Is the file at path, installed, one of a copyright file's pattern, in the sources? A pattern of
    the whole package says less than the recipe does."""
    return Path(pattern).name == Path(path).name or (
        "/" in pattern and "*" in pattern and fnmatch("/" + path, "*/" + pattern))


class Photos:
    def __init__(self, recipe, unpacked, out):
        self.recipe, self.unpacked, self.out, self.files = recipe, unpacked, out, []

    def add(self, package, path, data, licence, author):
        facts = self.recipe[package]
        try:
            image = Image.open(io.BytesIO(data)).convert("RGB")
        except OSError:
            print(f"build_photos: {package}: {path} is no picture", file=sys.stderr)
            return
        stem = re.sub(r"[^a-z0-9]+", "-", f"{package.split('-')[0]}-{Path(path).stem}".lower())
        if Path(path).name[:1].isdigit():  # a wallpaper named by its size: its folder names it
            stem = f"{package.split('-')[0]}-{Path(path).parts[-4].lower()}"
        draw = hashlib.sha256(stem.encode()).digest()[0] % 11
        split = "test" if draw == 0 else "val" if draw == 1 else "train"
        if not facts.get("held_out", True):
            split = "train"
        large = image.copy()
        image.thumbnail((LONG_SIDE, LONG_SIDE), Image.LANCZOS)
        file = self.out / split / f"{stem}.jpg"
        file.parent.mkdir(parents=True, exist_ok=True)
        image.save(file, quality=90)
        self.files.append({
            "file": f"{split}/{file.name}", "split": split, "package": package,
            "version": facts["version"], "path": path, "licence": licence,
            "author": author, "sha256": hashlib.sha256(file.read_bytes()).hexdigest()})
        if split == "train" and max(large.size) >= NEAR_FROM:
            self.add_quarters(stem, large)

    def add_quarters(self, stem, image):
        image.thumbnail((2 * LONG_SIDE, 2 * LONG_SIDE), Image.LANCZOS)
        width, height = image.width // 2, image.height // 2
        (self.out / "near").mkdir(exist_ok=True)
        for i, (x, y) in enumerate([(0, 0), (width, 0), (0, height), (width, height)]):
            image.crop((x, y, x + width, y + height)).save(
                self.out / "near" / f"{stem}-{i}.jpg", quality=90)

    def licences(self, package):
        found = list((self.unpacked / package / "usr/share/doc").glob("*/copyright"))
        return list(paragraphs(found[0])) if found else []

    def from_resources(self, package, facts, stated):
        """Only pictures whose own licence is stated and free; .webp was .jpg there."""
        for name in facts["resources"]:
            file = self.unpacked / package / name
            if not file.exists():
                print(f"build_photos: {package}: {name} is not there", file=sys.stderr)
                continue
            for path, data in resource_files(file.read_bytes()):
                if not path.endswith((".webp", ".jpg")):
                    continue
                key = path.split("/src/")[-1].rsplit(".", 1)[0]
                for files, author, licence in stated:
                    own = any(f.split("src/")[-1].rsplit(".", 1)[0] == key for f in files)
                    if own and FREE.fullmatch(licence):
                        self.add(package, path.lstrip("/"), data, licence, author)

    def named(self, package, facts):
        """Paths of the recipe's names and patterns, less what it omits."""
        base = self.unpacked / package
        for pattern in facts.get("files", []):
            paths = sorted(str(f.relative_to(base)) for f in base.glob(pattern)) or [pattern]
            yield from (p for p in paths
                        if not any(fnmatch(Path(p).name, o) for o in facts.get("omit", [])))

    def build(self):
        for package, facts in self.recipe.items():
            if not (self.unpacked / package).exists():
                print(f"build_photos: {package} is not there", file=sys.stderr)
                continue
            stated = self.licences(package)
            if "resources" in facts:
                self.from_resources(package, facts, stated)
            for path in self.named(package, facts):
                file = self.unpacked / package / path
                if not file.exists():
                    print(f"build_photos: {package}: {path} is not there", file=sys.stderr)
                    continue
                data = file.read_bytes()
                data = largest_jpeg(data) if path.endswith(".edj") else data
                licence, author = facts.get("licence", ""), facts.get("author", "")
                for files, who, terms in stated:
                    if any(covers(f, path) for f in files):
                        licence, author = terms, who
                self.add(package, path, data, licence, author)
        (self.out / "manifest.json").write_text(
            json.dumps({"format": "sfumato-photos", "version": 1, "files": self.files}, indent=1)
            + "\n")


def main():
    unpacked, out = Path(sys.argv[1]), Path(sys.argv[2])
    recipe = json.loads((Path(__file__).parent / "photos.json").read_text())["packages"]
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    photos = Photos(recipe, unpacked, out)
    photos.build()
    size = sum(f.stat().st_size for f in out.rglob("*.jpg"))
    print(f"{out}: {len(photos.files)} photographs, {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
