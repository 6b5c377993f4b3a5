"""The beginnings of small files in the publishers' forms, to which a test adds rows, and how they are read."""

from data.readers import Decision, Reading, ReadOptions, read_file
from tests.data.readers.forms.conftest import RULES

ABOVE = "Data Source,World Development Indicators,,,,\n,,,,,\nLast Updated Date,7/13/2026,,,,\n,,,,,\n"
SERIES = "Individuals using the Internet (% of population),IT.NET.USER.ZS"
KENYA = f"Kenya,KEN,{SERIES},30,35\n"
WDI = f"{ABOVE}Country Name,Country Code,Indicator Name,Indicator Code,2023,2024\n"
ITU = (
    "seriesID,seriesCode,seriesName,seriesParent,seriesUnits,entityID,entityIso,entityName,dataValue,dataYear,"
    "dataNote,dataSource,seriesDescription\n1,i99H,Individuals using the Internet,,%,4,KEN,Kenya,30,2023,,,d\n"
)
OWID = "Entity,Code,Year,Individuals using the Internet (% of population)\nKenya,KEN,2023,40\n"
UN = (
    "Goal,Target,Indicator,SeriesCode,SeriesDescription,GeoAreaCode,GeoAreaName,TimePeriod,Value,[Nature],[Sex],[Units]\n"
    "17,17.8,17.8.1,IT_USE_ii99,Internet,404,Kenya,2021,28,E,BOTHSEX,PERCENT\n"
)
SDMX = "DATAFLOW,SERIES,REF_AREA,TIME_PERIOD,OBS_VALUE,OBS_STATUS\nA:B(1.0),IT_USE_ii99,KEN,2022,3,A\n"
DATABANK = (
    "Time,Time Code,Country Name,Country Code,Individuals using the Internet (% of population) [IT.NET.USER.ZS],"
    "Population [SP.POP.TOTL]\n2021,YR2021,Kenya,KEN,30,50\n"
)


def read(content: str, *decisions: tuple[str, str, str]) -> Reading:
    """Return what a file holds, with what was decided of cells."""
    return read_file(
        content.encode(), "file.csv", RULES, ReadOptions(decisions=tuple(Decision(*one) for one in decisions))
    )
