"""Alembic's environment: the tables of FAB and ours, on the application's own engine."""

from alembic import context
from flask import current_app
from flask_appbuilder import Model


def _named(names):
    """FAB's metadata is the whole of the store; what others keep in the same database is theirs."""
    return lambda name, kind, _parents: kind != "table" or name in names


def run() -> None:
    engine = current_app.extensions["migrate"].db.engine
    metadata = Model.metadata
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            # SQLite changes a table by copying it: the old one's end must not cascade.
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.commit()
        context.configure(
            connection=connection,
            target_metadata=metadata,
            include_name=_named({*metadata.tables, "alembic_version"}),
            **current_app.extensions["migrate"].configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA foreign_keys=ON")


run()
