#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Cuts the materials pack of the landscape world out of unpacked Debian packages.

build_pack.py UNPACKED OUT: UNPACKED/PACKAGE/… are the packages' files; OUT is made anew. What is
not there is left out with a line on stderr: the world draws its own in place of it.
Needs python3-pil and python3-numpy; `./dev data` fetches the packages and calls this.
"""
import hashlib, json, shutil, sys
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter

SOLID = 30  # alpha above which a pixel belongs to a cut-out


def largest_part(alpha):
    """Mask of the largest connected part and what lies near it: slivers of neighbours go."""
    small = max(1, max(alpha.shape) // 128)
    a = alpha[: alpha.shape[0] // small * small, : alpha.shape[1] // small * small]
    solid = a.reshape(a.shape[0] // small, small, a.shape[1] // small, small).max((1, 3)) > SOLID
    left, best = solid.copy(), np.zeros_like(solid)
    while left.sum() > best.sum():
        part, size = np.zeros_like(solid), 0
        part[tuple(np.argwhere(left)[0])] = True
        while part.sum() > size:  # grows over gaps of a pixel: leaves float a little apart
            size = part.sum()
            wide = Image.fromarray(part.astype(np.uint8)).filter(ImageFilter.MaxFilter(5))
            part = (np.array(wide) > 0) & left
        left &= ~part
        best = part if part.sum() > best.sum() else best
    keep = np.zeros(alpha.shape, bool)
    keep[: a.shape[0], : a.shape[1]] = best.repeat(small, 0).repeat(small, 1)
    return keep


def cut_off(alpha):
    """Does it run on over the left or right edge of its cell?"""
    touching = max((alpha[:, 0] > SOLID).mean(), (alpha[:, -1] > SOLID).mean())
    return touching > 0.12


def cutout(image, side, cell):
    """Trimmed to its largest part and scaled to at most `side`; None if that is not a whole."""
    a = np.array(image.convert("RGBA"))
    a[~largest_part(a[..., 3])] = 0
    ys, xs = np.nonzero(a[..., 3] > SOLID)
    if len(ys) < 60 or (cell and cut_off(a[..., 3])):
        return None
    a = a[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1]
    if a[..., 3].min() > 200:  # a full rectangle is no cut-out
        return None
    f = a.astype(np.float32)
    f[..., :3] *= f[..., 3:] / 255  # premultiplied, so that scaling draws no fringe
    scale = min(1, side / max(a.shape[:2]))
    size = [max(1, round(n * scale)) for n in (a.shape[1], a.shape[0])]
    planes = [np.array(Image.fromarray(f[..., c]).resize(size, Image.LANCZOS)) for c in range(4)]
    alpha = np.clip(planes[3], 0, 255)
    rgb = [np.clip(p * 255 / np.maximum(alpha, 1), 0, 255) for p in planes[:3]]
    return Image.fromarray(np.stack(rgb + [alpha], 2).round().astype(np.uint8))


def as_blades(image):
    """A tuft of a meadow strip: thinned to the sides, so that its cut does not show."""
    a = np.array(image.convert("RGBA")).astype(np.float32)
    side = np.clip(1.35 - np.abs(np.linspace(-1.35, 1.35, a.shape[1])), 0, 1)
    foot = 1 - np.linspace(0, 1, a.shape[0]) ** 6
    a[..., 3] *= side[None] * foot[:, None]
    return Image.fromarray(a.astype(np.uint8))


def cells(entry, image):
    if "rect" in entry:
        x, y, w, h = entry["rect"]
        yield image.crop((x, y, x + w, y + h))
    elif "grid" in entry:
        columns, rows = entry["grid"]
        w, h = image.width // columns, image.height // rows
        for r in entry["rows"]:
            for c in entry["columns"]:
                yield image.crop((c * w, r * h, c * w + w, r * h + h))
    else:
        yield image


class Pack:
    def __init__(self, recipe, unpacked, out):
        self.recipe, self.unpacked, self.out, self.files = recipe, unpacked, out, []
        self.missing = set()

    def source(self, package, path):
        found = self.unpacked / package / path
        if found.exists():
            return found
        if package not in self.missing:
            print(f"build_pack: {package}: {path} is not there", file=sys.stderr)
            if not (self.unpacked / package).exists():
                self.missing.add(package)
        return None

    def add(self, name, kind, group, package, path, image, **options):
        file = self.out / name
        file.parent.mkdir(parents=True, exist_ok=True)
        image.save(file, **options)
        facts = self.recipe["packages"][package]
        self.files.append({
            "file": name, "kind": kind, "name": group, "package": package,
            "version": facts["version"], "path": str(path), "licence": facts["licence"],
            "author": facts["author"], "sha256": hashlib.sha256(file.read_bytes()).hexdigest()})

    def ground(self):
        ground = self.recipe["ground"]
        package, side = ground["package"], ground["side"]
        folder = self.unpacked / package / ground["folder"]
        for group, names in ground["classes"].items():
            for i, name in enumerate(names):
                found = sorted(folder.glob(f"{name}.*dds")) + sorted(folder.glob(f"*/{name}.*dds"))
                if not found:
                    self.source(package, f"{ground['folder']}/{name}.dds")
                    continue
                image = Image.open(found[0]).convert("RGB").resize((side, side), Image.LANCZOS)
                path = found[0].relative_to(self.unpacked / package)
                self.add(f"ground/{group}-{i:02}.jpg", "ground", group, package, path, image,
                         quality=86)

    def cutouts(self, kind, group, entries):
        side, number = self.recipe["cutouts"]["side"], 0
        for entry in entries:
            path = self.source(entry["package"], entry["path"])
            for cell in cells(entry, Image.open(path)) if path else ():
                image = cutout(as_blades(cell) if entry.get("blades") else cell, side, "grid" in entry)
                if image is None:
                    print(f"build_pack: nothing to cut in {path}", file=sys.stderr)
                    continue
                name = f"{kind}s/{group.replace(' ', '-')}-{number:02}.webp"
                self.add(name, kind, group, entry["package"], entry["path"], image, quality=90,
                         method=6, exact=False)
                number += 1

    def build(self):
        self.ground()
        for group, entries in self.recipe["cutouts"]["plants"].items():
            self.cutouts("plant", group, entries)
        stamps = "usr/share/tuxpaint/stamps/"
        for group, path in self.recipe["cutouts"]["things"].items():
            self.cutouts("thing", group,
                         [{"package": "tuxpaint-stamps-default", "path": stamps + path}])
        manifest = {"format": "sfumato-materials", "version": 1, "files": self.files}
        (self.out / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")


def main():
    unpacked, out = Path(sys.argv[1]), Path(sys.argv[2])
    recipe = json.loads((Path(__file__).parent / "pack.json").read_text())
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    pack = Pack(recipe, unpacked, out)
    pack.build()
    size = sum(f.stat().st_size for f in out.rglob("*") if f.is_file())
    print(f"{out}: {len(pack.files)} materials, {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
