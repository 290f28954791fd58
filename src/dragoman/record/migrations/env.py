"""Run by alembic: takes the steps on the connection that it is given."""

from alembic import context

from dragoman.record.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=False,
)
context.run_migrations()
