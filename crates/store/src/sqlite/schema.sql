-- One file holds one space, so a row's place in the log, or a matter's id, is its key in the file: rows this long lie
-- badly in a table that is its own index.

-- The log. Rows are only ever added.
CREATE TABLE event (
  space INTEGER NOT NULL, seq INTEGER PRIMARY KEY, matter INTEGER NOT NULL, version INTEGER NOT NULL,
  kind TEXT NOT NULL, kind_version INTEGER NOT NULL, actor INTEGER, at INTEGER NOT NULL, command BLOB NOT NULL,
  body TEXT NOT NULL, leaf BLOB NOT NULL
);
-- The definitions in force are read before anything that is derived; other histories follow `trail`.
CREATE INDEX event_of_space ON event (version) WHERE matter = 0;

-- Personal and free text beside the log: {path: [salt, value]}. Can be erased; the commitments stay in the body.
CREATE TABLE sealed (
  space INTEGER NOT NULL, seq INTEGER PRIMARY KEY, content TEXT NOT NULL
);

-- Upper levels of the Merkle tree, 256 hashes a tile; level 0 are the leaves of the log.
CREATE TABLE tile (
  space INTEGER NOT NULL, level INTEGER NOT NULL, number INTEGER NOT NULL, hashes BLOB NOT NULL,
  PRIMARY KEY (space, level, number)
) WITHOUT ROWID;

-- Where the log stands: the compact range of the tree, and what the next event and matter are called.
CREATE TABLE head (
  space INTEGER PRIMARY KEY, next INTEGER NOT NULL, next_matter INTEGER NOT NULL, at INTEGER NOT NULL,
  root BLOB NOT NULL, frontier BLOB NOT NULL
);

-- What each command did, so that a retry is answered alike.
CREATE TABLE outcome (
  space INTEGER NOT NULL, command BLOB NOT NULL, matter INTEGER NOT NULL, version INTEGER NOT NULL,
  first INTEGER NOT NULL, end INTEGER NOT NULL,
  PRIMARY KEY (space, command)
) WITHOUT ROWID;

-- Beside the log: accounts, sessions, drafts.
CREATE TABLE record (
  space INTEGER NOT NULL, drawer TEXT NOT NULL, name TEXT NOT NULL, content TEXT NOT NULL, expires INTEGER,
  PRIMARY KEY (space, drawer, name)
) WITHOUT ROWID;
