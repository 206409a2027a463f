"""What a type checker sees through the front door; read by mypy (`make check`), run by nobody.

An error that is not there fails too: mypy then names the `type: ignore` as unused.
"""

from __future__ import annotations

from typing import assert_type

import numpy as np
import numpy.typing as npt

import coalition
from coalition.arrays import Floats


def front_door(network: coalition.Network, stances: Floats) -> None:
    assert_type(coalition.Network.from_tables(coalition.read_tables("folder")), coalition.Network)
    assert_type(coalition.measures.kappa(stances), tuple[Floats, npt.NDArray[np.int64]])
    assert_type(coalition.__version__, str)
    coalition.partners(network, "R21.1")
    coalition.partners(stances, "R21.1")  # type: ignore[arg-type]
    coalition.gaps("folder")  # type: ignore[arg-type]
    coalition.measures.kappa(network)  # type: ignore[arg-type]
    print(coalition.no_such_name)  # type: ignore[attr-defined]
