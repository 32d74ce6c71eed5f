using System.Globalization;
using Countersign.Server.Ports;

namespace Countersign.Storage.Azure.Audit;

/// <summary>A place in the list of all audit rows: first the host's, then the jobs'.</summary>
/// <param name="JobId">The job of the last row; null while the host's rows are listed.</param>
/// <param name="Row">The key of the last row.</param>
/// <param name="HostSeq">The number of the last of the host's rows.</param>
internal sealed record AuditCursor(string? JobId, string Row, long HostSeq = 0)
{
    private const string HostPrefix = "host:";
    private const string JobPrefix = "job:";

    public AuditCursor(long hostSeq)
        : this(null, "", hostSeq)
    {
    }

    /// <summary>Before the first job.</summary>
    public static AuditCursor Jobs { get; } = new("", "");

    /// <exception cref="InvalidCursorException">The text is no such place.</exception>
    public static AuditCursor Parse(string? text)
    {
        if (text is null)
        {
            return new AuditCursor(0);
        }

        if (text.StartsWith(HostPrefix, StringComparison.Ordinal)
            && long.TryParse(text.AsSpan(HostPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var seq))
        {
            return new AuditCursor(seq);
        }

        // Neither a job's identifier nor a row's key has a colon.
        return text.StartsWith(JobPrefix, StringComparison.Ordinal) && text[JobPrefix.Length..].Split(':') is [var jobId, var row]
            ? new AuditCursor(jobId, row)
            : throw new InvalidCursorException();
    }

    public override string ToString() => JobId is null
        ? string.Create(CultureInfo.InvariantCulture, $"{HostPrefix}{HostSeq}")
        : $"{JobPrefix}{JobId}:{Row}";
}
