"""Every analysis gives the same on each server as on the files that were loaded into it."""

from __future__ import annotations

import pandas as pd
import pytest
from everything import everything

from coalition.model.network import Network
from coalition.model.vocabulary import Tables
from coalition.settings import Settings
from coalition.store.store import Store


@pytest.fixture(scope="session")
def from_files(seeds: Tables) -> dict[str, pd.DataFrame]:
    return everything(Network.from_tables(seeds))


def test_every_result_is_the_same_from_the_database(
    server: Settings, seeds: Tables, from_files: dict[str, pd.DataFrame]
) -> None:
    with Store(server) as store:
        store.write(seeds, replace=True)
        network = store.network()
    assert network.digest == Network.from_tables(seeds).digest
    found = everything(network)
    for name, table in from_files.items():
        pd.testing.assert_frame_equal(found[name], table, obj=name)
