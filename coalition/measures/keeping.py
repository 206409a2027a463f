"""Results of functions of arrays, kept under what these hold.

Where an edit moves none of the numbers, nothing is computed again.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import fields, is_dataclass
from functools import wraps
from hashlib import blake2b
from threading import Lock
from typing import Any, ParamSpec, TypeVar

import numpy as np

P = ParamSpec("P")
T = TypeVar("T")


def kept(most: int) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """A function whose last results are kept. It is one of arrays, names and numbers only, and always gives the same.

    Parameters
    ----------
    most : int
        So many results, the last ones asked for. Nobody can change them: their arrays cannot be written to.

    Examples
    --------
    >>> import numpy as np
    >>> asked = []
    >>> @kept(2)
    ... def total(values):
    ...     asked.append(len(values))
    ...     return values.sum()
    >>> [int(total(np.arange(n))) for n in (3, 4, 3, 4)], asked
    ([3, 6, 3, 6], [3, 4])
    """

    def decorated(function: Callable[P, T]) -> Callable[P, T]:
        results: OrderedDict[Hashable, T] = OrderedDict()
        lock = Lock()

        @wraps(function)
        def asked(*arguments: P.args, **options: P.kwargs) -> T:
            key = (tuple(map(_mark, arguments)), tuple((name, _mark(value)) for name, value in sorted(options.items())))
            with lock:
                if key in results:
                    results.move_to_end(key)
                    return results[key]
            found = _locked(function(*arguments, **options))
            with lock:
                results[key] = found
                while len(results) > most:
                    results.popitem(last=False)
            return found

        return asked

    return decorated


def _mark(value: Any) -> Hashable:
    """What an argument holds, in few bytes."""
    if isinstance(value, np.ndarray) and value.dtype != object:
        return value.shape, value.dtype.str, blake2b(np.ascontiguousarray(value).tobytes()).digest()
    if isinstance(value, np.ndarray) or (isinstance(value, Sequence) and not isinstance(value, str)):
        return type(value).__name__, tuple(map(_mark, value))
    if not isinstance(value, str | bytes | int | float | np.generic | None):
        raise TypeError(f"a {type(value).__name__} is no argument of a function whose results are kept")
    return value


def _locked(found: T) -> T:
    """The same, with arrays that nobody can write to."""
    parts: Sequence[Any] = found if isinstance(found, tuple) else [found]
    if is_dataclass(found):
        parts = [getattr(found, field.name) for field in fields(found)]
    for part in parts:
        if isinstance(part, np.ndarray):
            part.flags.writeable = False
    return found
