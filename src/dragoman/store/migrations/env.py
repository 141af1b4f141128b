"""How Alembic reaches the store: over the connection that `open_store` hands it."""

from alembic import context

from dragoman.store.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
