"""The fixtures that every service test stands on."""

import psycopg
from sqlalchemy import create_engine, inspect, make_url

from services.stack.kafka import metadata_names_a_broker


def test_the_kafka_of_the_run_answers(kafka: str) -> None:
    assert metadata_names_a_broker(kafka)


def test_a_test_gets_a_migrated_database_of_its_own(database: str, database_url: str) -> None:
    assert make_url(database_url).database != make_url(database).database
    engine = create_engine(database_url)
    try:
        assert set(inspect(engine).get_schema_names()) > {"public", "information_schema"}
    finally:
        engine.dispose()


def test_postgres_folds_cyrillic_and_armenian_letters(empty_database_url: str) -> None:
    address = make_url(empty_database_url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address) as connection:
        lowered = connection.execute("SELECT lower('ГЮМРИ'), 'ԳՅՈՒՄՐԻ' ILIKE 'գյումրի'").fetchone()
    assert lowered == ("гюмри", True)
