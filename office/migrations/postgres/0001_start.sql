-- The first schema. Same tables, columns and file name for both engines; a test compares them.
-- Times are whole seconds since 1970 (UTC), civil dates are text YYYY-MM-DD: both sort and compare alike everywhere.

CREATE TABLE installation (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    created_at BIGINT NOT NULL,
    key_check BYTEA NOT NULL,
    recipient TEXT,
    setup_hash BYTEA,
    setup_ends_at BIGINT
);

CREATE TABLE school (
    id UUID PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    rspo TEXT,
    account TEXT,
    logo BYTEA,
    mail_worked_at BIGINT,
    data_key BYTEA NOT NULL,
    form_teachers_review BOOLEAN NOT NULL DEFAULT FALSE,
    check_shows_photo BOOLEAN NOT NULL DEFAULT FALSE,
    source_days BIGINT NOT NULL DEFAULT 30 CHECK (source_days BETWEEN 1 AND 30),
    created_at BIGINT NOT NULL,
    closed_at BIGINT,
    version BIGINT NOT NULL
);

CREATE TABLE head (
    id UUID PRIMARY KEY,
    school UUID NOT NULL REFERENCES school (id),
    given TEXT NOT NULL,
    surname TEXT NOT NULL,
    since TEXT NOT NULL,
    until TEXT
);
CREATE INDEX head_school ON head (school, since);

CREATE TABLE person (
    id UUID PRIMARY KEY,
    given TEXT NOT NULL,
    surname TEXT NOT NULL,
    email TEXT UNIQUE,
    login TEXT UNIQUE,
    password TEXT,
    totp BYTEA,
    totp_step BIGINT NOT NULL DEFAULT 0,
    language TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    closes_at BIGINT,
    forgotten_at BIGINT,
    CHECK ((email IS NULL) <> (login IS NULL))
);

CREATE TABLE membership (
    id UUID PRIMARY KEY,
    school UUID NOT NULL REFERENCES school (id),
    person UUID NOT NULL REFERENCES person (id),
    role TEXT NOT NULL,
    invited_as TEXT,
    state TEXT NOT NULL CHECK (state IN ('invited', 'accepted', 'declined', 'revoked')),
    created_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    UNIQUE (school, person, role)
);
CREATE INDEX membership_person ON membership (person);

CREATE TABLE operator (
    person UUID PRIMARY KEY REFERENCES person (id),
    created_at BIGINT NOT NULL
);

CREATE TABLE access_grant (
    id UUID PRIMARY KEY,
    school UUID NOT NULL REFERENCES school (id),
    person UUID NOT NULL REFERENCES person (id),
    reason TEXT NOT NULL,
    hours BIGINT NOT NULL CHECK (hours BETWEEN 1 AND 24),
    state TEXT NOT NULL CHECK (state IN ('asked', 'granted', 'refused', 'ended')),
    asked_at BIGINT NOT NULL,
    decided_by UUID REFERENCES person (id),
    decided_at BIGINT,
    ends_at BIGINT,
    version BIGINT NOT NULL,
    CHECK ((state = 'granted') <= (decided_by IS NOT NULL AND decided_at IS NOT NULL AND ends_at IS NOT NULL))
);
CREATE INDEX access_grant_school ON access_grant (school, id);
CREATE INDEX access_grant_person ON access_grant (person, school);

CREATE TABLE skipped_step (
    school UUID NOT NULL REFERENCES school (id),
    step TEXT NOT NULL,
    person UUID NOT NULL REFERENCES person (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (school, step)
);

CREATE TABLE school_text (
    school UUID NOT NULL REFERENCES school (id),
    place TEXT NOT NULL,
    language TEXT NOT NULL,
    version BIGINT NOT NULL,
    text TEXT NOT NULL,
    created_by UUID NOT NULL REFERENCES person (id),
    created_at BIGINT NOT NULL,
    PRIMARY KEY (school, place, language, version)
);

CREATE TABLE invitation (
    hash BYTEA PRIMARY KEY,
    school UUID NOT NULL REFERENCES school (id),
    person UUID NOT NULL REFERENCES person (id),
    created_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX invitation_person ON invitation (person);

CREATE TABLE password_reset (
    hash BYTEA PRIMARY KEY,
    person UUID NOT NULL REFERENCES person (id),
    created_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    used_at BIGINT,
    replaced_at BIGINT
);
CREATE INDEX password_reset_person ON password_reset (person);

CREATE TABLE sign_up (
    hash BYTEA PRIMARY KEY,
    browser BYTEA NOT NULL,
    code BYTEA NOT NULL,
    tries BIGINT NOT NULL DEFAULT 0,
    address BYTEA NOT NULL,
    content BYTEA,
    created_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    used_at BIGINT,
    replaced_at BIGINT
);
CREATE INDEX sign_up_browser ON sign_up (browser);
CREATE INDEX sign_up_address ON sign_up (address);

CREATE TABLE session (
    hash BYTEA PRIMARY KEY,
    person UUID NOT NULL REFERENCES person (id),
    second_factor BOOLEAN NOT NULL,
    proven_at BIGINT,
    device TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    place UUID REFERENCES membership (id)
);
CREATE INDEX session_person ON session (person);

CREATE TABLE recovery_code (
    hash BYTEA PRIMARY KEY,
    person UUID NOT NULL REFERENCES person (id),
    made_at BIGINT NOT NULL
);
CREATE INDEX recovery_code_person ON recovery_code (person);

CREATE TABLE passkey (
    id UUID PRIMARY KEY,
    person UUID NOT NULL REFERENCES person (id),
    credential BYTEA NOT NULL UNIQUE,
    algorithm BIGINT NOT NULL,
    public_key BYTEA NOT NULL,
    counter BIGINT NOT NULL,
    name TEXT NOT NULL,
    added_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX passkey_person ON passkey (person);

CREATE TABLE passkey_challenge (
    hash BYTEA PRIMARY KEY,
    session BYTEA NOT NULL,
    purpose TEXT NOT NULL,
    ends_at BIGINT NOT NULL
);

CREATE TABLE attempt (
    subject BYTEA PRIMARY KEY,
    failures BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    next_at BIGINT NOT NULL
);

CREATE TABLE api_token (
    id UUID PRIMARY KEY,
    school UUID NOT NULL REFERENCES school (id),
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    scope TEXT NOT NULL,
    hash BYTEA NOT NULL UNIQUE,
    created_by UUID NOT NULL REFERENCES person (id),
    made_through UUID REFERENCES api_token (id) DEFERRABLE INITIALLY DEFERRED,
    created_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    revoked_at BIGINT,
    used_at BIGINT
);

CREATE TABLE class (
    id UUID PRIMARY KEY,
    school UUID NOT NULL REFERENCES school (id),
    year BIGINT NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    name_order BYTEA NOT NULL,
    form_teacher UUID REFERENCES person (id),
    UNIQUE (school, year, name_key)
);

CREATE TABLE turn (
    id UUID PRIMARY KEY,
    school UUID NOT NULL REFERENCES school (id),
    year BIGINT NOT NULL,
    moves TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX turn_school ON turn (school, id);

CREATE TABLE pupil (
    id UUID PRIMARY KEY,
    school UUID NOT NULL REFERENCES school (id),
    class UUID NOT NULL REFERENCES class (id),
    given TEXT NOT NULL,
    surname TEXT NOT NULL,
    born TEXT NOT NULL,
    pesel BYTEA,
    document BYTEA,
    identity_index BYTEA NOT NULL,
    surname_order BYTEA NOT NULL,
    search TEXT NOT NULL,
    unprintable BOOLEAN NOT NULL,
    ruling BOOLEAN NOT NULL DEFAULT FALSE,
    left_on TEXT,
    created_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    UNIQUE (school, identity_index),
    CHECK ((pesel IS NULL) <> (document IS NULL))
);
CREATE INDEX pupil_order ON pupil (school, surname_order, id);
CREATE INDEX pupil_class ON pupil (class);

CREATE TABLE class_list (
    id UUID PRIMARY KEY,
    school UUID NOT NULL REFERENCES school (id),
    state TEXT NOT NULL CHECK (state IN ('draft', 'applying', 'applied', 'undone')),
    content BYTEA,
    workbook BYTEA,
    undo BYTEA,
    lines BIGINT NOT NULL,
    added BIGINT NOT NULL,
    changed BIGINT NOT NULL,
    left_out BIGINT NOT NULL,
    created_by UUID NOT NULL REFERENCES person (id),
    created_at BIGINT NOT NULL,
    applied_at BIGINT,
    stopped_at BIGINT,
    version BIGINT NOT NULL,
    CHECK ((state IN ('draft', 'applying')) = (content IS NOT NULL)),
    CHECK (workbook IS NULL OR state = 'draft'),
    CHECK ((state IN ('draft', 'applying')) = (applied_at IS NULL))
);
CREATE INDEX class_list_school ON class_list (school, id);

CREATE TABLE class_list_profile (
    school UUID NOT NULL REFERENCES school (id),
    name TEXT NOT NULL,
    mapping BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (school, name)
);

CREATE TABLE saved_view (
    id UUID PRIMARY KEY,
    school UUID NOT NULL REFERENCES school (id),
    person UUID NOT NULL REFERENCES person (id),
    content BYTEA NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX saved_view_person ON saved_view (school, person);

CREATE TABLE guardian (
    id UUID PRIMARY KEY,
    school UUID NOT NULL REFERENCES school (id),
    pupil UUID NOT NULL REFERENCES pupil (id),
    person UUID NOT NULL REFERENCES person (id),
    kind TEXT NOT NULL,
    scope TEXT NOT NULL,
    decided_on TEXT,
    invited_as TEXT,
    state TEXT NOT NULL CHECK (state IN ('invited', 'accepted', 'declined', 'revoked')),
    ended_at BIGINT,
    created_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    UNIQUE (pupil, person),
    CHECK ((scope = 'none') = (decided_on IS NOT NULL))
);
CREATE INDEX guardian_person ON guardian (person);

CREATE TABLE school_access (
    id UUID PRIMARY KEY,
    school UUID NOT NULL REFERENCES school (id),
    pupil UUID NOT NULL REFERENCES pupil (id),
    kind TEXT NOT NULL CHECK (kind IN ('pupil', 'guardian')),
    login TEXT NOT NULL UNIQUE,
    password BYTEA NOT NULL,
    code BYTEA NOT NULL UNIQUE,
    created_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    used_at BIGINT,
    replaced_at BIGINT
);
CREATE INDEX school_access_pupil ON school_access (pupil);

CREATE TABLE file (
    school UUID NOT NULL REFERENCES school (id),
    hash BYTEA NOT NULL,
    kind TEXT NOT NULL,
    size BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (school, hash)
);

CREATE TABLE photo (
    id UUID PRIMARY KEY,
    school UUID NOT NULL REFERENCES school (id),
    pupil UUID NOT NULL REFERENCES pupil (id),
    state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'approved', 'rejected', 'withdrawn', 'superseded', 'removed')),
    clean BYTEA,
    review BYTEA,
    portrait BYTEA,
    width BIGINT NOT NULL,
    height BIGINT NOT NULL,
    crop_cx DOUBLE PRECISION NOT NULL,
    crop_cy DOUBLE PRECISION NOT NULL,
    crop_w DOUBLE PRECISION NOT NULL,
    crop_angle DOUBLE PRECISION NOT NULL,
    advice TEXT NOT NULL,
    declaration TEXT NOT NULL,
    declared_at BIGINT NOT NULL,
    created_by UUID NOT NULL REFERENCES person (id),
    created_at BIGINT NOT NULL,
    submitted_at BIGINT,
    reviewed_by UUID REFERENCES person (id),
    reviewed_at BIGINT,
    reason TEXT,
    note TEXT,
    declared_exception BOOLEAN NOT NULL DEFAULT FALSE,
    family_note BYTEA,
    reframed_at BIGINT,
    superseded_by UUID REFERENCES photo (id) DEFERRABLE INITIALLY DEFERRED,
    source TEXT NOT NULL DEFAULT 'family' CHECK (source IN ('family', 'school', 'photographer')),
    version BIGINT NOT NULL,
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
    id UUID PRIMARY KEY,
    school UUID NOT NULL REFERENCES school (id),
    state TEXT NOT NULL CHECK (state IN ('uploading', 'reading', 'ready', 'refused', 'taking')),
    fault TEXT,
    digest BYTEA,
    mark BYTEA NOT NULL,
    size BIGINT NOT NULL,
    received BIGINT NOT NULL,
    created_by UUID NOT NULL REFERENCES person (id),
    created_at BIGINT NOT NULL,
    taken_by UUID REFERENCES person (id),
    version BIGINT NOT NULL,
    CHECK ((state = 'refused') = (fault IS NOT NULL)),
    CHECK (received <= size)
);
CREATE INDEX photo_pack_school ON photo_pack (school, id);

CREATE TABLE photo_pack_piece (
    school UUID NOT NULL REFERENCES school (id),
    pack UUID NOT NULL REFERENCES photo_pack (id),
    number BIGINT NOT NULL,
    hash BYTEA NOT NULL,
    PRIMARY KEY (pack, number)
);

CREATE TABLE photo_pack_entry (
    school UUID NOT NULL REFERENCES school (id),
    pack UUID NOT NULL REFERENCES photo_pack (id),
    place BIGINT NOT NULL,
    name BYTEA NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('matched', 'unclear', 'unmatched', 'refused', 'discarded', 'chosen', 'taken')),
    fault TEXT,
    candidates TEXT NOT NULL,
    pupil UUID,
    photo UUID,
    PRIMARY KEY (pack, place),
    CHECK ((state = 'refused') = (fault IS NOT NULL)),
    CHECK ((state IN ('matched', 'chosen', 'taken')) <= (pupil IS NOT NULL))
);

CREATE TABLE photo_check (
    school UUID NOT NULL REFERENCES school (id),
    name TEXT NOT NULL,
    strictness TEXT NOT NULL CHECK (strictness IN ('off', 'warn', 'fail')),
    soft DOUBLE PRECISION NOT NULL,
    hard DOUBLE PRECISION,
    PRIMARY KEY (school, name)
);

CREATE TABLE rule_setting (
    school UUID NOT NULL REFERENCES school (id),
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (school, name)
);

CREATE TABLE movement (
    id UUID PRIMARY KEY,
    school UUID NOT NULL REFERENCES school (id),
    seq BIGINT NOT NULL,
    item TEXT NOT NULL,
    from_account TEXT NOT NULL,
    to_account TEXT NOT NULL,
    quantity BIGINT NOT NULL CHECK (quantity > 0),
    document TEXT NOT NULL,
    subject UUID,
    happened_on TEXT NOT NULL,
    created_by UUID NOT NULL REFERENCES person (id),
    created_at BIGINT NOT NULL,
    UNIQUE (school, seq),
    CHECK (from_account <> to_account)
);

CREATE TABLE print_run (
    id UUID PRIMARY KEY,
    school UUID NOT NULL REFERENCES school (id),
    number BIGINT NOT NULL,
    template TEXT NOT NULL,
    layout TEXT NOT NULL,
    issued_on TEXT NOT NULL,
    head TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('prepared', 'printed')),
    sheet BYTEA,
    created_by UUID NOT NULL REFERENCES person (id),
    created_at BIGINT NOT NULL,
    printed_at BIGINT,
    version BIGINT NOT NULL,
    UNIQUE (school, number)
);

CREATE TABLE number_series (
    school UUID NOT NULL REFERENCES school (id),
    year BIGINT NOT NULL,
    last BIGINT NOT NULL,
    PRIMARY KEY (school, year)
);

CREATE TABLE blank (
    id UUID PRIMARY KEY,
    school UUID NOT NULL REFERENCES school (id),
    template TEXT NOT NULL,
    producer TEXT NOT NULL,
    marking TEXT NOT NULL,
    received_on TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('stock', 'reserved', 'used', 'spoiled', 'destroyed')),
    card UUID,
    created_at BIGINT NOT NULL,
    UNIQUE (school, template, marking),
    CHECK ((state IN ('reserved', 'used')) <= (card IS NOT NULL))
);
CREATE INDEX blank_stock ON blank (school, template, state, producer, marking);

CREATE TABLE protocol (
    id UUID PRIMARY KEY,
    school UUID NOT NULL REFERENCES school (id),
    number BIGINT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('destroyed', 'handed_over')),
    held_on TEXT NOT NULL,
    first_person UUID NOT NULL REFERENCES person (id),
    first_name TEXT NOT NULL,
    second_person UUID NOT NULL REFERENCES person (id),
    second_name TEXT NOT NULL,
    created_by UUID NOT NULL REFERENCES person (id),
    created_at BIGINT NOT NULL,
    UNIQUE (school, number),
    CHECK (first_person <> second_person)
);

CREATE TABLE card (
    id UUID PRIMARY KEY,
    school UUID NOT NULL REFERENCES school (id),
    pupil UUID NOT NULL REFERENCES pupil (id),
    photo UUID NOT NULL REFERENCES photo (id),
    print_run UUID NOT NULL REFERENCES print_run (id),
    year BIGINT NOT NULL,
    serial BIGINT NOT NULL,
    template TEXT NOT NULL,
    blank UUID NOT NULL REFERENCES blank (id),
    portrait BYTEA NOT NULL,
    face BYTEA NOT NULL,
    issued_on TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('prepared', 'printed', 'issued', 'invalidated', 'returned', 'destroyed', 'handed_over')),
    expires TEXT,
    received_on TEXT,
    receiver TEXT,
    receiver_name TEXT,
    invalid_on TEXT,
    cause TEXT,
    protocol UUID REFERENCES protocol (id),
    version BIGINT NOT NULL,
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
    id UUID PRIMARY KEY,
    school UUID NOT NULL REFERENCES school (id),
    card UUID NOT NULL REFERENCES card (id),
    year BIGINT NOT NULL,
    part TEXT NOT NULL CHECK (part IN ('year', 'winter', 'summer')),
    expired TEXT,
    created_by UUID NOT NULL REFERENCES person (id),
    created_at BIGINT NOT NULL,
    UNIQUE (card, year, part)
);

-- The one phone that shows a pupil's ID, and the code that waits for the next.
CREATE TABLE phone (
    pupil UUID PRIMARY KEY REFERENCES pupil (id),
    school UUID NOT NULL REFERENCES school (id),
    code BYTEA,
    code_ends_at BIGINT,
    device BYTEA,
    name TEXT,
    active_since BIGINT,
    lost_at BIGINT,
    CHECK ((code IS NULL) = (code_ends_at IS NULL)),
    CHECK ((device IS NULL) = (active_since IS NULL)),
    CHECK ((device IS NULL) = (name IS NULL))
);

CREATE TABLE register_entry (
    id UUID PRIMARY KEY,
    school UUID NOT NULL REFERENCES school (id),
    ordinal BIGINT NOT NULL,
    card UUID NOT NULL UNIQUE REFERENCES card (id),
    given TEXT NOT NULL,
    surname TEXT NOT NULL,
    identity BYTEA NOT NULL,
    number TEXT NOT NULL,
    marking TEXT NOT NULL,
    producer TEXT NOT NULL,
    received_on TEXT NOT NULL,
    receiver TEXT NOT NULL,
    receiver_name TEXT NOT NULL,
    signature TEXT NOT NULL,
    duplicate_of UUID REFERENCES register_entry (id),
    exchange_of UUID REFERENCES register_entry (id),
    school_year BIGINT NOT NULL,
    created_by UUID NOT NULL REFERENCES person (id),
    created_at BIGINT NOT NULL,
    UNIQUE (school, ordinal)
);

CREATE TABLE annotation (
    id UUID PRIMARY KEY,
    school UUID NOT NULL REFERENCES school (id),
    entry UUID NOT NULL REFERENCES register_entry (id),
    kind TEXT NOT NULL CHECK (kind IN ('invalidated', 'succeeded', 'returned', 'destroyed', 'handed_over')),
    happened_on TEXT NOT NULL,
    cause TEXT,
    number TEXT,
    created_by UUID NOT NULL REFERENCES person (id),
    created_at BIGINT NOT NULL,
    UNIQUE (entry, kind),
    CHECK ((kind = 'invalidated') = (cause IS NOT NULL))
);

CREATE TABLE application (
    id UUID PRIMARY KEY,
    school UUID NOT NULL REFERENCES school (id),
    card UUID NOT NULL UNIQUE REFERENCES card (id),
    kind TEXT NOT NULL CHECK (kind IN ('duplicate', 'exchange')),
    ground TEXT NOT NULL,
    way TEXT NOT NULL CHECK (way IN ('paper', 'office')),
    applicant TEXT NOT NULL,
    applied_on TEXT NOT NULL,
    fee BIGINT NOT NULL,
    paid_on TEXT,
    declared BOOLEAN NOT NULL,
    successor UUID UNIQUE REFERENCES card (id),
    created_by UUID NOT NULL REFERENCES person (id),
    created_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    CHECK ((kind = 'exchange') <= (fee = 0)),
    CHECK ((paid_on IS NOT NULL) <= (fee > 0)),
    CHECK (declared <= (kind = 'exchange'))
);

CREATE TABLE objection (
    id UUID PRIMARY KEY,
    school UUID NOT NULL REFERENCES school (id),
    pupil UUID NOT NULL REFERENCES pupil (id),
    scope TEXT NOT NULL CHECK (scope IN ('document', 'photo')),
    declared_on TEXT NOT NULL,
    declared_by TEXT NOT NULL,
    withdrawn_on TEXT,
    withdrawn_by TEXT,
    created_by UUID NOT NULL REFERENCES person (id),
    created_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    CHECK ((withdrawn_on IS NULL) = (withdrawn_by IS NULL))
);
CREATE UNIQUE INDEX one_objection ON objection (pupil) WHERE withdrawn_on IS NULL;

CREATE TABLE state_mobile_id (
    id UUID PRIMARY KEY,
    school UUID NOT NULL REFERENCES school (id),
    pupil UUID NOT NULL REFERENCES pupil (id),
    card UUID NOT NULL REFERENCES card (id),
    state TEXT NOT NULL CHECK (state IN ('registered_in_sio', 'code_available', 'active', 'invalid', 'reissued')),
    registered_on TEXT NOT NULL,
    code_on TEXT,
    active_on TEXT,
    ended_on TEXT,
    reason TEXT,
    version BIGINT NOT NULL,
    CHECK ((ended_on IS NULL) = (state IN ('registered_in_sio', 'code_available', 'active'))),
    CHECK ((ended_on IS NULL) = (reason IS NULL))
);
CREATE UNIQUE INDEX one_state_mobile_id ON state_mobile_id (pupil) WHERE ended_on IS NULL;

CREATE TABLE sio_task (
    id UUID PRIMARY KEY,
    school UUID NOT NULL REFERENCES school (id),
    pupil UUID NOT NULL REFERENCES pupil (id),
    card UUID REFERENCES card (id),
    deed TEXT NOT NULL CHECK (deed IN ('issue', 'reissue', 'validity', 'invalidate')),
    reason TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'done', 'dropped')),
    created_at BIGINT NOT NULL,
    done_by UUID REFERENCES person (id),
    done_at BIGINT,
    CHECK ((state = 'done') = (done_by IS NOT NULL)),
    CHECK ((state = 'done') = (done_at IS NOT NULL))
);
CREATE UNIQUE INDEX one_sio_task ON sio_task (pupil, deed) WHERE state = 'open';

CREATE TABLE message (
    id UUID PRIMARY KEY,
    school UUID NOT NULL REFERENCES school (id),
    person UUID NOT NULL REFERENCES person (id),
    pupil UUID NOT NULL REFERENCES pupil (id),
    kind TEXT NOT NULL,
    subject UUID NOT NULL,
    reason TEXT,
    note TEXT,
    created_at BIGINT NOT NULL,
    read_at BIGINT
);
CREATE INDEX message_person ON message (person, id);
CREATE INDEX message_pupil ON message (pupil);

CREATE TABLE export_request (
    id UUID PRIMARY KEY,
    school UUID NOT NULL REFERENCES school (id),
    wanted TEXT NOT NULL,
    pupils BIGINT NOT NULL,
    reason TEXT NOT NULL,
    requested_by UUID NOT NULL REFERENCES person (id),
    requested_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    decided_by UUID REFERENCES person (id),
    decided_at BIGINT,
    approved BOOLEAN,
    taken_at BIGINT,
    CHECK (decided_by <> requested_by)
);
CREATE INDEX export_request_school ON export_request (school, ends_at);

CREATE TABLE job (
    id UUID PRIMARY KEY,
    school UUID,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    claimed_until BIGINT,
    done_at BIGINT,
    failure TEXT,
    created_at BIGINT NOT NULL
);
CREATE INDEX job_due ON job (due_at) WHERE done_at IS NULL;

CREATE TABLE event (
    id UUID PRIMARY KEY,
    school UUID NOT NULL,
    seq BIGINT NOT NULL,
    at BIGINT NOT NULL,
    person UUID,
    role TEXT NOT NULL,
    verb TEXT NOT NULL,
    subject UUID NOT NULL,
    particulars TEXT NOT NULL,
    previous BYTEA NOT NULL,
    hash BYTEA NOT NULL,
    UNIQUE (school, seq)
);
CREATE INDEX event_subject ON event (school, subject);
CREATE INDEX event_person ON event (person, at);

CREATE TABLE chain (
    school UUID PRIMARY KEY,
    seq BIGINT NOT NULL,
    head BYTEA NOT NULL
);

CREATE TABLE done (
    person UUID NOT NULL,
    key UUID NOT NULL,
    asked UUID NOT NULL,
    subject UUID,
    at BIGINT NOT NULL,
    PRIMARY KEY (person, key)
);
CREATE INDEX done_at ON done (at);

CREATE TABLE sight (
    school UUID NOT NULL,
    person UUID NOT NULL,
    pupil UUID NOT NULL,
    kind TEXT NOT NULL,
    quarter BIGINT NOT NULL,
    PRIMARY KEY (school, person, pupil, kind, quarter)
);

CREATE TABLE erasure (
    id UUID PRIMARY KEY,
    school UUID NOT NULL,
    hash BYTEA NOT NULL,
    at BIGINT NOT NULL
);

-- The second wall: row-level security. Every transaction says for whom it works (store::Scope); a query
-- that forgot its school finds nothing. FORCE binds the owner of the tables too, superusers are refused at start.
CREATE FUNCTION legitka_sees(school UUID) RETURNS BOOLEAN LANGUAGE sql STABLE AS
    $$ SELECT current_setting('legitka.scope', true) = 'system' OR current_setting('legitka.school', true) = school::text $$;
CREATE FUNCTION legitka_is(person UUID) RETURNS BOOLEAN LANGUAGE sql STABLE AS
    $$ SELECT current_setting('legitka.person', true) = person::text $$;

DO $$
DECLARE name TEXT;
BEGIN
    FOREACH name IN ARRAY ARRAY['head', 'membership', 'access_grant', 'skipped_step', 'school_text', 'invitation', 'api_token', 'class', 'turn', 'pupil', 'class_list', 'class_list_profile', 'saved_view', 'guardian', 'school_access', 'file', 'photo', 'photo_pack', 'photo_pack_piece', 'photo_pack_entry', 'photo_check', 'rule_setting',
        'movement', 'print_run', 'number_series', 'blank', 'protocol', 'card', 'renewal', 'phone', 'register_entry', 'annotation', 'application', 'objection', 'state_mobile_id', 'sio_task', 'message', 'export_request', 'event', 'chain', 'sight', 'erasure']
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format('CREATE POLICY own_school ON %I USING (legitka_sees(school)) WITH CHECK (legitka_sees(school))', name);
    END LOOP;
    ALTER TABLE school ENABLE ROW LEVEL SECURITY;
    ALTER TABLE school FORCE ROW LEVEL SECURITY;
    CREATE POLICY own_school ON school USING (legitka_sees(id)) WITH CHECK (legitka_sees(id));
    -- A person looks for their own places before a school is chosen.
    FOREACH name IN ARRAY ARRAY['membership', 'guardian', 'message', 'invitation']
    LOOP
        EXECUTE format('CREATE POLICY own_person ON %I FOR SELECT USING (legitka_is(person))', name);
    END LOOP;
    -- A parent's link ends with the birthday of the pupil, so its day of birth is looked at with the link.
    CREATE POLICY own_person ON pupil FOR SELECT USING (
        EXISTS (SELECT 1 FROM guardian g WHERE g.pupil = pupil.id AND legitka_is(g.person)));
    CREATE POLICY own_person ON school FOR SELECT USING (
        EXISTS (SELECT 1 FROM membership m WHERE m.school = school.id AND legitka_is(m.person))
        OR EXISTS (SELECT 1 FROM guardian g WHERE g.school = school.id AND legitka_is(g.person)));
    -- Whoever runs the installation sees which schools there are and what they asked of them, and nothing of theirs.
    CREATE POLICY of_operator ON school FOR SELECT USING (current_setting('legitka.scope', true) = 'operator');
    CREATE POLICY of_operator ON access_grant FOR SELECT USING (legitka_is(person));
    -- A family sees who may look into its children's schools.
    CREATE POLICY own_person ON access_grant FOR SELECT USING (
        EXISTS (SELECT 1 FROM guardian g WHERE g.school = access_grant.school AND legitka_is(g.person)));
END $$;

-- Register, ledgers, the school's texts and the audit log only grow.
CREATE FUNCTION legitka_append_only() RETURNS TRIGGER LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;
CREATE TRIGGER register_entry_append_only BEFORE UPDATE OR DELETE ON register_entry FOR EACH ROW EXECUTE FUNCTION legitka_append_only();
CREATE TRIGGER annotation_append_only BEFORE UPDATE OR DELETE ON annotation FOR EACH ROW EXECUTE FUNCTION legitka_append_only();
CREATE TRIGGER movement_append_only BEFORE UPDATE OR DELETE ON movement FOR EACH ROW EXECUTE FUNCTION legitka_append_only();
CREATE TRIGGER event_append_only BEFORE UPDATE OR DELETE ON event FOR EACH ROW EXECUTE FUNCTION legitka_append_only();
CREATE TRIGGER school_text_append_only BEFORE UPDATE OR DELETE ON school_text FOR EACH ROW EXECUTE FUNCTION legitka_append_only();
