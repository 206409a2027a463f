"""coalition: who supports which human rights recommendation, who bridges the regional groups, what nobody covers.

    import coalition

    with coalition.open() as store:
        network = store.network()
    coalition.partners(network, "R21.1")
    coalition.gaps(network)
    coalition.bridges(network)

- whom to talk to: `partners`, `cosigners`
- what nobody covers: `gaps`, `missing_voices`, `who_could_take`, `assign_leads`; in numbers: `aggregates`
- who bridges: `bridges`, `bridges_between`, `fragility`, `backbone`, `ties`, `communities`, `sensitivity`
- which coalition: `coalition_for`, `coalition_within`, with `Rules`; what would follow: `what_if`
- some side by side: `compare`; a bloc or a regional group: `cohesion`, `who_broke`
- one actor: `similar_actors`, `ideal_points`, `trend`, `realignment`, `words_and_deeds`, `mutual_backing`

Each takes a network; algorithms on arrays and graphs are in `coalition.measures`. Without a database:
``coalition.Network.from_tables(coalition.read_tables("folder"))``. `__init__.pyi` is the list of names; a file is
loaded when one of its names is used.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
