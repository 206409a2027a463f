"""Whose site an address of the web is: endings that say so, and sites that are known by name."""

from __future__ import annotations

from enum import StrEnum


class Quality(StrEnum):
    """What a source is worth to a reader who has to defend the claim, the most first."""

    OFFICIAL = "official record"
    """A UN document, the depositary of a treaty, an intergovernmental body, a government."""
    ITSELF = "an organisation's own site"
    """The site of an organisation that took part, or that keeps the list."""
    PRESS = "press"
    DATA = "data set"
    """Somebody's compilation of records: GitHub, unvotes, UPR Info."""
    UNKNOWN = "unknown"
    """A copy, a blog, an encyclopaedia, or a place whose keeper its name does not tell."""


WEAK = (Quality.PRESS, Quality.DATA, Quality.UNKNOWN)

_OFFICIAL_LABELS = {"gov", "gob", "gouv", "govt", "mfa", "mil"}
"""Labels of a host that only governments have: mfa.gov.lv, diplomatie.gouv.fr, un.mfa.ee."""
_OFFICIAL = """
    african-court.org csr-in-deutschland.de europa.eu euneighbours.eu government.is lovdata.no mae.lu
    netherlandsandyou.nl norway.no norway-geneva.org oecd.org ohchr.org pca-cpa.org stjornarradid.is un.org undp.org
    un-icc.cloud unesco.org unicef.org unhcr.org ilo.org who.int coe.int oas.org au.int cityofnewyork.us
"""
_PRESS = """
    alliancemagazine.org
    1lurer.am aa.com.tr aljazeera.com anews.com.tr apnews.com aravot.am atlasinfo.fr bbc.co.uk bbc.com brnodaily.com
    broadcastingcable.com business-standard.com cnbcafrica.com computerweekly.com dailytimes.com.pk dailytrust.com
    dawn.com defence.pk defense-arab.com devdiscourse.com duurzaam-ondernemen.nl fa.news fastcompany.com ghanaweb.com
    homecarenews.us inews.co.uk internationalemploymentlawyer.com ipe.com just-style.com leftfootforward.org lemonde.fr
    marketscreener.com miragenews.com newsclue.org nytimes.com onuitalia.com pledgetimes.com portfolio-adviser.com
    radio.cz ramanmedianetwork.com responsible-investor.com reuters.com rfa.org sana.sy scoop.co.nz sundiatapost.com
    tass.com theguardian.com theindianawaaz.com thepinknews.com timesofislamabad.com unb.com.bd washingtontimes.com
    welt-sichten.org windowscentral.com wionews.com
"""
_DATA = "github.com githubusercontent.com right-docs.org upr-info.org zenodo.org kaggle.com"
_ITSELF = """
    alyansatigilmina.net asiapacificforum.net asiapacificforum.netlify.app ccdh.org.ma cidse.org cilc.nl cndh.ma
    democracy-reporting.org dig.watch edri.org eurochild.org epd.eu epicenter.works freedomonlinecoalition.com
    humanrights.dk humanrightscities.net institut-fuer-menschenrechte.de ishr.ch kas.de mfrr.eu mojepanstwo.pl nhc.no
    odfoundation.eu openlobby.eu protectdefenders.eu rwi.lu.se savethechildren.ca seanf.asia tibetoffice.ch
    vastuuviikko.fi
"""
_UNKNOWN = """
    business-humanrights.org docslib.org gdh-ghr.org influencewatch.org iraqicivilsociety.org newschallenge.org
    pdlussier.ca reliefweb.int unanca.org wikipedia.org yournz.org
"""
_NAMED = {
    host: quality
    for quality, hosts in (
        (Quality.OFFICIAL, _OFFICIAL), (Quality.PRESS, _PRESS), (Quality.DATA, _DATA), (Quality.ITSELF, _ITSELF),
        (Quality.UNKNOWN, _UNKNOWN),
    )
    for host in hosts.split()
}  # fmt: skip


def quality_of_host(host: str) -> Quality:
    """Whose site a host is, by this rule, the first that fits.

    1. It, or a host above it, is known by name: press.un.org is un.org. The longest name counts.
    2. One of its last two labels is one of governments (gov, gouv, mfa ...), or it ends in int: official record.
    3. It ends in org or ngo, or in such a label before that of a country (org.uk): an organisation's own site.
    4. Anything else: unknown.

    Examples
    --------
    >>> [str(quality_of_host(host)) for host in ("press.un.org", "mfa.gov.lv", "cafod.org.uk", "jmedia.wiki")]
    ['official record', 'official record', "an organisation's own site", 'unknown']
    """
    labels = host.lower().split(".")
    for start in range(len(labels) - 1):
        if (named := _NAMED.get(".".join(labels[start:]))) is not None:
            return named
    if labels[-1] == "int" or _OFFICIAL_LABELS & set(labels[-2:]):
        return Quality.OFFICIAL
    if labels[-1] in ("org", "ngo") or labels[-2:-1] in (["org"], ["ngo"]):
        return Quality.ITSELF
    return Quality.UNKNOWN
