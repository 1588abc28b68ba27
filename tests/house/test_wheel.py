"""The wheel holds the page: installed anywhere without Node, `kanscope` serves it and trains."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import httpx2 as httpx
import pytest

ROOT = Path(__file__).parents[2]
NEEDED = (
    "kanscope/web/static/index.html",
    "kanscope/web/static/assets/THIRD-PARTY-NOTICES.md",
    "kanscope/storage/migrations/versions",
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from this tree, as `make wheel` does, without fetching build tools anew."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "-q", "--outdir", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("kanscope-*.whl")
    return built


def test_the_wheel_holds_the_page_its_notices_and_the_migrations(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for needed in NEEDED:
        assert any(name.startswith(needed) for name in names), needed
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not any(part in name for name in names for part in ("node_modules", "tests/", ".pyc"))


def test_installed_from_the_wheel_alone_it_serves_and_trains(wheel: Path, tmp_path: Path) -> None:
    python = fresh_environment(tmp_path / "fresh", wheel)
    command = [python, "-m", "kanscope.cli", "serve", "--no-browser", "--port", "0", "--token", "wheel-token"]
    environment = {
        "PATH": "/usr/bin:/bin",
        "HOME": str(tmp_path),
        "KANSCOPE_DATA_DIR": str(tmp_path / "data"),
    }
    process = subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True, cwd=tmp_path)
    try:
        assert process.stdout is not None
        login = process.stdout.readline().split("ready: ", 1)[1].strip()
        with httpx.Client(follow_redirects=True, timeout=60) as browser:
            page = browser.get(login)
            assert page.status_code == 200 and '<div id="root"' in page.text
            address = login.split("/?", 1)[0]
            script = page.text.split('src="', 1)[1].split('"', 1)[0]
            assert browser.get(f"{address}/{script.removeprefix('./')}").status_code == 200
            made = browser.post(f"{address}/api/v1/studies", json={"example": "toy"}).json()["id"]
            study = f"{address}/api/v1/studies/{made}"
            browser.post(f"{study}/operations", json={"op": "train", "steps": 5}).raise_for_status()
            after = browser.get(study, params={"wait": "idle"}).json()
            assert after["status"] == "idle" and after["metrics"]["train_rmse"] > 0
    finally:
        process.terminate()
        process.wait(timeout=20)
        if process.stdout:
            process.stdout.close()


def fresh_environment(folder: Path, wheel: Path) -> str:
    """A new environment with the wheel in it; the libraries it needs are lent, to spare a gigabyte."""
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = Path(subprocess.check_output([python, "-c", ask], text=True).strip())
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", packages, wheel],
        check=True,
        env=os.environ | {"PIP_DISABLE_PIP_VERSION_CHECK": "1"},
    )
    (packages / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")
    where = subprocess.check_output([python, "-c", "import kanscope; print(kanscope.__file__)"], text=True)
    assert str(folder) in where, "the checkout was imported instead of the wheel"
    return str(python)
