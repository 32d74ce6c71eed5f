using System.Globalization;

namespace Countersign.Storage.Azure.Index;

/// <summary>Row keys of the index: rows come in the order of their keys, so the key says when a job was created.</summary>
/// <remarks>
/// <c>{milliseconds}!{job id}!{mark}</c>. Newest first counts the milliseconds down from the last instant there is
/// (https://learn.microsoft.com/azure/storage/tables/table-storage-design-patterns#log-tail-pattern). '!' sorts before
/// every character of an identifier, so that "a" comes before "a-b".
/// </remarks>
internal static class RowOrder
{
    /// <summary>Behind every row of a job: '~' follows the digits of marks.</summary>
    private const string AnyMark = "~";

    private static readonly long Last = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();
    private static readonly long First = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();

    public static string NewestFirst(DateTimeOffset createdAt, string jobId, string mark) =>
        $"{From(createdAt.ToUnixTimeMilliseconds())}!{jobId}!{mark}";

    public static string OldestFirst(DateTimeOffset createdAt, string jobId, string mark) =>
        string.Create(CultureInfo.InvariantCulture, $"{createdAt.ToUnixTimeMilliseconds() - First:D15}!{jobId}!{mark}");

    /// <summary>Newest first: the least key of jobs created at the millisecond or before; the bound of those created later.</summary>
    public static string From(long milliseconds) => string.Create(CultureInfo.InvariantCulture, $"{Last - milliseconds:D15}");

    /// <summary>Newest first: behind every row of the job.</summary>
    public static string Behind(long milliseconds, string jobId) => $"{From(milliseconds)}!{jobId}!{AnyMark}";

    /// <summary>The last whole millisecond before an instant.</summary>
    public static long LastMillisecondBefore(DateTimeOffset instant) =>
        instant == DateTimeOffset.MinValue ? First - 1 : instant.AddTicks(-1).ToUnixTimeMilliseconds();

    public static string JobIdOf(string row) => row.Split('!')[1];

    /// <summary>What rows of one job in one partition have alike.</summary>
    public static ReadOnlySpan<char> WithoutMark(string row) => row.AsSpan(0, row.LastIndexOf('!'));

    /// <summary>Of a key that is newest first.</summary>
    public static long MillisecondsOf(string row) =>
        Last - long.Parse(row.AsSpan(0, row.IndexOf('!', StringComparison.Ordinal)), CultureInfo.InvariantCulture);
}
