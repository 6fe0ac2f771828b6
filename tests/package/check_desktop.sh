#!/bin/sh
# SPDX-License-Identifier: MIT
# check_desktop.sh ROOT: are the files that tell the desktop of the program as their standards want
# them, and is everything there that they name?
cd "$1/installer" || exit 1
name=org.sfumato.Sfumato
for tool in desktop-file-validate appstreamcli update-mime-database; do
    command -v $tool >/dev/null || { echo "$tool is not installed"; exit 77; }
done
failed=0
desktop-file-validate "desktop/$name.desktop" || failed=1
appstreamcli validate --no-net --pedantic --explain "desktop/$name.metainfo.xml" || failed=1

# The types of files, as the desktop would read them.
types=$(mktemp -d) && trap 'rm -rf "$types"' EXIT
mkdir "$types/packages" && cp "desktop/$name.xml" "$types/packages/"
update-mime-database "$types" >"$types/said" 2>&1 || { cat "$types/said"; failed=1; }
for type in application/x-safetensors application/x-pytorch-checkpoint; do
    [ -f "$types/$type.xml" ] || { echo "$type is missing"; failed=1; }
done
for type in image/openraster image/png image/jpeg application/x-safetensors \
    application/x-pytorch-checkpoint; do
    grep -q "^MimeType=.*$type;" "desktop/$name.desktop" || { echo "no $type opens"; failed=1; }
done

for size in 16 22 24 32 48 64 128 256 512; do
    icon=icons/hicolor/${size}x$size/apps/$name.png
    file "$icon" | grep -q "PNG image data, $size x $size" || { echo "$icon is wrong"; failed=1; }
done
exit $failed
