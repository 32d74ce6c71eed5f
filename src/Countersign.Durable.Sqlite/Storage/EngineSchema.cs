namespace Countersign.Durable.Sqlite.Storage;

/// <summary>The engine's tables. Migrations are appended to, never edited.</summary>
internal static class EngineSchema
{
    public const string Component = "durable";

    // History is clustered by instance and holds one row per turn, numbered by the turn's first event: an append touches
    // one page, a replay reads one range. An instance is active while a restart has something to do for it at once;
    // a waiting instance is not, which is why starting costs nothing for it.
    public static readonly IReadOnlyList<string> Migrations =
    [
        """
        CREATE TABLE durable_instances (
            key INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            generation INTEGER NOT NULL,
            status INTEGER NOT NULL,
            active INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            input TEXT,
            output TEXT,
            custom_status TEXT,
            failure TEXT,
            parent_id TEXT,
            parent_generation INTEGER,
            parent_task INTEGER
        );
        CREATE INDEX durable_instances_active ON durable_instances (key) WHERE active = 1;
        CREATE INDEX durable_instances_status ON durable_instances (status, created_at);

        CREATE TABLE durable_history (
            instance INTEGER NOT NULL,
            seq INTEGER NOT NULL,
            events BLOB NOT NULL,
            PRIMARY KEY (instance, seq)
        ) WITHOUT ROWID;

        CREATE TABLE durable_timers (
            instance INTEGER NOT NULL,
            task INTEGER NOT NULL,
            due INTEGER NOT NULL,
            PRIMARY KEY (instance, task)
        ) WITHOUT ROWID;
        CREATE INDEX durable_timers_due ON durable_timers (due);

        CREATE TABLE durable_inbox (
            seq INTEGER PRIMARY KEY,
            instance INTEGER NOT NULL,
            generation INTEGER,
            events BLOB NOT NULL
        );
        CREATE INDEX durable_inbox_instance ON durable_inbox (instance);
        """,
        "ALTER TABLE durable_instances ADD COLUMN version TEXT NOT NULL DEFAULT ''",
    ];
}
