using System.Globalization;

namespace Countersign.Storage.Azure.Keys;

/// <summary>The row keys within a job's partition; part of the store's format.</summary>
internal static class JobRows
{
    public const string Job = "job";
    public const string Input = "job-input";
    public const string Analysis = "analysis";
    public const string Result = "result";

    /// <summary>Behind every row of events.</summary>
    public const string EventsEnd = "events.";

    /// <summary>The row that ends with this event.</summary>
    public static string Events(long lastSeq) => string.Create(CultureInfo.InvariantCulture, $"events-{lastSeq:D19}");

    /// <summary>Before and behind every row of the audit chain: '.' follows '-'.</summary>
    public const string AuditStart = "audit-";

    public const string AuditEnd = "audit.";

    /// <summary>The row that ends with this row of the audit chain.</summary>
    public static string Audit(long lastSeq) => string.Create(CultureInfo.InvariantCulture, $"{AuditStart}{lastSeq:D19}");

    /// <summary>The number in <see cref="Audit"/>.</summary>
    public static long AuditSeq(string row) => long.Parse(row.AsSpan(AuditStart.Length), NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>Before and behind every row of artifacts: '.' follows '-'.</summary>
    public const string ArtifactsStart = "artifacts-";

    public const string ArtifactsEnd = "artifacts.";

    /// <summary>The row whose last artifact is the job's so-manieth.</summary>
    public static string Artifacts(int count) => string.Create(CultureInfo.InvariantCulture, $"{ArtifactsStart}{count:D10}");

    /// <summary>Before and behind every row of figures: '.' follows '-'.</summary>
    public const string MetricsStart = "metrics-";

    public const string MetricsEnd = "metrics.";

    /// <summary>The row whose first figure is the job's so-manieth.</summary>
    public static string Metrics(int first) => string.Create(CultureInfo.InvariantCulture, $"{MetricsStart}{first:D10}");

    public static string Plan(int version) => string.Create(CultureInfo.InvariantCulture, $"plan-{version:D10}");

    public static string Decision(int version) => string.Create(CultureInfo.InvariantCulture, $"decision-{version:D10}");

    public static string Step(int version, string stepId) => $"{StepsOf(version)}-{KeyText.Encode(stepId)}";

    /// <summary>Behind every row of the version's steps: '.' follows '-'.</summary>
    public static string StepsEnd(int version) => $"{StepsOf(version)}.";

    public static string StepsOf(int version) => string.Create(CultureInfo.InvariantCulture, $"step-{version:D10}");
}
