-- Everything here follows from the log and can be thrown away and derived anew.

-- One row a matter, as lists show it, and what every event changes, so that a report writes no more than this row and
-- its place by last change. `due` is '~' without a date, so that those come last.
CREATE TABLE matter (
  space INTEGER NOT NULL, id INTEGER PRIMARY KEY, version INTEGER NOT NULL, kind TEXT NOT NULL, number TEXT NOT NULL,
  title TEXT NOT NULL, parent INTEGER, position BLOB NOT NULL, state TEXT NOT NULL, class TEXT NOT NULL,
  unit INTEGER, person INTEGER, leader INTEGER, due TEXT NOT NULL, percent INTEGER, reported_at INTEGER,
  changed_at INTEGER NOT NULL, changed INTEGER NOT NULL, reported_by INTEGER, reported_seq INTEGER,
  no_change INTEGER, reports INTEGER NOT NULL, asks INTEGER NOT NULL
);
-- Each order a list can have, and behind it what lists filter by, so that a filter is decided without the row.
CREATE INDEX matter_by_position ON matter (space, position, kind, class, due);
CREATE INDEX matter_by_kind_position ON matter (space, kind, position, class, due);
CREATE INDEX matter_by_unit_position ON matter (space, unit, position, kind, class, due);
CREATE INDEX matter_by_due ON matter (space, due, id, kind, class, position);
CREATE INDEX matter_by_kind_class_due ON matter (space, kind, class, due, id, position);
CREATE INDEX matter_by_unit_due ON matter (space, unit, due, id, kind, class, position);
CREATE INDEX matter_by_changed ON matter (space, changed, kind, class, unit, due, position);
CREATE INDEX matter_by_parent ON matter (space, parent, position);
CREATE INDEX matter_by_person_due ON matter (space, person, due, id) WHERE person IS NOT NULL;
CREATE INDEX matter_by_person_class ON matter (space, person, class, due, id) WHERE person IS NOT NULL;
CREATE INDEX matter_by_unit_class ON matter (space, unit, class, due, id, kind, position);
CREATE INDEX matter_of_nobody ON matter (space, unit, due, id, kind, class) WHERE person IS NULL;
CREATE INDEX matter_by_leader_due ON matter (space, leader, due, id) WHERE leader IS NOT NULL;
CREATE INDEX matter_by_leader_class ON matter (space, leader, class, due, id) WHERE leader IS NOT NULL;
-- Where an extension waits for an answer: a few at any time.
CREATE INDEX matter_that_asks ON matter (space, due, id, leader, unit) WHERE asks = 1;

-- The whole matter as JSON, but for what its row knows.
CREATE TABLE snapshot (
  space INTEGER NOT NULL, id INTEGER PRIMARY KEY, content TEXT NOT NULL
);

-- Counters; a counter that falls to nothing is taken away.
CREATE TABLE tally (
  space INTEGER NOT NULL, kind TEXT NOT NULL, over TEXT NOT NULL, what TEXT NOT NULL, n INTEGER NOT NULL,
  PRIMARY KEY (space, kind, over, what)
) WITHOUT ROWID;

-- Links, seen from the other end. One that was taken back stays, marked, so that a past day finds it.
CREATE TABLE link (
  space INTEGER NOT NULL, target INTEGER NOT NULL, source INTEGER NOT NULL, relation TEXT NOT NULL, note TEXT NOT NULL,
  gone INTEGER NOT NULL,
  PRIMARY KEY (space, target, source, relation)
) WITHOUT ROWID;

-- Root matters by the hash of the file they were imported from.
CREATE TABLE import (
  space INTEGER NOT NULL, source TEXT NOT NULL, matter INTEGER NOT NULL,
  PRIMARY KEY (space, source)
) WITHOUT ROWID;

-- Full text, as terms made by `store::search`; the row id is the matter's id, or the event's place in the log.
-- The terms are folded and parted already; this tokenizer parts them at blanks alone and tells all other signs apart.
CREATE VIRTUAL TABLE matter_text USING fts5(
  terms, content = '', contentless_delete = 1, detail = full, prefix = '1', tokenize = "ascii"
);
CREATE VIRTUAL TABLE said_text USING fts5(
  terms, content = '', contentless_delete = 1, detail = full, prefix = '1', tokenize = "ascii"
);
-- What is said comes with every commit, by whole blocks: fewer, larger merges. The words of matters change seldom and are
-- looked for often: fewer pieces to look through.
INSERT INTO matter_text (matter_text, rank) VALUES ('automerge', 3);
INSERT INTO said_text (said_text, rank) VALUES ('automerge', 8);
-- What was said of late, folded, on its way into `said_text`: words go there by whole blocks of the log, because the
-- index takes many at once for a fraction of what they cost one by one. Whoever searches looks through these too.
CREATE TABLE said (
  space INTEGER NOT NULL, seq INTEGER PRIMARY KEY, matter INTEGER NOT NULL, text TEXT NOT NULL
);

-- For each event the one before it on the same matter: rows that are only ever added, where an index by matter would
-- be written all over with every report.
CREATE TABLE trail (
  space INTEGER NOT NULL, seq INTEGER PRIMARY KEY, previous INTEGER
);

-- Where progress was reported: a period is collated from its own reports, however much else the log holds. Rows that
-- are only ever added.
CREATE TABLE report (
  space INTEGER NOT NULL, seq INTEGER PRIMARY KEY
);
