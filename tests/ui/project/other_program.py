# SPDX-License-Identifier: MIT
"""An OpenRaster reader and writer of its own, by the text of the standard (openraster.org).

other_program.py read FILE    prints the size and every layer; fails if the standard is not kept
other_program.py write FILE   writes a file with groups, offsets and attributes that Sfumato has not
"""
import struct
import sys
import zipfile
import zlib
import xml.etree.ElementTree as ElementTree


def png_size(data):
    assert data[:8] == b"\x89PNG\r\n\x1a\n", "no PNG"
    return struct.unpack(">II", data[16:24])


def png(width, height, rgba):
    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    rows = (b"\0" + bytes(rgba) * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows))
            + chunk(b"IEND", b""))


def read(path):
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None, "damaged"
        first = archive.infolist()[0]
        assert first.filename == "mimetype", "the type is not first"
        assert first.compress_type == zipfile.ZIP_STORED, "the type is packed"
        assert archive.read(first) == b"image/openraster"
        image = ElementTree.fromstring(archive.read("stack.xml"))
        size = int(image.get("w")), int(image.get("h"))
        print("size", *size)
        assert png_size(archive.read("mergedimage.png")) == size
        assert max(png_size(archive.read("Thumbnails/thumbnail.png"))) <= 256
        layers = list(image.iter("layer"))
        assert layers, "no layers"
        for layer in layers:
            assert 0.0 <= float(layer.get("opacity", "1")) <= 1.0
            print(layer.get("visibility"), layer.get("src"),
                  *png_size(archive.read(layer.get("src"))))


def write(path):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "image/openraster", zipfile.ZIP_STORED)
        archive.writestr("data/a.png", png(8, 6, (255, 0, 0, 255)), zipfile.ZIP_DEFLATED)
        archive.writestr("data/b.png", png(3, 3, (0, 0, 255, 255)), zipfile.ZIP_DEFLATED)
        archive.writestr("data/c.png", png(8, 6, (0, 255, 0, 255)), zipfile.ZIP_DEFLATED)
        archive.writestr("stack.xml", """<?xml version='1.0'?>
<image w='8' h='6' xres='300' yres='300'><stack>
  <layer name='hidden' src='data/c.png' visibility='hidden'/>
  <stack name='group' x='0' y='0' isolation='auto'>
    <layer name='blue' src='data/b.png' x='2' y='2' composite-op='svg:src-over' locked='true'/>
  </stack>
  <layer name='red' src='data/a.png' opacity='1.0'/>
</stack></image>""")


{"read": read, "write": write}[sys.argv[1]](sys.argv[2])
