using Countersign.Server.Ports;
using Countersign.Sqlite;

namespace Countersign.Storage.Sqlite.Definitions;

/// <summary>The table <c>definitions</c>.</summary>
internal static class DefinitionTable
{
    private const string Columns = "sort, definition_id, owner, name, label, created_at, updated_at, due_at, content";

    /// <summary>Adds the definition; false when its identifier is taken.</summary>
    public static bool TryInsert(SqliteSession session, DefinitionRecord definition) => session.Execute(
        $"INSERT INTO definitions ({Columns}, search) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT (sort, definition_id) DO NOTHING",
        definition.Sort,
        definition.Id,
        definition.Owner,
        definition.Name,
        definition.Label,
        definition.CreatedAt.ToUnixTimeMilliseconds(),
        definition.UpdatedAt.ToUnixTimeMilliseconds(),
        definition.DueAt?.ToUnixTimeMilliseconds(),
        StoredJson.WriteDocument(definition.Content),
        SearchText.Of(definition)) == 1;

    public static void Replace(SqliteSession session, DefinitionRecord definition) => session.Execute(
        "UPDATE definitions SET name = ?3, label = ?4, updated_at = ?5, due_at = ?6, content = ?7, search = ?8 WHERE sort = ?1 AND definition_id = ?2",
        definition.Sort,
        definition.Id,
        definition.Name,
        definition.Label,
        definition.UpdatedAt.ToUnixTimeMilliseconds(),
        definition.DueAt?.ToUnixTimeMilliseconds(),
        StoredJson.WriteDocument(definition.Content),
        SearchText.Of(definition));

    public static bool Delete(SqliteSession session, string sort, string id) =>
        session.Execute("DELETE FROM definitions WHERE sort = ?1 AND definition_id = ?2", sort, id) == 1;

    public static DefinitionRecord? Find(SqliteSession session, string sort, string id)
    {
        using var rows = session.Query($"SELECT {Columns} FROM definitions WHERE sort = ?1 AND definition_id = ?2", sort, id);
        return rows.Read() ? Read(rows) : null;
    }

    public static IReadOnlyList<DefinitionRecord> ListDue(SqliteSession session, string sort, int limit) => ReadAll(
        session,
        $"SELECT {Columns} FROM definitions WHERE sort = ?1 AND due_at IS NOT NULL ORDER BY due_at, definition_id LIMIT ?2",
        [sort, limit]);

    public static DefinitionPage List(SqliteSession session, DefinitionQuery query)
    {
        var conditions = new List<string>();
        var parameters = new List<SqliteValue>();
        Add($"sort = {Bind(query.Sort)}");
        if (query.Owner is { } owner)
        {
            Add($"owner = {Bind(owner)}");
        }

        if (query.Label is { } label)
        {
            Add($"label = {Bind(label)}");
        }

        if (query.Text is { Length: > 0 } text)
        {
            Add($"instr(search, {Bind(SearchText.Fold(text))}) > 0");
        }

        var from = $"FROM definitions WHERE {string.Join(" AND ", conditions)}";
        var total = Count(session, $"SELECT count(*) {from}", [.. parameters]);
        var order = $"ORDER BY created_at DESC, definition_id LIMIT {Bind(query.Limit)} OFFSET {Bind(query.Skip)}";
        return new DefinitionPage(ReadAll(session, $"SELECT {Columns} {from} {order}", [.. parameters]), total);

        void Add(string condition) => conditions.Add(condition);

        string Bind(SqliteValue value)
        {
            parameters.Add(value);
            return $"?{parameters.Count}";
        }
    }

    private static long Count(SqliteSession session, string sql, SqliteValue[] parameters)
    {
        using var rows = session.Query(sql, parameters);
        return rows.Read() ? rows.GetInt64(0) : 0;
    }

    private static List<DefinitionRecord> ReadAll(SqliteSession session, string sql, SqliteValue[] parameters)
    {
        var records = new List<DefinitionRecord>();
        using var rows = session.Query(sql, parameters);
        while (rows.Read())
        {
            records.Add(Read(rows));
        }

        return records;
    }

    private static DefinitionRecord Read(SqliteRows rows) => new()
    {
        Sort = rows.GetString(0),
        Id = rows.GetString(1),
        Owner = rows.GetString(2),
        Name = rows.GetString(3),
        Label = rows.GetStringOrNull(4),
        CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(5)),
        UpdatedAt = DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(6)),
        DueAt = rows.IsNull(7) ? null : DateTimeOffset.FromUnixTimeMilliseconds(rows.GetInt64(7)),
        Content = StoredJson.ReadDocument(rows.GetSpan(8)),
    };
}
