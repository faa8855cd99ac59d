-- A device is known by its name; what it sends, by (device, stream, seq). A stream is one spool folder of a device.
create table devices (
    id int generated always as identity primary key,
    name text not null unique,
    token_sha256 bytea unique,
    added timestamptz not null default now(),
    revoked timestamptz,
    erased timestamptz,
    has_erased_answers boolean not null default false
);

-- What changes with every batch, apart from what is looked up with every request. Its row is the lock that batches of one device take.
create table activity (
    device int primary key,
    last_seen timestamptz not null default now(),
    records bigint not null default 0,
    bytes bigint not null default 0
);

create table streams (
    id int generated always as identity unique,
    device int not null,
    spool text not null,
    boot bigint not null,
    primary key (device, spool)
);

-- The numbers that are stored, as runs that do not touch. durable_through is the end of one.
create table ranges (
    device int not null,
    stream int not null,
    first bigint not null,
    last bigint not null,
    primary key (device, stream, first)
);

-- What was taken, to know a repeat without comparing its records. Rows may be deleted once a device cannot repeat them any more.
create table batches (
    device int not null,
    stream int not null,
    first bigint not null,
    last bigint not null,
    boot bigint not null,
    sha256 bytea not null,
    lines int not null,
    received timestamptz not null default now(),
    primary key (device, stream, first, last)
);

-- kind: 1 reward, 2 trace, 3 picture, 4 event, 5 safety_event, 6 gap. source: 1 truth, 2 user, 3 self_check, 4 rule.
-- asked: with its question. corrected: with a better plan. lost: of a gap, how many.
-- body is the record as it came, byte for byte; a picture's data is in the picture store instead. Cast it to json to look inside.
-- No other table refers to a row here, and every unique key begins with the device: partitions can be moved and added.
create table records (
    device int not null,
    stream int not null,
    seq bigint not null,
    boot bigint not null,
    kind smallint not null,
    received timestamptz not null default now(),
    answer text,
    user_name text,
    consent text,
    planner text,
    source smallint,
    reward double precision,
    asked boolean not null default false,
    corrected boolean not null default false,
    lost bigint,
    picture bytea,
    body text not null,
    primary key (device, stream, seq)
) partition by hash (device);

do $$
begin
    for i in 0..7 loop
        execute format('create table records_%s partition of records for values with (modulus 8, remainder %s)', i, i);
    end loop;
end $$;

create index records_answer on records (device, answer) where answer is not null;
create index records_user on records (user_name) where user_name is not null;
create index records_picture on records (picture) where picture is not null;
create index records_received on records using brin (received);
create index records_gap on records (received) include (lost) where kind = 6;
create index records_lost on records (device) include (lost) where kind = 6;

-- Counted as records come in, so that no page has to read them all. One row a device, so that devices do not wait for each other.
create table tallies (
    device int not null,
    planner text not null,
    source smallint not null,
    rewards bigint not null,
    total double precision not null,
    primary key (device, planner, source)
);

-- settled: a record refers to it. What is not settled is looked at by the sweep and, without a record, deleted from the picture store.
create table pictures (
    sha256 bytea primary key,
    bytes int not null,
    media_type text not null,
    settled boolean not null default false,
    touched timestamptz not null default now()
);
create index pictures_loose on pictures (touched) where not settled;

create table consents (
    version text primary key,
    training boolean not null,
    decided timestamptz not null default now()
);

create table erased_users (
    name text primary key,
    erased timestamptz not null default now()
);

-- Answers to users who are erased: what arrives later about one of them names no user.
create table erased_answers (
    device int not null,
    answer text not null,
    primary key (device, answer)
);

create table alarms (
    device int not null,
    spool text not null,
    first bigint not null,
    last bigint not null,
    kind text not null,
    detail text not null,
    raised timestamptz not null default now(),
    repeated timestamptz not null default now(),
    times int not null default 1,
    primary key (device, spool, first, last, kind)
);
create index alarms_repeated on alarms (repeated);
