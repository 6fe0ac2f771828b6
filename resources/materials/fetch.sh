#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# fetch.sh OUT [pack|photos]: downloads the Debian packages that pack.json and photos.json name and
# makes OUT/pack (photographic materials of the landscape world, 12 MB) and OUT/photos
# (photographs, 65 MB) of them, one package at a time; 4 GB of space are needed meanwhile.
# A package that cannot be had is left out with a message. `./dev data` calls this.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
out=$(mkdir -p "$1" && readlink -f "$1")
work=$(mktemp -d "$out/fetch.XXXXXX")
trap 'rm -rf "$work"' EXIT

say() { printf '\033[1m==>\033[0m %s\n' "$*" >&2; }
# field RECIPE PACKAGE KEY: the strings of a list, or one string, a line each
field() {
    python3 - "$here/$1.json" "$2" "$3" <<'PY'
import json, sys
value = json.load(open(sys.argv[1]))["packages"][sys.argv[2]].get(sys.argv[3], [])
print("\n".join([value] if isinstance(value, str) else value))
PY
}

fetch() {  # RECIPE PACKAGE
    local recipe=$1 package=$2 version have pool mirror to=$work/$recipe/$2 paths=() path archive
    version=$(field "$recipe" "$package" version)
    have=$(apt-cache show "$package" 2>/dev/null | sed -n 's/^Version: //p' | head -n 1 || true)
    pool=$(field "$recipe" "$package" pool)
    mkdir -p "$work/deb"
    if [ -n "$have" ]; then
        [ "$have" = "$version" ] || say "$package: version $have instead of $version"
        say "downloading $package $have"
        (cd "$work/deb" && apt-get download -q "$package=$have" >/dev/null 2>&1) || have=
    elif [ -n "$pool" ]; then  # of another Debian release, on the mirror that apt uses
        say "downloading $package $version"
        mirror=$(apt-get download --print-uris gcompris-qt-data | sed -n "s/^'\(.*\)pool.*/\1/p")
        (cd "$work/deb" && /usr/lib/apt/apt-helper download-file "$mirror$pool" "$package.deb" \
            "SHA256:$(field "$recipe" "$package" sha256)" >/dev/null 2>&1) && have=$version
    fi
    if [ -z "$have" ]; then
        say "$package: it cannot be had; going on without it"
        return
    fi
    mapfile -t paths < <(field "$recipe" "$package" extract)
    mkdir -p "$to"
    # Not all paths need be there: what is missing is named when it is cut.
    dpkg --fsys-tarfile "$work"/deb/*.deb |
        tar -x -C "$to" "${paths[@]/#/./}" "./usr/share/doc/$package/copyright" 2>/dev/null || true
    rm -rf "$work/deb"
    archive=$(field "$recipe" "$package" archive)
    if [ -n "$archive" ] && [ -f "$to/$archive" ]; then
        path=$(field "$recipe" "$package" members)
        unzip -q -o "$to/$archive" "$path" -d "$to" || true
        rm -f "$to/$archive"
    fi
}

for recipe in ${2:-pack photos}; do
    while read -r package; do
        fetch "$recipe" "$package"
    done < <(python3 -c 'import json, sys; print("\n".join(json.load(open(sys.argv[1]))["packages"]))' \
        "$here/$recipe.json")
    python3 "$here/build_$recipe.py" "$work/$recipe" "$out/$recipe"
    rm -rf "${work:?}/$recipe"
done
