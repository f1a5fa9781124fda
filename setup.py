"""The one step of the build that setup.cfg cannot say: parts of the pages that come from npm (frontend/build.js)."""

import shutil
import subprocess
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

HERE = Path(__file__).parent


class BuildWithFrontend(build_py):
    """Fetch those parts where Node is at hand; without them everything but `kg render --sparql` works."""

    def run(self) -> None:
        """Fetch, then build as usual."""
        frontend = HERE / "frontend"
        npm = shutil.which("npm")
        if frontend.is_dir() and npm and not (HERE / "kg" / "built" / "LICENCES.txt").exists():
            done = subprocess.run([npm, "--prefix", str(frontend), "run", "build"], check=False)
            if done.returncode:
                print("npm could not fetch the parts of the offline SPARQL page; it is left out")
        super().run()


setup(cmdclass={"build_py": BuildWithFrontend})
