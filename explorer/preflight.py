"""Turns Qt's uncatchable aborts into one clear sentence, before a QApplication is made.

A missing system library or a dead display makes Qt call ``abort``; so both are looked for first.
Needs the standard library and our errors only.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import re
import sys
from pathlib import Path

from explorer.model.errors import ExplorerError

# The Debian and Ubuntu package of each library that Qt may miss.
PACKAGES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libbrotlidec.so.1": "libbrotli1",
    "libbrotlicommon.so.1": "libbrotli1",
}


class NotReady(ExplorerError):
    """Something outside the program is missing: a library or a display."""


def display_missing() -> bool:
    """Whether there is no graphical display to open a window on."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return False
    return not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY")


def check_offscreen() -> None:
    """Make sure that pictures can be drawn without a display, and choose that way.

    Raises
    ------
    NotReady
        A system library is missing; the sentence names its package.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    if sys.platform.startswith("linux"):
        _load_plugin("offscreen")


def check_display() -> None:
    """Make sure that a window can be opened.

    Raises
    ------
    NotReady
        A system library is missing, or no display answers.
    """
    if not sys.platform.startswith("linux"):
        return
    platform = os.environ.get("QT_QPA_PLATFORM", "").split(";")[0].split(":")[0]
    wanted = platform or ("wayland" if os.environ.get("WAYLAND_DISPLAY") and not os.environ.get("DISPLAY") else "xcb")
    _load_plugin(wanted)
    if wanted == "xcb" and not _x11_answers():
        raise NotReady(_no_answer("DISPLAY", "X server"))
    if wanted == "wayland" and not _wayland_answers():
        raise NotReady(_no_answer("WAYLAND_DISPLAY", "Wayland compositor"))


def explain(missing: list[str]) -> str:
    """Return the sentence about missing libraries, with the line that installs them.

    Examples
    --------
    >>> print(explain(["libxcb-cursor.so.0"]))
    Qt needs libxcb-cursor.so.0, which this system lacks. On Debian or Ubuntu: sudo apt-get install -y libxcb-cursor0
    """
    packages = sorted({PACKAGES[name] for name in missing if name in PACKAGES})
    unknown = [name for name in missing if name not in PACKAGES]
    text = f"Qt needs {', '.join(missing)}, which this system lacks."
    if packages:
        text += f" On Debian or Ubuntu: sudo apt-get install -y {' '.join(packages)}"
    if unknown:
        text += f" (search your system's packages for {', '.join(unknown)})"
    return text


def _load_plugin(platform: str) -> None:
    """Load the library through which Qt talks to a display, as Qt will a moment later; only Qt would abort."""
    plugins = _qt_folder() / "Qt" / "plugins" / "platforms"
    for plugin in sorted([*plugins.glob(f"libq{platform}.so"), *plugins.glob(f"libq{platform}-*.so")]):
        try:
            ctypes.CDLL(str(plugin))
        except OSError as error:
            missing = _missing_libraries(plugin)
            raise NotReady(explain(missing) if missing else f"Qt cannot be loaded: {error}.") from error


def _missing_libraries(file: Path) -> list[str]:
    """Return the names of all shared libraries that a file needs and the system lacks; the loader names the first only."""
    import shutil  # these two only when something is wrong: they would cost every start
    import subprocess

    ldd = shutil.which("ldd")
    if ldd is None:
        return []
    listing = subprocess.run([ldd, str(file)], capture_output=True, text=True, check=False).stdout
    found = set(re.findall(r"(\S+) => not found", listing))
    return sorted(name for name in found if not name.startswith(("libQt6", "libshiboken6", "libpyside6")))


def _qt_folder() -> Path:
    spec = importlib.util.find_spec("PySide6")
    if spec is None or not spec.submodule_search_locations:
        raise NotReady("PySide6 is not installed. The README's first command installs it.")
    return Path(next(iter(spec.submodule_search_locations)))


def _no_answer(variable: str, whom: str) -> str:
    value = os.environ.get(variable)
    state = f"{variable} is '{value}', but no {whom} answers there." if value else f"{variable} names no {whom}."
    return f"{state} Start Edgewise in a desktop session, or with: xvfb-run -a python main.py"


def _x11_answers() -> bool:
    """Ask the X server for a connection, which never aborts; Qt would."""
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    failed = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not failed


def _wayland_answers() -> bool:
    import socket

    path = Path(os.environ.get("XDG_RUNTIME_DIR", ""), os.environ.get("WAYLAND_DISPLAY", "wayland-0"))
    with socket.socket(socket.AF_UNIX) as client:
        try:
            client.connect(str(path))
        except OSError:
            return False
    return True
