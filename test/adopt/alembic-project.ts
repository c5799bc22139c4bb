// A project of Alembic in text, for the tests that have Alembic run it.

import type { Files } from "./adopting.ts";

/** One revision; each text is a Python body without its indentation. */
export interface AlembicRevision {
  readonly id: string;
  readonly down: string | readonly string[] | undefined;
  readonly title: string;
  readonly up: string;
  readonly back: string;
  /** More variables of the module. */
  readonly more?: string;
  readonly created?: string;
}

const ENV = `from alembic import context
from sqlalchemy import create_engine
import os

def offline():
    context.configure(dialect_name="postgresql", literal_binds=True, dialect_opts={"paramstyle": "named"})
    with context.begin_transaction():
        context.run_migrations()

def online():
    with create_engine(os.environ["SQLALCHEMY_URL"]).connect() as connection:
        context.configure(connection=connection)
        with context.begin_transaction():
            context.run_migrations()

if context.is_offline_mode():
    offline()
else:
    online()
`;

/** Everything that Alembic needs to run these. */
export const alembicFiles = (revisions: readonly AlembicRevision[]): Files => ({
  "server/alembic.ini": "[alembic]\nscript_location = %(here)s/migrations\n",
  "server/migrations/env.py": ENV,
  "server/migrations/script.py.mako": "",
  ...Object.fromEntries(revisions.map((each) => [pathOf(each), textOf(each)])),
});

export const pathOf = ({ id, title }: AlembicRevision): string =>
  `server/migrations/versions/${id}_${title}.py`;

export const textOf = ({
  id,
  down,
  title,
  up,
  back,
  more = "",
  created,
}: AlembicRevision): string => `"""${title}

Revision ID: ${id}
${created === undefined ? "" : `Create Date: ${created}\n`}
"""
from alembic import context, op
import sqlalchemy as sa

revision: str = '${id}'
down_revision = ${python(down)}
${more}

def upgrade() -> None:
${indented(up)}

def downgrade() -> None:
${indented(back)}
`;

const python = (down: AlembicRevision["down"]): string => {
  if (down === undefined) return "None";
  return typeof down === "string" ? `'${down}'` : `(\n    ${down.map((id) => `"${id}",`).join("\n    ")}\n)`;
};

const indented = (body: string): string => `    ${body}`;

/** SQL as Alembic is handed it; a colon would begin a parameter. */
export const executed = (sql: string): string => `op.execute(r"""${sql}""")`;

/** The same outside of the transaction. */
export const executedAlone = (sql: string): string =>
  `with op.get_context().autocommit_block():\n        ${executed(sql)}`;
