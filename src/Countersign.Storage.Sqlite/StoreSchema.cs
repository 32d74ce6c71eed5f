using Countersign.Sqlite;

namespace Countersign.Storage.Sqlite;

/// <summary>The store's tables, as the list of steps that led to them.</summary>
/// <remarks>
/// Instants are milliseconds since 1970, the precision that the contracts write. Values that may be large stand in tables
/// with a rowid, because wide rows make a WITHOUT ROWID tree deep (https://www.sqlite.org/withoutrowid.html). Other tables
/// name a job by <c>jobs.id</c>: one integer instead of up to 100 characters in every event. The file is never to be vacuumed: that may
/// number the rows of <c>job_events</c> anew, whose numbers clients hold as cursors (https://www.sqlite.org/lang_vacuum.html).
/// </remarks>
internal static class StoreSchema
{
    private const string Component = "store";

    private static readonly string[] Migrations = [Version1, Version2, Version3, Version4, Version5, Version6, Version7, Version8];

    // The wide column comes last: SQLite then reads the others without following its overflow pages.
    private const string Version1 = """
        CREATE TABLE jobs (
            id INTEGER PRIMARY KEY,
            job_id TEXT NOT NULL UNIQUE,
            created_at INTEGER NOT NULL,
            status TEXT NOT NULL,
            kind TEXT NOT NULL,
            owner TEXT NOT NULL,
            task_id TEXT,
            search TEXT NOT NULL,
            wake_up TEXT,
            last_seq INTEGER NOT NULL,
            input_apart INTEGER NOT NULL,
            record BLOB NOT NULL);
        CREATE INDEX jobs_newest ON jobs (created_at DESC, job_id);
        CREATE INDEX jobs_by_status ON jobs (status, created_at DESC, job_id);
        CREATE INDEX jobs_by_kind ON jobs (kind, created_at DESC, job_id);
        CREATE INDEX jobs_by_owner ON jobs (owner, created_at DESC, job_id);
        CREATE INDEX jobs_by_task ON jobs (task_id, created_at DESC, job_id) WHERE task_id IS NOT NULL;
        CREATE INDEX jobs_owed ON jobs (created_at, job_id) WHERE wake_up IS NOT NULL;

        CREATE TABLE job_tags (
            tag TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            job_id TEXT NOT NULL,
            job INTEGER NOT NULL,
            PRIMARY KEY (tag, created_at DESC, job_id)) WITHOUT ROWID;

        CREATE TABLE job_events (
            job INTEGER NOT NULL,
            seq INTEGER NOT NULL,
            type TEXT NOT NULL,
            event BLOB NOT NULL,
            UNIQUE (job, seq));

        CREATE TABLE job_plans (
            job INTEGER NOT NULL,
            version INTEGER NOT NULL,
            content BLOB NOT NULL,
            PRIMARY KEY (job, version));

        CREATE TABLE job_decisions (
            job INTEGER NOT NULL,
            plan_version INTEGER NOT NULL,
            content BLOB NOT NULL,
            PRIMARY KEY (job, plan_version)) WITHOUT ROWID;

        CREATE TABLE job_steps (
            job INTEGER NOT NULL,
            plan_version INTEGER NOT NULL,
            step_id TEXT NOT NULL,
            content BLOB NOT NULL,
            PRIMARY KEY (job, plan_version, step_id));

        CREATE TABLE job_documents (
            job INTEGER NOT NULL,
            name TEXT NOT NULL,
            content BLOB NOT NULL,
            PRIMARY KEY (job, name));

        CREATE TABLE uploads (
            upload_id TEXT PRIMARY KEY,
            name TEXT NOT NULL,
            owner TEXT NOT NULL,
            size INTEGER NOT NULL,
            sha256 TEXT NOT NULL,
            created_at INTEGER NOT NULL) WITHOUT ROWID;
        """;

    private const string Version2 = """
        CREATE TABLE audit (
            id INTEGER PRIMARY KEY,
            job INTEGER NOT NULL,
            seq INTEGER NOT NULL,
            content BLOB NOT NULL,
            UNIQUE (job, seq));
        """;

    // The index tells owner and status of a task's runs as well, so that counting them reads nothing else.
    private const string Version3 = """
        DROP INDEX jobs_by_task;
        CREATE INDEX jobs_by_task ON jobs (task_id, created_at DESC, job_id, owner, status) WHERE task_id IS NOT NULL;

        CREATE TABLE definitions (
            sort TEXT NOT NULL,
            definition_id TEXT NOT NULL,
            owner TEXT NOT NULL,
            name TEXT NOT NULL,
            label TEXT,
            search TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            content BLOB NOT NULL,
            UNIQUE (sort, definition_id));
        CREATE INDEX definitions_newest ON definitions (sort, created_at DESC, definition_id);
        CREATE INDEX definitions_by_owner ON definitions (sort, owner, created_at DESC, definition_id);
        """;

    private const string Version4 = """
        CREATE TABLE job_artifacts (
            id INTEGER PRIMARY KEY,
            content_id TEXT NOT NULL UNIQUE,
            job INTEGER NOT NULL,
            plan_version INTEGER NOT NULL,
            step_id TEXT NOT NULL,
            attempt INTEGER NOT NULL,
            name TEXT NOT NULL,
            content_type TEXT NOT NULL,
            size INTEGER NOT NULL,
            sha256 TEXT NOT NULL,
            UNIQUE (job, plan_version, step_id, attempt, name));
        """;

    private const string Version5 = """
        ALTER TABLE definitions ADD COLUMN due_at INTEGER;
        CREATE INDEX definitions_due ON definitions (sort, due_at, definition_id) WHERE due_at IS NOT NULL;
        """;

    // How long a job took, in milliseconds; -1 when it ended before it began, null before its end. An entry is written once in a
    // job's life, and the counts of all jobs are read from this index alone.
    private const string Version6 = """
        ALTER TABLE jobs ADD COLUMN took INTEGER;
        UPDATE jobs SET took = coalesce(
            CAST(round(1000 * (
                unixepoch(json_extract(CAST(record AS TEXT), '$.job.completed_at'), 'subsec')
                - unixepoch(json_extract(CAST(record AS TEXT), '$.job.started_at'), 'subsec'))) AS INTEGER),
            -1) WHERE status NOT IN ('pending', 'running', 'awaiting_approval', 'paused');
        CREATE INDEX jobs_took ON jobs (owner, kind, status, took) WHERE took IS NOT NULL;
        """;

    // A search for text goes through every job's, and finds it here without reading the jobs.
    private const string Version7 = """
        DROP INDEX jobs_newest;
        CREATE INDEX jobs_newest ON jobs (created_at DESC, job_id, search);
        """;

    // Jobs are found by the uploads that their inputs name, as if those were tags: JobLabels says how they are written.
    private const string Version8 = """
        INSERT OR IGNORE INTO job_tags (tag, created_at, job_id, job)
            SELECT char(10) || 'upload' || char(10) || named.atom, j.created_at, j.job_id, j.id
            FROM jobs j CROSS JOIN json_tree(CAST(j.record AS TEXT), '$.job.input') named
            WHERE named.key = 'upload_id' AND named.type = 'text';
        INSERT OR IGNORE INTO job_tags (tag, created_at, job_id, job)
            SELECT char(10) || 'upload' || char(10) || named.atom, j.created_at, j.job_id, j.id
            FROM jobs j JOIN job_documents d ON d.job = j.id AND d.name = 'input' CROSS JOIN json_tree(CAST(d.content AS TEXT)) named
            WHERE named.key = 'upload_id' AND named.type = 'text';
        """;

    public static void Apply(SqliteSession session) => SqliteSchema.Apply(session, Component, Migrations);
}
