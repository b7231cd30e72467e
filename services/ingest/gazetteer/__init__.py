"""Whom and what the world of this log knows by name: data files and their loader."""

from services.ingest.gazetteer.load import load
from services.ingest.gazetteer.model import (
    Country,
    ForceNoun,
    Gazetteer,
    Office,
    Organisation,
    Outlet,
    Person,
    Place,
    fold,
)
from services.ingest.gazetteer.table import DataFault

__all__ = [
    "Country",
    "DataFault",
    "ForceNoun",
    "Gazetteer",
    "Office",
    "Organisation",
    "Outlet",
    "Person",
    "Place",
    "fold",
    "load",
]
