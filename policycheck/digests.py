"""Digests of bytes, without OpenSSL.

`hashlib` loads OpenSSL as it is imported, which takes as long as two dozen modules of this package;
a check of one draft asks it for a few hundred bytes. These are Python's own functions (hashlib's
`blake2b` is this very one). Where a build of Python leaves them out, hashlib has them.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

__all__ = ["blake2b", "sha256"]

if TYPE_CHECKING:
    from hashlib import blake2b, sha256
else:
    try:
        from _blake2 import blake2b
    except ImportError:
        from hashlib import blake2b
    try:
        if sys.version_info >= (3, 12):
            from _sha2 import sha256
        else:
            from _sha256 import sha256
    except ImportError:
        from hashlib import sha256
