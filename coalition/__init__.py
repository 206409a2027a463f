"""coalition: who supports which human rights recommendation, who bridges the regional groups, what nobody covers.

    import coalition

    with coalition.open() as store:
        network = store.network()
    coalition.partners(network, "R21.1")
    coalition.gaps(network)
    coalition.bridges(network)

Questions on a network are here; algorithms on arrays and graphs are in `coalition.measures`. Without a database:
``coalition.Network.from_tables(coalition.read_tables("folder"))``. `__init__.pyi` is the list of names; a file is
loaded when one of its names is used.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
