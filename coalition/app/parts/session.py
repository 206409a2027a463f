"""What the pages share: the map and its version, cached results, the address, and errors as sentences."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from copy import copy
from functools import lru_cache
from pathlib import Path
from threading import Lock, local
from typing import Any, TypeVar, cast

import pandas as pd
import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from coalition.analysis.actors.stances import stances_of
from coalition.analysis.bridges.ranking import bridges as find_bridges
from coalition.analysis.bridges.ties import MOST_STANCES, ties
from coalition.analysis.phrases import kind_and_group
from coalition.app import room
from coalition.app.parts import empty_map, layout, visitor
from coalition.app.parts.asking import Asking, SilentError
from coalition.app.parts.attendance import Attendance
from coalition.app.parts.snapshots import Asked, Read, Seen, Snapshot, Snapshots, State
from coalition.errors import CoalitionError, ServerError
from coalition.history.log import CORRECTIONS
from coalition.model.network import Network
from coalition.model.positions import STRICT, Counting
from coalition.model.visibility import public_tables
from coalition.model.vocabulary import Kind, Tables
from coalition.settings import Settings, resource
from coalition.store import roles
from coalition.store.daemon import DATABASE
from coalition.store.home import chosen_map, embedded_maps
from coalition.store.roles import Person, Role
from coalition.store.seeds import awaits_seeds, load_seeds, refuse_empty_server
from coalition.store.store import Store

T = TypeVar("T")
SECTIONS = {
    "Ask": {
        "partners": "Whom to talk to first about a recommendation, why, and through whom.",
        "gaps": "What nobody covers, what rests on one actor or one region, and who could take it up.",
        "bridges": "Who agrees with several regional groups, and how sure that is.",
        "coalition": "The fewest actors that carry the recommendations you choose.",
        "whatif": "What would change if an actor changed its position.",
    },
    "Explore": {
        "map": "Who is on record on what, in one picture.",
        "world": "Where each State of the world stands on a recommendation.",
        "compare": "Where actors agree and split, and who broke ranks.",
        "recommendation": "Everything known about one recommendation: who supports it, by what act, and who does not.",
        "actor": "Everything known about one actor: positions, votes, and who is like it.",
    },
    "Data": {
        "sources": "Every text that the map rests on, where to read it, and the whole map to take away.",
        "imports": "Bring in your own list, and see what it would change before anything is written.",
        "edit": "Add, change or remove a row.",
        "history": "What was changed, by whom, and how to take it back.",
    },
    "Present": {
        "room": "Choose what everybody in the room sees on the projector.",
    },
}
"""Files of this folder by what one comes for, in the order of the navigation, each with what it is for."""
PURPOSES = {name: purpose for names in SECTIONS.values() for name, purpose in names.items()}
PAGES = tuple(PURPOSES)
"""Files of this folder that stand in the navigation."""
START = "start"
"""The front page, at the root of the site."""
HIDDEN = (START, "wall")
"""Files of this folder that are opened by their address only."""
OF_EDITORS = ("imports", "edit", "history", "room")
"""Pages that change something, or show what is protected: a viewer has none of them."""
TITLES = {START: "Coalition", "whatif": "What if", "imports": "Import"}
MAP = "database"
"""What the address calls the map of the visit: a map is a database."""
REFUSED = "room refused"
"""Where a visit keeps why its last change of the room was not made."""
DISPUTED, DECLARATIONS = "disputed", "declarations"
"""What the address calls the two switches of what counts; `yes` turns one on for the visit."""
FRESH = 0.3
"""Seconds: a page asks for the version of the map at every turn, and a change of it need not be seen sooner."""
CROWD = 8
"""Where so many visits are open or more, nobody waits for a change that another made."""
PATIENCE, PATIENCE_OF_WALLS = 15.0, 3.0
"""Seconds for which such a change may be held back until what is asked is worked out for it."""
SILENCE = 10.0
"""Seconds for which a page waits for the database to say of which version the map is."""
FOLLOWING = 250
"""Of how many others of a list the answers are worked out while one is being read."""
HERE = 60.0
"""Seconds for which a visit counts as open after its last page."""
BY = {"regional_group": "Between regional groups", "kind": "Between kinds of actor"}


_TURNS = {False: Lock(), True: Lock()}
"""One page is made at a time, and beside it one of those that nobody chose, a wall: more would take turns at one core,
and all be late."""
_ENDED = {False: 0.0, True: 0.0}
"""When the last of each was given out."""


def _rested() -> float:
    """Seconds since the last page that somebody chose, 0 while one is made."""
    return 0.0 if _TURNS[False].locked() else time.monotonic() - _ENDED[False]


class _Page(local):
    """What the page that is made now looks at, in its thread: the same from its first word to its last."""

    made = False
    version: int | None = None
    snapshots: dict[State, Snapshot]

    def begin(self, *, made: bool) -> None:
        self.made, self.version, self.snapshots = made, None, {}


_PAGE = _Page()


@contextmanager
def turn(page: str) -> Iterator[None]:
    """What is held while a page is made; all of it is of one version of the map."""
    wall = page == "wall"
    with _TURNS[wall]:
        _PAGE.begin(made=True)
        try:
            yield
        finally:
            _PAGE.begin(made=False)
            _ENDED[wall] = time.monotonic()


def reach() -> None:
    """Ask the database before a page is made: who waits for one that is away makes nobody else wait."""
    with suppress(CoalitionError):
        _ask(settings())


def page(name: str, *, hidden: bool = False) -> Any:
    """A page for the navigation or for a link, found beside this package wherever `app.py` lies; one that is `hidden`
    stands in no menu.
    """
    made = _page if get_script_run_ctx() else _page.__wrapped__  # outside of a visit a page is made by half
    return copy(made(name, hidden))  # Streamlit notes on it whether it may be run


@lru_cache
def _page(name: str, hidden: bool) -> Any:
    """A page, made once: Streamlit looks up each part of its path among the files, for all pages at every turn."""
    path = Path(__file__).parents[1] / "pages" / f"{name}.py"
    return st.Page(
        path,
        title=title(name),
        default=name == START,
        url_path=name,
        visibility="hidden" if hidden or name in HIDDEN else "visible",
    )


def title(name: str) -> str:
    """What a page is called."""
    return TITLES.get(name, name.title())


def show(body: Callable[[Network], None], *, empty: bool = False) -> None:
    """Run a page on the map; an error that a person can mend becomes a sentence.

    A map without actors or recommendations has no answer yet: the page then says what to do, unless it is one that
    works on an `empty` map.
    """
    layout.style()
    try:
        found = network()
        if not empty and (found.actors.empty or found.recommendations.empty):
            empty_map.teach(found, settings().map)
        else:
            body(found)
    except CoalitionError as error:
        layout.alert(str(error))


@st.cache_resource(show_spinner="Opening the map ...")
def _opened(settings: Settings) -> Store:
    return Store(settings)


@st.cache_data(ttl=FRESH, show_spinner=False)
def _asked(which: int, _store: Store) -> int:
    """Version of the map in a store; `which` is the identity of the store, for another one may hold another map."""
    return _asking().ask(which, _store.version)


@st.cache_resource(show_spinner=False)
def _asking() -> Asking:
    return Asking(SILENCE)


def settings() -> Settings:
    """The settings of this visitor: those of the program, with the map that the address names.

    Another page of the same visit, or the same without it in the address, goes on with the map of before.
    """
    named = st.query_params.get(MAP) or st.session_state.get("map of the visit", "")
    asked = _settings(named, frozenset(os.environ.items()))
    if not named:
        return asked
    try:
        if chosen_map(asked) in embedded_maps(asked) or asked.uri:
            st.session_state["map of the visit"] = named
    except ServerError:
        pass  # the page says that no map can have that name; the visit does not go on with it
    if st.query_params.get(MAP) != named:
        st.query_params[MAP] = named
    return asked


@lru_cache(maxsize=64)
def _settings(named: str, _environment: frozenset[tuple[str, str]]) -> Settings:
    """Settings of an environment, read and checked once: a page asks for them again and again."""
    return Settings(map=named) if named else Settings()


def state() -> State:
    """The map as this visit sees it: which one, whether only what is public, and its version. What is computed is kept
    under it.
    """
    return State(settings().map, not sees_protected(), version())


def version() -> int:
    """Version of the map that this visit sees: the newest, or while many look at the map and another changed it, for a
    moment the one before. Pages that edit show the newest, and so does the visit that made the change.
    """
    if _PAGE.version is not None:
        return _PAGE.version
    newest = _newest()
    page = st.session_state.get("page of the visit")
    patience = PATIENCE_OF_WALLS if page == "wall" else PATIENCE
    if page in OF_EDITORS or time.monotonic() - st.session_state.get("own change", -PATIENCE) < PATIENCE:
        patience = -1.0
    found = _shown(settings(), Seen(settings().map, not sees_protected()), newest, patience)
    if _PAGE.made:
        _PAGE.version = found
    return found


def _shown(asked: Settings, seen: Seen, newest: int, patience: float) -> int:
    """The version that is shown of a map to who waits so many seconds for the newest."""
    alone = _attendance().here() < CROWD
    return _snapshots().version(seen, newest, lambda: _reading(asked, seen), patience=patience, alone=alone)


def person() -> Person | None:
    """Who visits and in which role; None where nobody has to sign in.

    Raises
    ------
    CoalitionError
        They have no role on the map of the visit.
    """
    asked = settings()
    if not asked.login.asks:
        return None
    _newest()
    return _person(asked, visitor.said(asked))


def _person(asked: Settings, said: visitor.Said) -> Person | None:
    opened = _ask(asked)[0]
    # The map that was opened, whatever somebody has chosen on the machine since: roles are those of what is shown.
    return visitor.person(asked, said, opened.endpoint.database, lambda who: _role(id(opened), who, opened))


@st.cache_data(ttl=FRESH, show_spinner=False)
def _role(which: int, who: str, _store: Store) -> Role | None:
    return _store.members.role_of(who)


def sees_protected() -> bool:
    """Whether this visitor sees what is protected, and may change the map."""
    return roles.sees_protected(person())


def knows_role() -> bool:
    """Whether it is known what this visitor may do: they have a role, and the map can be asked for it."""
    try:
        sees_protected()
    except CoalitionError:
        return False
    return True


def offered() -> tuple[str, ...]:
    """The pages that this visitor has; without a role only those that then say so."""
    edits = knows_role() and sees_protected()
    return PAGES if edits else tuple(name for name in PAGES if name not in OF_EDITORS)


def counting() -> Counting:
    """What counts, as the address says."""
    return Counting(*(st.query_params.get(name) == "yes" for name in (DISPUTED, DECLARATIONS)))


def arrive(page: str) -> None:
    """Another page of the visit goes on with what was switched on before; on the same page the address leads, so that
    Back goes back."""
    other = st.session_state.get("page of the visit", page) != page
    for name in (DISPUTED, DECLARATIONS):
        kept = f"{name} of the visit"
        if other and name not in st.query_params and st.session_state.get(kept):
            st.query_params[name] = "yes"
        st.session_state[kept] = st.query_params.get(name) == "yes"
    st.session_state["page of the visit"] = page


def switch(name: str, on: bool) -> None:
    """Turn `DISPUTED` or `DECLARATIONS` on or off for the visit."""
    if on:
        st.query_params[name] = "yes"
    else:
        st.query_params.pop(name, None)


def room_file() -> Path:
    """Where the room of the visitor's map is kept."""
    return _room_file(settings())


def _room_file(asked: Settings) -> Path:
    opened = _opened(asked).endpoint
    return room.path(asked, "" if opened.embedded and opened.database == DATABASE else opened.database)


def stamp() -> str:
    """What the room and the map of this visit are like: another one when either changes."""
    return _stamp(settings(), version())


def stamp_of(named: str, said: visitor.Said) -> str:
    """What the room and the newest version of a map are like, for whoever says this of themselves; "" names the map of
    the program.

    Raises
    ------
    NoRoleError
        Whoever asks has no role on it.
    CoalitionError
        There is no such map, or it cannot be read.
    """
    asked = _settings(named, frozenset(os.environ.items()))
    seen = Seen(asked.map, not roles.sees_protected(_person(asked, said)))
    return _stamp(asked, _shown(asked, seen, _ask(asked)[1], PATIENCE_OF_WALLS))


def _stamp(asked: Settings, version: int) -> str:
    return "-".join(map(str, (*room.stamp(_room_file(asked)), version)))


def steer(*steps: Callable[[room.Room], room.Room]) -> None:
    """Change what the room shows, from a button; what keeps it from being done is told by the page (`REFUSED`)."""
    try:
        change_room(*steps)
    except CoalitionError as error:
        st.session_state[REFUSED] = str(error)


def change_room(*steps: Callable[[room.Room], room.Room]) -> room.Room:
    """Change what the room shows; a viewer may not."""
    store().require(Role.EDITOR)
    return room.change(room_file(), *steps)


def _newest() -> int:
    """Newest version of the map. An empty embedded map is filled with the seed facts first, unless it is one that
    somebody began.
    """
    asked = settings()
    opened, found = _ask(asked)
    if not found:
        refuse_empty_server(opened)
    if not found and awaits_seeds(opened):
        _fill(opened)
        _asked.clear()
        found = _ask(asked)[1]
    return found


def _ask(asked: Settings) -> tuple[Store, int]:
    """The store of a map, and its version, asked of the database at most once in `FRESH` seconds for all visitors."""
    try:
        opened = _opened(asked)
        return opened, _asked(id(opened), opened)
    except SilentError:
        raise
    except ServerError:  # the embedded server may have gone to sleep since
        _opened.clear()
        opened = _opened(asked)
        return opened, _asked(id(opened), opened)


def store() -> Store:
    """The store of the visitor's map, opened once per process; it acts for whoever is signed in."""
    _newest()
    opened, whose = _opened(settings()), person()
    return opened if whose is None else opened.acting(whose)


def _fill(opened: Store) -> None:
    """Load the seed facts on the first start."""
    from coalition.exchange.tables import read_tables  # only the first start validates files

    with st.status("First start: loading the facts. This takes a moment, once.", expanded=True) as status:
        st.write("Reading and checking the tables ...")
        tables = read_tables(resource("seeds"))
        st.write("Writing them into the map ...")
        load_seeds(opened, tables)
        status.update(label="The facts are loaded.", state="complete", expanded=False)


def changed() -> None:
    """The map was just changed from here: the next question for its version is asked of the database."""
    _asked.clear()
    _PAGE.begin(made=_PAGE.made)
    st.session_state["own change"] = time.monotonic()


@st.cache_resource(show_spinner=False)
def _snapshots() -> Snapshots:
    return Snapshots(rested=_rested)


@st.cache_resource(show_spinner=False)
def _attendance() -> Attendance:
    return Attendance(HERE)


def _reading(asked: Settings, seen: Seen) -> Read:
    """How a map is read. What is seen is said now: the role of whoever asks first may have changed by then."""
    opened = _opened(asked)

    def read() -> Tables:
        whole = opened.tables(fresh=False)
        return public_tables(whole) if seen.public else whole

    return read


def _snapshot(of: State | None = None) -> Snapshot:
    now = of or state()
    if _PAGE.made and now in _PAGE.snapshots:
        return _PAGE.snapshots[now]
    found = _snapshots().get(now, lambda: _reading(settings(), now.view))
    if _PAGE.made:
        _PAGE.snapshots[now] = found
    return found


def tables() -> Tables:
    """The map as tables, to edit it."""
    return _snapshot().tables


def network() -> Network:
    """The network of the map as it is now, as this visit counts it."""
    return network_of(state(), counting())


def network_of(state: State, counted: Counting) -> Network:
    """The network of a state of the map."""
    return _snapshot(state).network(counted)


def public_network(counted: Counting | None = None) -> tuple[Network, bool]:
    """The map as others may see it, for walls, briefs and downloads; and whether something is left out.

    Counted as in this visit, or as `counted` says.
    """
    return _snapshot().shown(counting() if counted is None else counted)


def result(function: Callable[..., T], *arguments: Any, public: bool = False, counted: Counting | None = None) -> T:
    """`function(network, *arguments)`, computed once per version of the map. The function is one of a module.

    With `public` on the map without what is protected; where nothing is, both are one. Counted as in this visit, or as
    `counted` says.
    """
    return cast("T", _snapshot().result(question(function, *arguments, public=public, counted=counted)))


def later(function: Callable[..., T], *arguments: Any) -> Callable[[], T]:
    """What `result` gives on the map without what is protected, worked out when it is called: by a download that
    somebody clicks, when the page is long made. It holds the question, and not the map.
    """
    now, asked, whole = state(), settings(), question(function, *arguments, public=True)
    return lambda: cast("T", _snapshots().get(now, lambda: _reading(asked, now.view)).result(whole))


def question(
    function: Callable[..., Any], *arguments: Any, public: bool = False, counted: Counting | None = None
) -> Asked:
    """What `result` asks; as an argument of another question it stands for its answer."""
    return Asked(function, arguments, counting() if counted is None else counted, public)


def bridges(by: str, counted: Counting | None = None) -> pd.DataFrame:
    """The ranking of bridges, counted as in this visit, or as `counted` says."""
    return result(find_bridges, by, counted=counted)


def warm() -> None:
    """Have the bridges worked out while the page is being read, and on Map the ties of States, seconds of work."""
    try:
        now = state()
        tied = st.session_state.get("page of the visit") == "map" and network().stances.nnz <= MOST_STANCES
    except CoalitionError:
        return  # the page has said it
    asked = [Asked(ties, (str(Kind.STATE),), STRICT)] if tied else []
    _later(now, asked + [Asked(find_bridges, (by,), STRICT) for by in BY])


def ahead(ids: list[str], chosen: str, questions: Callable[[str], Iterable[Asked]]) -> None:
    """Have worked out, while the page about `chosen` is being read, what it would ask about the others of its list:
    those after it first, then those before it, `FOLLOWING` at most.
    """
    place = ids.index(chosen)
    others = [*ids[place + 1 :], *reversed(ids[:place])][:FOLLOWING]
    _later(state(), [asked for other in others for asked in questions(other)])


def _later(now: State, asked: list[Asked]) -> None:
    _snapshots().later(now, lambda: _reading(settings(), now.view), asked)


def stances_of_actor(actor: str) -> pd.DataFrame:
    """Everything on record about an actor, newest first, with sources."""
    return result(stances_of, actor, counted=STRICT)


@st.cache_data(max_entries=500, show_spinner=False)
def _corrections(state: State, actor: str) -> pd.DataFrame:
    return store().history.corrections(actor)


def corrections(actor: str) -> pd.DataFrame:
    """Stances of an actor as they were before somebody corrected or removed them, newest first; none for a viewer."""
    found = _corrections(state(), actor) if sees_protected() else None
    return pd.DataFrame(columns=CORRECTIONS) if found is None else found


def link(name: str, label: str, **ids: str) -> None:
    """A link to a page about something, by id, for who has that page. `label` is the page's own words, never data: it
    is read as Markdown.
    """
    if name in OF_EDITORS and not sees_protected():
        return
    st.page_link(page(name), label=label, query_params=ids)


def recommendation_words(network: Network) -> Callable[[str], str]:
    """Id and text of a recommendation, for a list to choose from."""
    words = {key: f"{key}  {text}" for key, text in network.recommendations["text"].items()}
    return lambda key: words.get(key, key)


def actor_words(network: Network) -> Callable[[str], str]:
    """Name and kind of an actor, for a list to choose from."""
    kinds = network.actors["kind"].map({kind.value: kind.words for kind in Kind})
    words = (network.actors["name"] + " (" + kinds + ")").to_dict()
    return lambda key: words.get(key, key)


def who(network: Network, actor: str) -> str:
    """Kind and regional group of an actor, or the group of its seat."""
    return " · ".join(kind_and_group(network, actor))


def busiest(network: Network) -> str:
    """The actor with a position on most recommendations: whom a page shows until another is chosen."""
    most = network.positions["actor_id"].value_counts()
    return str(most.index[0]) if len(most) else str(network.actors.index[0])
