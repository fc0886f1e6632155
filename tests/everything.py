"""Every byte and every value of a home, unpacked: what a search for somebody's words looks through."""

import gzip
import zipfile
from email import message_from_bytes, policy
from io import BytesIO

import duckdb


def searchable(home, but):
    """Yield each file's name and what can be read in it, by bytes and by values; files named `but` so are left out."""
    for path in sorted(home.rglob("*")):
        if not path.is_file():
            continue
        name = path.relative_to(home).as_posix()
        if name.startswith(tuple(but) or ("\0",)):
            continue
        content = path.read_bytes()
        yield name, content + name.encode()
        if path.suffix == ".gz":
            yield name, gzip.decompress(content)
        if path.suffix in {".xlsx", ".zip"}:
            with zipfile.ZipFile(BytesIO(content)) as archive:
                yield from (
                    (f"{name}!{member}", archive.read(member)) for member in archive.namelist()
                )
        if path.suffix == ".eml":
            parts = message_from_bytes(content, policy=policy.default).walk()
            bodies = [part.get_content() for part in parts if part.get_content_maintype() == "text"]
            yield name, "\n".join(bodies).encode()
        if path.suffix == ".parquet":
            yield name, values(f"FROM read_parquet('{path}')")
        if path.suffix == ".duckdb":
            yield from tables(path, name)


def tables(path, name):
    with duckdb.connect(str(path), read_only=True) as con:
        found = con.execute("SELECT schema_name, table_name FROM duckdb_tables()").fetchall()
        for schema, table in found:
            rows = con.execute(f'FROM "{schema}"."{table}"').fetchall()
            yield f"{name}:{schema}.{table}", repr(rows).encode()


def values(sql):
    with duckdb.connect() as con:
        return repr(con.execute(sql).fetchall()).encode()


def places_of(home, *needles, but=()):
    """Return where each of some texts stands, in any of the encodings of the sample's files."""
    forms = {
        needle: {needle.encode(), needle.encode("cp1251", "ignore"), repr(needle)[1:-1].encode()}
        - {b""}
        for needle in needles
    }
    found = {needle: [] for needle in needles}
    for name, content in searchable(home, but):
        for needle, written in forms.items():
            if any(form in content for form in written):
                found[needle].append(name)
    return found
