using System.Text.Json;
using Countersign.Server.Ports;
using Countersign.Sqlite;

namespace Countersign.Storage.Sqlite.Jobs;

/// <summary>
/// The SQL of one list. Its text depends on which filters are set, not on their values, so each shape is prepared once.
/// </summary>
internal sealed class JobListStatement
{
    private readonly List<string> _conditions = [];
    private readonly List<SqliteValue> _parameters = [];
    private readonly JobQuery _query;
    private readonly bool _countOnly;
    private readonly JobListForecast? _forecast;

    // With a tag, the order comes from the index of tags; without, from one of jobs.
    private readonly string _place;
    private bool _needsJobs;

    private JobListStatement(JobQuery query, bool countOnly, JobListForecast? forecast = null)
    {
        _query = query;
        _countOnly = countOnly;
        _forecast = forecast;
        _needsJobs = !countOnly || query.Tag is null;
        _place = query.Tag is null ? "j" : "t";
        AddFilters();
    }

    public string Sql { get; private set; } = "";

    public ReadOnlySpan<SqliteValue> Parameters => _parameters.ToArray();

    /// <summary>Selects <c>count(*)</c> of what the filters match.</summary>
    public static JobListStatement Count(JobQuery query)
    {
        var statement = new JobListStatement(query, countOnly: true);
        statement.Sql = $"SELECT count(*) {statement.From()}";
        return statement;
    }

    /// <summary>Selects <c>id, input_apart, record</c> of one page and of the row after it.</summary>
    /// <param name="query">Which page.</param>
    /// <param name="forecast">What is known of the list; null leaves the choice of an index to SQLite.</param>
    public static JobListStatement Page(JobQuery query, JobListForecast? forecast = null)
    {
        var statement = new JobListStatement(query, countOnly: false, forecast);
        statement.AddPlace();
        var direction = query.OldestFirst ? "" : " DESC";
        var limit = statement.Bind(query.Limit + 1L);
        var offset = statement.Bind(query.Cursor is null ? query.Skip : 0);
        statement.Sql =
            $"SELECT j.id, j.input_apart, j.record {statement.From()} "
            + $"ORDER BY {statement._place}.created_at{direction}, {statement._place}.job_id LIMIT {limit} OFFSET {offset}";
        return statement;
    }

    private void AddFilters()
    {
        Equal("t", "tag", _query.Tag);
        if (_forecast?.Scattered is { } scattered)
        {
            AddScattered(scattered.Owners, scattered.Kinds);
            AddPeriod();
            return;
        }

        Equal("j", "kind", _query.Kind);
        Equal("j", "owner", _query.Owner);
        Equal("j", "task_id", _query.TaskId);
        if (_query.OfTasks)
        {
            // A page walks the newest jobs, a count the index of runs.
            OfJobs(_countOnly ? "j.task_id IS NOT NULL" : "+j.task_id IS NOT NULL");
        }

        AddStatuses();
        if (_query.Text is { Length: > 0 } text)
        {
            OfJobs($"instr(j.search, {Bind(SearchText.Fold(text))}) > 0");
        }

        AddPeriod();
    }

    // In the columns' order of the index jobs_took, which is what SQLite has to take here.
    private void AddScattered(IReadOnlyList<string> owners, IReadOnlyList<string> kinds)
    {
        OfJobs("j.took IS NOT NULL");
        OfJobs(AnyOf("j.owner", owners));
        OfJobs(AnyOf("j.kind", kinds));
        OfJobs(AnyOf("j.status", [.. _query.Statuses.Distinct().Select(SnakeCase.NameOf)]));
    }

    private string AnyOf(string column, IReadOnlyList<string> values) =>
        $"{column} IN (SELECT value FROM json_each({Bind(JsonSerializer.Serialize(values))}))";

    private void AddPeriod()
    {
        // Whole milliseconds are stored: after x means after floor(x), and before x means up to floor(x - 1 tick).
        if (_query.CreatedAfter is { } after)
        {
            _conditions.Add($"{_place}.created_at > {Bind(after.ToUnixTimeMilliseconds())}");
        }

        if (_query.CreatedBefore is { } before)
        {
            _conditions.Add($"{_place}.created_at <= {Bind(LastMillisecondBefore(before))}");
        }
    }

    private static long LastMillisecondBefore(DateTimeOffset instant) =>
        instant == DateTimeOffset.MinValue ? long.MinValue : instant.AddTicks(-1).ToUnixTimeMilliseconds();

    private void AddStatuses()
    {
        var names = _query.Statuses.Distinct().Select(SnakeCase.NameOf).ToArray();
        if (names.Length == 1)
        {
            OfJobs($"{Unless("status")}j.status = {Bind(names[0])}");
        }
        else if (names.Length > 1)
        {
            // The plus keeps SQLite from collecting each status and sorting them all: a page walks the newest jobs instead.
            var column = _countOnly ? "j.status" : "+j.status";
            OfJobs(AnyOf(column, names));
        }
    }

    private void AddPlace()
    {
        if (_query.Cursor is not null)
        {
            var cursor = JobCursor.Parse(_query.Cursor, _query.OldestFirst);
            var (instant, id) = (Bind(cursor.CreatedAt), Bind(cursor.JobId));
            var past = _query.OldestFirst ? ">" : "<";
            _conditions.Add($"{_place}.created_at {past}= {instant}");
            _conditions.Add($"({_place}.created_at {past} {instant} OR {_place}.job_id > {id})");
        }
    }

    private void Equal(string table, string column, string? value)
    {
        if (value is not null)
        {
            _conditions.Add($"{Unless(column)}{table}.{column} = {Bind(value)}");
            _needsJobs |= table == "j";
        }
    }

    // A plus before a column keeps SQLite from its index (https://www.sqlite.org/optoverview.html, "Unary + operator").
    private string Unless(string column) => _forecast?.Through is { } through && through != column ? "+" : "";

    private void OfJobs(string condition)
    {
        _conditions.Add(condition);
        _needsJobs = true;
    }

    private string From()
    {
        // CROSS JOIN fixes the order of the loops (https://www.sqlite.org/optoverview.html#crossjoin).
        var tables = (_query.Tag is not null, _needsJobs) switch
        {
            (true, true) => "job_tags t CROSS JOIN jobs j ON j.id = t.job",
            (true, false) => "job_tags t",
            _ => _forecast?.Scattered is null ? "jobs j" : "jobs j INDEXED BY jobs_took",
        };
        return _conditions.Count == 0 ? $"FROM {tables}" : $"FROM {tables} WHERE {string.Join(" AND ", _conditions)}";
    }

    private string Bind(SqliteValue value)
    {
        _parameters.Add(value);
        return $"?{_parameters.Count}";
    }
}
