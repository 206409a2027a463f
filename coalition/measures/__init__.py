"""Algorithms on arrays and on NetworkX graphs; none needs a `coalition.Network`.

    import coalition.measures as measures

    measures.kappa(stances)                 # how alike the rows of a matrix vote, beyond chance
    measures.weakest_group(K, N, groups)    # who agrees even with the group it agrees with least
    measures.gould_fernandez(graph, group)  # five roles of brokers

The same questions on a map, with names, intervals and sentences, are `coalition.similar_actors` and the like.
`__init__.pyi` is the list of names; a file is loaded when one of its names is used.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
