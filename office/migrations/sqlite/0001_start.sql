-- The first schema. Same tables, columns and file name for both engines; a test compares them.
-- Times are whole seconds since 1970 (UTC), civil dates are text YYYY-MM-DD: both sort and compare alike everywhere.

CREATE TABLE installation (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    created_at INTEGER NOT NULL,
    key_check BLOB NOT NULL,
    recipient TEXT,
    setup_hash BLOB,
    setup_ends_at INTEGER
);

CREATE TABLE school (
    id BLOB PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    rspo TEXT,
    account TEXT,
    logo BLOB,
    mail_worked_at INTEGER,
    data_key BLOB NOT NULL,
    form_teachers_review BOOLEAN NOT NULL DEFAULT FALSE,
    check_shows_photo BOOLEAN NOT NULL DEFAULT FALSE,
    source_days INTEGER NOT NULL DEFAULT 30 CHECK (source_days BETWEEN 1 AND 30),
    created_at INTEGER NOT NULL,
    closed_at INTEGER,
    version INTEGER NOT NULL
);

CREATE TABLE head (
    id BLOB PRIMARY KEY,
    school BLOB NOT NULL REFERENCES school (id),
    given TEXT NOT NULL,
    surname TEXT NOT NULL,
    since TEXT NOT NULL,
    until TEXT
);
CREATE INDEX head_school ON head (school, since);

CREATE TABLE person (
    id BLOB PRIMARY KEY,
    given TEXT NOT NULL,
    surname TEXT NOT NULL,
    email TEXT UNIQUE,
    login TEXT UNIQUE,
    password TEXT,
    totp BLOB,
    totp_step INTEGER NOT NULL DEFAULT 0,
    language TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    closes_at INTEGER,
    forgotten_at INTEGER,
    CHECK ((email IS NULL) <> (login IS NULL))
);

CREATE TABLE membership (
    id BLOB PRIMARY KEY,
    school BLOB NOT NULL REFERENCES school (id),
    person BLOB NOT NULL REFERENCES person (id),
    role TEXT NOT NULL,
    invited_as TEXT,
    state TEXT NOT NULL CHECK (state IN ('invited', 'accepted', 'declined', 'revoked')),
    created_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    UNIQUE (school, person, role)
);
CREATE INDEX membership_person ON membership (person);

CREATE TABLE operator (
    person BLOB PRIMARY KEY REFERENCES person (id),
    created_at INTEGER NOT NULL
);

CREATE TABLE access_grant (
    id BLOB PRIMARY KEY,
    school BLOB NOT NULL REFERENCES school (id),
    person BLOB NOT NULL REFERENCES person (id),
    reason TEXT NOT NULL,
    hours INTEGER NOT NULL CHECK (hours BETWEEN 1 AND 24),
    state TEXT NOT NULL CHECK (state IN ('asked', 'granted', 'refused', 'ended')),
    asked_at INTEGER NOT NULL,
    decided_by BLOB REFERENCES person (id),
    decided_at INTEGER,
    ends_at INTEGER,
    version INTEGER NOT NULL,
    CHECK ((state = 'granted') <= (decided_by IS NOT NULL AND decided_at IS NOT NULL AND ends_at IS NOT NULL))
);
CREATE INDEX access_grant_school ON access_grant (school, id);
CREATE INDEX access_grant_person ON access_grant (person, school);

CREATE TABLE skipped_step (
    school BLOB NOT NULL REFERENCES school (id),
    step TEXT NOT NULL,
    person BLOB NOT NULL REFERENCES person (id),
    at INTEGER NOT NULL,
    PRIMARY KEY (school, step)
);

CREATE TABLE school_text (
    school BLOB NOT NULL REFERENCES school (id),
    place TEXT NOT NULL,
    language TEXT NOT NULL,
    version INTEGER NOT NULL,
    text TEXT NOT NULL,
    created_by BLOB NOT NULL REFERENCES person (id),
    created_at INTEGER NOT NULL,
    PRIMARY KEY (school, place, language, version)
);

CREATE TABLE invitation (
    hash BLOB PRIMARY KEY,
    school BLOB NOT NULL REFERENCES school (id),
    person BLOB NOT NULL REFERENCES person (id),
    created_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    used_at INTEGER
);
CREATE INDEX invitation_person ON invitation (person);

CREATE TABLE password_reset (
    hash BLOB PRIMARY KEY,
    person BLOB NOT NULL REFERENCES person (id),
    created_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    used_at INTEGER,
    replaced_at INTEGER
);
CREATE INDEX password_reset_person ON password_reset (person);

CREATE TABLE sign_up (
    hash BLOB PRIMARY KEY,
    browser BLOB NOT NULL,
    code BLOB NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    address BLOB NOT NULL,
    content BLOB,
    created_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    used_at INTEGER,
    replaced_at INTEGER
);
CREATE INDEX sign_up_browser ON sign_up (browser);
CREATE INDEX sign_up_address ON sign_up (address);

CREATE TABLE session (
    hash BLOB PRIMARY KEY,
    person BLOB NOT NULL REFERENCES person (id),
    second_factor BOOLEAN NOT NULL,
    proven_at INTEGER,
    device TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    place BLOB REFERENCES membership (id)
);
CREATE INDEX session_person ON session (person);

CREATE TABLE recovery_code (
    hash BLOB PRIMARY KEY,
    person BLOB NOT NULL REFERENCES person (id),
    made_at INTEGER NOT NULL
);
CREATE INDEX recovery_code_person ON recovery_code (person);

CREATE TABLE passkey (
    id BLOB PRIMARY KEY,
    person BLOB NOT NULL REFERENCES person (id),
    credential BLOB NOT NULL UNIQUE,
    algorithm INTEGER NOT NULL,
    public_key BLOB NOT NULL,
    counter INTEGER NOT NULL,
    name TEXT NOT NULL,
    added_at INTEGER NOT NULL,
    used_at INTEGER
);
CREATE INDEX passkey_person ON passkey (person);

CREATE TABLE passkey_challenge (
    hash BLOB PRIMARY KEY,
    session BLOB NOT NULL,
    purpose TEXT NOT NULL,
    ends_at INTEGER NOT NULL
);

CREATE TABLE attempt (
    subject BLOB PRIMARY KEY,
    failures INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    next_at INTEGER NOT NULL
);

CREATE TABLE api_token (
    id BLOB PRIMARY KEY,
    school BLOB NOT NULL REFERENCES school (id),
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    scope TEXT NOT NULL,
    hash BLOB NOT NULL UNIQUE,
    created_by BLOB NOT NULL REFERENCES person (id),
    made_through BLOB REFERENCES api_token (id) DEFERRABLE INITIALLY DEFERRED,
    created_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    revoked_at INTEGER,
    used_at INTEGER
);

CREATE TABLE class (
    id BLOB PRIMARY KEY,
    school BLOB NOT NULL REFERENCES school (id),
    year INTEGER NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    name_order BLOB NOT NULL,
    form_teacher BLOB REFERENCES person (id),
    UNIQUE (school, year, name_key)
);

CREATE TABLE turn (
    id BLOB PRIMARY KEY,
    school BLOB NOT NULL REFERENCES school (id),
    year INTEGER NOT NULL,
    moves TEXT NOT NULL,
    created_at INTEGER NOT NULL
);
CREATE INDEX turn_school ON turn (school, id);

CREATE TABLE pupil (
    id BLOB PRIMARY KEY,
    school BLOB NOT NULL REFERENCES school (id),
    class BLOB NOT NULL REFERENCES class (id),
    given TEXT NOT NULL,
    surname TEXT NOT NULL,
    born TEXT NOT NULL,
    pesel BLOB,
    document BLOB,
    identity_index BLOB NOT NULL,
    surname_order BLOB NOT NULL,
    search TEXT NOT NULL,
    unprintable BOOLEAN NOT NULL,
    ruling BOOLEAN NOT NULL DEFAULT FALSE,
    left_on TEXT,
    created_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    UNIQUE (school, identity_index),
    CHECK ((pesel IS NULL) <> (document IS NULL))
);
CREATE INDEX pupil_order ON pupil (school, surname_order, id);
CREATE INDEX pupil_class ON pupil (class);

CREATE TABLE class_list (
    id BLOB PRIMARY KEY,
    school BLOB NOT NULL REFERENCES school (id),
    state TEXT NOT NULL CHECK (state IN ('draft', 'applying', 'applied', 'undone')),
    content BLOB,
    workbook BLOB,
    undo BLOB,
    lines INTEGER NOT NULL,
    added INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    left_out INTEGER NOT NULL,
    created_by BLOB NOT NULL REFERENCES person (id),
    created_at INTEGER NOT NULL,
    applied_at INTEGER,
    stopped_at INTEGER,
    version INTEGER NOT NULL,
    CHECK ((state IN ('draft', 'applying')) = (content IS NOT NULL)),
    CHECK (workbook IS NULL OR state = 'draft'),
    CHECK ((state IN ('draft', 'applying')) = (applied_at IS NULL))
);
CREATE INDEX class_list_school ON class_list (school, id);

CREATE TABLE class_list_profile (
    school BLOB NOT NULL REFERENCES school (id),
    name TEXT NOT NULL,
    mapping BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (school, name)
);

CREATE TABLE saved_view (
    id BLOB PRIMARY KEY,
    school BLOB NOT NULL REFERENCES school (id),
    person BLOB NOT NULL REFERENCES person (id),
    content BLOB NOT NULL,
    created_at INTEGER NOT NULL
);
CREATE INDEX saved_view_person ON saved_view (school, person);

CREATE TABLE guardian (
    id BLOB PRIMARY KEY,
    school BLOB NOT NULL REFERENCES school (id),
    pupil BLOB NOT NULL REFERENCES pupil (id),
    person BLOB NOT NULL REFERENCES person (id),
    kind TEXT NOT NULL,
    scope TEXT NOT NULL,
    decided_on TEXT,
    invited_as TEXT,
    state TEXT NOT NULL CHECK (state IN ('invited', 'accepted', 'declined', 'revoked')),
    ended_at INTEGER,
    created_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    UNIQUE (pupil, person),
    CHECK ((scope = 'none') = (decided_on IS NOT NULL))
);
CREATE INDEX guardian_person ON guardian (person);

CREATE TABLE school_access (
    id BLOB PRIMARY KEY,
    school BLOB NOT NULL REFERENCES school (id),
    pupil BLOB NOT NULL REFERENCES pupil (id),
    kind TEXT NOT NULL CHECK (kind IN ('pupil', 'guardian')),
    login TEXT NOT NULL UNIQUE,
    password BLOB NOT NULL,
    code BLOB NOT NULL UNIQUE,
    created_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    used_at INTEGER,
    replaced_at INTEGER
);
CREATE INDEX school_access_pupil ON school_access (pupil);

CREATE TABLE file (
    school BLOB NOT NULL REFERENCES school (id),
    hash BLOB NOT NULL,
    kind TEXT NOT NULL,
    size INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (school, hash)
);

CREATE TABLE photo (
    id BLOB PRIMARY KEY,
    school BLOB NOT NULL REFERENCES school (id),
    pupil BLOB NOT NULL REFERENCES pupil (id),
    state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'approved', 'rejected', 'withdrawn', 'superseded', 'removed')),
    clean BLOB,
    review BLOB,
    portrait BLOB,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    crop_cx REAL NOT NULL,
    crop_cy REAL NOT NULL,
    crop_w REAL NOT NULL,
    crop_angle REAL NOT NULL,
    advice TEXT NOT NULL,
    declaration TEXT NOT NULL,
    declared_at INTEGER NOT NULL,
    created_by BLOB NOT NULL REFERENCES person (id),
    created_at INTEGER NOT NULL,
    submitted_at INTEGER,
    reviewed_by BLOB REFERENCES person (id),
    reviewed_at INTEGER,
    reason TEXT,
    note TEXT,
    declared_exception BOOLEAN NOT NULL DEFAULT FALSE,
    family_note BLOB,
    reframed_at INTEGER,
    superseded_by BLOB REFERENCES photo (id) DEFERRABLE INITIALLY DEFERRED,
    source TEXT NOT NULL DEFAULT 'family' CHECK (source IN ('family', 'school', 'photographer')),
    version INTEGER NOT NULL,
    CHECK (state <> 'submitted' OR (clean IS NOT NULL AND review IS NOT NULL AND portrait IS NOT NULL AND submitted_at IS NOT NULL)),
    CHECK ((state IN ('approved', 'rejected', 'superseded')) <= (reviewed_by IS NOT NULL AND reviewed_at IS NOT NULL)),
    CHECK ((state = 'rejected') = (reason IS NOT NULL))
);
CREATE INDEX photo_queue ON photo (school, state, id);
CREATE INDEX photo_pupil ON photo (pupil, id);
CREATE UNIQUE INDEX photo_one_draft ON photo (pupil) WHERE state = 'draft';
CREATE UNIQUE INDEX photo_one_submitted ON photo (pupil) WHERE state = 'submitted';
CREATE UNIQUE INDEX photo_one_approved ON photo (pupil) WHERE state = 'approved';

CREATE TABLE photo_pack (
    id BLOB PRIMARY KEY,
    school BLOB NOT NULL REFERENCES school (id),
    state TEXT NOT NULL CHECK (state IN ('uploading', 'reading', 'ready', 'refused', 'taking')),
    fault TEXT,
    digest BLOB,
    mark BLOB NOT NULL,
    size INTEGER NOT NULL,
    received INTEGER NOT NULL,
    created_by BLOB NOT NULL REFERENCES person (id),
    created_at INTEGER NOT NULL,
    taken_by BLOB REFERENCES person (id),
    version INTEGER NOT NULL,
    CHECK ((state = 'refused') = (fault IS NOT NULL)),
    CHECK (received <= size)
);
CREATE INDEX photo_pack_school ON photo_pack (school, id);

CREATE TABLE photo_pack_piece (
    school BLOB NOT NULL REFERENCES school (id),
    pack BLOB NOT NULL REFERENCES photo_pack (id),
    number INTEGER NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (pack, number)
);

CREATE TABLE photo_pack_entry (
    school BLOB NOT NULL REFERENCES school (id),
    pack BLOB NOT NULL REFERENCES photo_pack (id),
    place INTEGER NOT NULL,
    name BLOB NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('matched', 'unclear', 'unmatched', 'refused', 'discarded', 'chosen', 'taken')),
    fault TEXT,
    candidates TEXT NOT NULL,
    pupil BLOB,
    photo BLOB,
    PRIMARY KEY (pack, place),
    CHECK ((state = 'refused') = (fault IS NOT NULL)),
    CHECK ((state IN ('matched', 'chosen', 'taken')) <= (pupil IS NOT NULL))
);

CREATE TABLE photo_check (
    school BLOB NOT NULL REFERENCES school (id),
    name TEXT NOT NULL,
    strictness TEXT NOT NULL CHECK (strictness IN ('off', 'warn', 'fail')),
    soft REAL NOT NULL,
    hard REAL,
    PRIMARY KEY (school, name)
);

CREATE TABLE rule_setting (
    school BLOB NOT NULL REFERENCES school (id),
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (school, name)
);

CREATE TABLE movement (
    id BLOB PRIMARY KEY,
    school BLOB NOT NULL REFERENCES school (id),
    seq INTEGER NOT NULL,
    item TEXT NOT NULL,
    from_account TEXT NOT NULL,
    to_account TEXT NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    document TEXT NOT NULL,
    subject BLOB,
    happened_on TEXT NOT NULL,
    created_by BLOB NOT NULL REFERENCES person (id),
    created_at INTEGER NOT NULL,
    UNIQUE (school, seq),
    CHECK (from_account <> to_account)
);

CREATE TABLE print_run (
    id BLOB PRIMARY KEY,
    school BLOB NOT NULL REFERENCES school (id),
    number INTEGER NOT NULL,
    template TEXT NOT NULL,
    layout TEXT NOT NULL,
    issued_on TEXT NOT NULL,
    head TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('prepared', 'printed')),
    sheet BLOB,
    created_by BLOB NOT NULL REFERENCES person (id),
    created_at INTEGER NOT NULL,
    printed_at INTEGER,
    version INTEGER NOT NULL,
    UNIQUE (school, number)
);

CREATE TABLE number_series (
    school BLOB NOT NULL REFERENCES school (id),
    year INTEGER NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (school, year)
);

CREATE TABLE blank (
    id BLOB PRIMARY KEY,
    school BLOB NOT NULL REFERENCES school (id),
    template TEXT NOT NULL,
    producer TEXT NOT NULL,
    marking TEXT NOT NULL,
    received_on TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('stock', 'reserved', 'used', 'spoiled', 'destroyed')),
    card BLOB,
    created_at INTEGER NOT NULL,
    UNIQUE (school, template, marking),
    CHECK ((state IN ('reserved', 'used')) <= (card IS NOT NULL))
);
CREATE INDEX blank_stock ON blank (school, template, state, producer, marking);

CREATE TABLE protocol (
    id BLOB PRIMARY KEY,
    school BLOB NOT NULL REFERENCES school (id),
    number INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('destroyed', 'handed_over')),
    held_on TEXT NOT NULL,
    first_person BLOB NOT NULL REFERENCES person (id),
    first_name TEXT NOT NULL,
    second_person BLOB NOT NULL REFERENCES person (id),
    second_name TEXT NOT NULL,
    created_by BLOB NOT NULL REFERENCES person (id),
    created_at INTEGER NOT NULL,
    UNIQUE (school, number),
    CHECK (first_person <> second_person)
);

CREATE TABLE card (
    id BLOB PRIMARY KEY,
    school BLOB NOT NULL REFERENCES school (id),
    pupil BLOB NOT NULL REFERENCES pupil (id),
    photo BLOB NOT NULL REFERENCES photo (id),
    print_run BLOB NOT NULL REFERENCES print_run (id),
    year INTEGER NOT NULL,
    serial INTEGER NOT NULL,
    template TEXT NOT NULL,
    blank BLOB NOT NULL REFERENCES blank (id),
    portrait BLOB NOT NULL,
    face BLOB NOT NULL,
    issued_on TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('prepared', 'printed', 'issued', 'invalidated', 'returned', 'destroyed', 'handed_over')),
    expires TEXT,
    received_on TEXT,
    receiver TEXT,
    receiver_name TEXT,
    invalid_on TEXT,
    cause TEXT,
    protocol BLOB REFERENCES protocol (id),
    version INTEGER NOT NULL,
    UNIQUE (school, year, serial),
    CHECK ((state IN ('prepared', 'printed', 'issued')) = (invalid_on IS NULL)),
    CHECK ((invalid_on IS NULL) = (cause IS NULL)),
    CHECK ((state IN ('destroyed', 'handed_over')) = (protocol IS NOT NULL)),
    CHECK ((state = 'issued') <= (expires IS NOT NULL AND received_on IS NOT NULL AND receiver IS NOT NULL AND receiver_name IS NOT NULL))
);
CREATE INDEX card_pupil ON card (pupil);
CREATE INDEX card_run ON card (print_run);
CREATE UNIQUE INDEX card_one_living ON card (pupil) WHERE state IN ('prepared', 'printed', 'issued');
CREATE UNIQUE INDEX card_blank ON card (blank);

CREATE TABLE renewal (
    id BLOB PRIMARY KEY,
    school BLOB NOT NULL REFERENCES school (id),
    card BLOB NOT NULL REFERENCES card (id),
    year INTEGER NOT NULL,
    part TEXT NOT NULL CHECK (part IN ('year', 'winter', 'summer')),
    expired TEXT,
    created_by BLOB NOT NULL REFERENCES person (id),
    created_at INTEGER NOT NULL,
    UNIQUE (card, year, part)
);

-- The one phone that shows a pupil's ID, and the code that waits for the next.
CREATE TABLE phone (
    pupil BLOB PRIMARY KEY REFERENCES pupil (id),
    school BLOB NOT NULL REFERENCES school (id),
    code BLOB,
    code_ends_at INTEGER,
    device BLOB,
    name TEXT,
    active_since INTEGER,
    lost_at INTEGER,
    CHECK ((code IS NULL) = (code_ends_at IS NULL)),
    CHECK ((device IS NULL) = (active_since IS NULL)),
    CHECK ((device IS NULL) = (name IS NULL))
);

CREATE TABLE register_entry (
    id BLOB PRIMARY KEY,
    school BLOB NOT NULL REFERENCES school (id),
    ordinal INTEGER NOT NULL,
    card BLOB NOT NULL UNIQUE REFERENCES card (id),
    given TEXT NOT NULL,
    surname TEXT NOT NULL,
    identity BLOB NOT NULL,
    number TEXT NOT NULL,
    marking TEXT NOT NULL,
    producer TEXT NOT NULL,
    received_on TEXT NOT NULL,
    receiver TEXT NOT NULL,
    receiver_name TEXT NOT NULL,
    signature TEXT NOT NULL,
    duplicate_of BLOB REFERENCES register_entry (id),
    exchange_of BLOB REFERENCES register_entry (id),
    school_year INTEGER NOT NULL,
    created_by BLOB NOT NULL REFERENCES person (id),
    created_at INTEGER NOT NULL,
    UNIQUE (school, ordinal)
);

CREATE TABLE annotation (
    id BLOB PRIMARY KEY,
    school BLOB NOT NULL REFERENCES school (id),
    entry BLOB NOT NULL REFERENCES register_entry (id),
    kind TEXT NOT NULL CHECK (kind IN ('invalidated', 'succeeded', 'returned', 'destroyed', 'handed_over')),
    happened_on TEXT NOT NULL,
    cause TEXT,
    number TEXT,
    created_by BLOB NOT NULL REFERENCES person (id),
    created_at INTEGER NOT NULL,
    UNIQUE (entry, kind),
    CHECK ((kind = 'invalidated') = (cause IS NOT NULL))
);

CREATE TABLE application (
    id BLOB PRIMARY KEY,
    school BLOB NOT NULL REFERENCES school (id),
    card BLOB NOT NULL UNIQUE REFERENCES card (id),
    kind TEXT NOT NULL CHECK (kind IN ('duplicate', 'exchange')),
    ground TEXT NOT NULL,
    way TEXT NOT NULL CHECK (way IN ('paper', 'office')),
    applicant TEXT NOT NULL,
    applied_on TEXT NOT NULL,
    fee INTEGER NOT NULL,
    paid_on TEXT,
    declared BOOLEAN NOT NULL,
    successor BLOB UNIQUE REFERENCES card (id),
    created_by BLOB NOT NULL REFERENCES person (id),
    created_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CHECK ((kind = 'exchange') <= (fee = 0)),
    CHECK ((paid_on IS NOT NULL) <= (fee > 0)),
    CHECK (declared <= (kind = 'exchange'))
);

CREATE TABLE objection (
    id BLOB PRIMARY KEY,
    school BLOB NOT NULL REFERENCES school (id),
    pupil BLOB NOT NULL REFERENCES pupil (id),
    scope TEXT NOT NULL CHECK (scope IN ('document', 'photo')),
    declared_on TEXT NOT NULL,
    declared_by TEXT NOT NULL,
    withdrawn_on TEXT,
    withdrawn_by TEXT,
    created_by BLOB NOT NULL REFERENCES person (id),
    created_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CHECK ((withdrawn_on IS NULL) = (withdrawn_by IS NULL))
);
CREATE UNIQUE INDEX one_objection ON objection (pupil) WHERE withdrawn_on IS NULL;

CREATE TABLE state_mobile_id (
    id BLOB PRIMARY KEY,
    school BLOB NOT NULL REFERENCES school (id),
    pupil BLOB NOT NULL REFERENCES pupil (id),
    card BLOB NOT NULL REFERENCES card (id),
    state TEXT NOT NULL CHECK (state IN ('registered_in_sio', 'code_available', 'active', 'invalid', 'reissued')),
    registered_on TEXT NOT NULL,
    code_on TEXT,
    active_on TEXT,
    ended_on TEXT,
    reason TEXT,
    version INTEGER NOT NULL,
    CHECK ((ended_on IS NULL) = (state IN ('registered_in_sio', 'code_available', 'active'))),
    CHECK ((ended_on IS NULL) = (reason IS NULL))
);
CREATE UNIQUE INDEX one_state_mobile_id ON state_mobile_id (pupil) WHERE ended_on IS NULL;

CREATE TABLE sio_task (
    id BLOB PRIMARY KEY,
    school BLOB NOT NULL REFERENCES school (id),
    pupil BLOB NOT NULL REFERENCES pupil (id),
    card BLOB REFERENCES card (id),
    deed TEXT NOT NULL CHECK (deed IN ('issue', 'reissue', 'validity', 'invalidate')),
    reason TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'done', 'dropped')),
    created_at INTEGER NOT NULL,
    done_by BLOB REFERENCES person (id),
    done_at INTEGER,
    CHECK ((state = 'done') = (done_by IS NOT NULL)),
    CHECK ((state = 'done') = (done_at IS NOT NULL))
);
CREATE UNIQUE INDEX one_sio_task ON sio_task (pupil, deed) WHERE state = 'open';

CREATE TABLE message (
    id BLOB PRIMARY KEY,
    school BLOB NOT NULL REFERENCES school (id),
    person BLOB NOT NULL REFERENCES person (id),
    pupil BLOB NOT NULL REFERENCES pupil (id),
    kind TEXT NOT NULL,
    subject BLOB NOT NULL,
    reason TEXT,
    note TEXT,
    created_at INTEGER NOT NULL,
    read_at INTEGER
);
CREATE INDEX message_person ON message (person, id);
CREATE INDEX message_pupil ON message (pupil);

CREATE TABLE export_request (
    id BLOB PRIMARY KEY,
    school BLOB NOT NULL REFERENCES school (id),
    wanted TEXT NOT NULL,
    pupils INTEGER NOT NULL,
    reason TEXT NOT NULL,
    requested_by BLOB NOT NULL REFERENCES person (id),
    requested_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    decided_by BLOB REFERENCES person (id),
    decided_at INTEGER,
    approved BOOLEAN,
    taken_at INTEGER,
    CHECK (decided_by <> requested_by)
);
CREATE INDEX export_request_school ON export_request (school, ends_at);

CREATE TABLE job (
    id BLOB PRIMARY KEY,
    school BLOB,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    due_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    claimed_until INTEGER,
    done_at INTEGER,
    failure TEXT,
    created_at INTEGER NOT NULL
);
CREATE INDEX job_due ON job (due_at) WHERE done_at IS NULL;

CREATE TABLE event (
    id BLOB PRIMARY KEY,
    school BLOB NOT NULL,
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    person BLOB,
    role TEXT NOT NULL,
    verb TEXT NOT NULL,
    subject BLOB NOT NULL,
    particulars TEXT NOT NULL,
    previous BLOB NOT NULL,
    hash BLOB NOT NULL,
    UNIQUE (school, seq)
);
CREATE INDEX event_subject ON event (school, subject);
CREATE INDEX event_person ON event (person, at);

CREATE TABLE chain (
    school BLOB PRIMARY KEY,
    seq INTEGER NOT NULL,
    head BLOB NOT NULL
);

CREATE TABLE done (
    person BLOB NOT NULL,
    key BLOB NOT NULL,
    asked BLOB NOT NULL,
    subject BLOB,
    at INTEGER NOT NULL,
    PRIMARY KEY (person, key)
);
CREATE INDEX done_at ON done (at);

CREATE TABLE sight (
    school BLOB NOT NULL,
    person BLOB NOT NULL,
    pupil BLOB NOT NULL,
    kind TEXT NOT NULL,
    quarter INTEGER NOT NULL,
    PRIMARY KEY (school, person, pupil, kind, quarter)
);

CREATE TABLE erasure (
    id BLOB PRIMARY KEY,
    school BLOB NOT NULL,
    hash BLOB NOT NULL,
    at INTEGER NOT NULL
);

-- Register, ledgers, the school's texts and the audit log only grow.
CREATE TRIGGER register_entry_no_update BEFORE UPDATE ON register_entry BEGIN SELECT RAISE(ABORT, 'register_entry is append-only'); END;
CREATE TRIGGER register_entry_no_delete BEFORE DELETE ON register_entry BEGIN SELECT RAISE(ABORT, 'register_entry is append-only'); END;
CREATE TRIGGER annotation_no_update BEFORE UPDATE ON annotation BEGIN SELECT RAISE(ABORT, 'annotation is append-only'); END;
CREATE TRIGGER annotation_no_delete BEFORE DELETE ON annotation BEGIN SELECT RAISE(ABORT, 'annotation is append-only'); END;
CREATE TRIGGER movement_no_update BEFORE UPDATE ON movement BEGIN SELECT RAISE(ABORT, 'movement is append-only'); END;
CREATE TRIGGER movement_no_delete BEFORE DELETE ON movement BEGIN SELECT RAISE(ABORT, 'movement is append-only'); END;
CREATE TRIGGER event_no_update BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'event is append-only'); END;
CREATE TRIGGER event_no_delete BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'event is append-only'); END;
CREATE TRIGGER school_text_no_update BEFORE UPDATE ON school_text BEGIN SELECT RAISE(ABORT, 'school_text is append-only'); END;
CREATE TRIGGER school_text_no_delete BEFORE DELETE ON school_text BEGIN SELECT RAISE(ABORT, 'school_text is append-only'); END;
