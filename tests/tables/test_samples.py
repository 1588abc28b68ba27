"""Real and spoiled files are read exactly as a careful person would."""

from __future__ import annotations

import numpy as np
from tests.tables.sample_files import sample

from kanscope.tables.table import Reading, numbers


def test_the_weather_export_is_read_with_all_its_european_habits() -> None:
    table = sample("weather_semicolon_cp1252.csv")
    assert (table.rows, len(table.columns)) == (1500, 7)
    assert [(c.name, c.kind, c.unit) for c in table.columns] == [
        ("Datum", "time", None),
        ("Zeit", "time", None),
        ("Temperatur", "number", "°C"),
        ("rel. Feuchte", "number", "%"),
        ("Luftdruck", "number", "hPa"),
        ("Station", "text", None),
        ("Dampfdruck", "number", "hPa"),
    ]
    assert table.reading == Reading("cp1252", ";", ",", 0)
    assert list(table.columns[0].values[:2]) == ["2023-03-01T00:00:00", "2023-03-01T06:00:00"]
    assert list(table.columns[1].values[1:3]) == ["06:00:00", "12:00:00"]
    assert set(table.columns[5].values) == {"Gipfel", "Nord", "Süd"}


def test_the_weather_export_has_1416_complete_rows_and_obeys_its_law() -> None:
    names, matrix = numbers(sample("weather_semicolon_cp1252.csv"))
    t, rh, e = (matrix[:, names.index(name)] for name in ("Temperatur", "rel. Feuchte", "Dampfdruck"))
    law = rh / 100 * 6.112 * np.exp(17.62 * t / (243.12 + t))
    error = (law - e)[~np.isnan(law - e)]
    assert error.size == 1416
    assert round(float(np.sqrt(np.mean(error**2))), 4) == 0.0307
    assert np.nanmin(matrix) > -50


def test_the_spoiled_nelson_file_is_the_clean_one_less_six_rows() -> None:
    dirty, clean = sample("nelson_dirty_unitsrow.tsv"), sample("nist_nelson_breakdown.csv")
    assert [(c.name, c.kind, c.unit) for c in dirty.columns] == [
        ("Time", "number", "weeks"),
        ("Temp.", "number", "°C"),
        ("Breakdown voltage", "number", "kV"),
        ("Lab", "text", None),
    ]
    assert dirty.reading == Reading("utf-8-sig", "\t", ",", 3)
    _, spoiled = numbers(dirty)
    _, whole = numbers(clean)
    missing = np.isnan(spoiled).any(axis=1)
    assert np.flatnonzero(missing).tolist() == [73, 77, 85, 99, 113, 116]
    assert np.array_equal(spoiled[~missing], whole[~missing])


def test_the_exoplanet_catalogue_keeps_quoted_commas_and_gaps_apart() -> None:
    table = sample("exoplanets_oec.csv")
    assert (table.rows, len(table.columns)) == (5414, 25)
    names, matrix = numbers(table)
    chosen = matrix[:, [names.index(name) for name in ("period", "semimajoraxis", "hoststar_mass")]]
    assert int((~np.isnan(chosen).any(axis=1)).sum()) == 2519


def test_penguins_keep_their_species_and_units() -> None:
    tidy, raw = sample("penguins.csv"), sample("penguins_raw.csv")
    assert (tidy.rows, tidy.columns[0].kind) == (344, "text")
    assert int(np.isnan(np.asarray(tidy.columns[2].values)).sum()) == 2
    units = {column.name: column.unit for column in raw.columns if column.unit}
    assert units["Culmen Length"] == "mm"
    assert units["Delta 15 N"] == "o/oo"
    assert next(column.kind for column in raw.columns if column.name == "Date Egg") == "time"


def test_wine_is_read_from_quoted_names_and_semicolons() -> None:
    table = sample("wine_quality_red.csv")
    assert (table.rows, len(table.columns)) == (1599, 12)
    assert {column.kind for column in table.columns} == {"number"}
    assert table.reading.delimiter == ";"
    assert table.reading.decimal == "."


def test_generated_files_need_no_notice() -> None:
    for name, rows in (("toy_exp_sin.csv", 2000), ("friedman1_10features.csv", 1000)):
        table = sample(name)
        assert (table.rows, list(table.notices)) == (rows, [])
