using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Countersign.Contracts.Jobs;

namespace Countersign.Server.Metrics;

/// <summary>A place in a list of figures: behind one figure of one job. It stays right whatever jobs come and go.</summary>
/// <param name="CreatedAt">When the job was created, in milliseconds since 1970.</param>
/// <param name="JobId">The job.</param>
/// <param name="Number">The figure's number; <see cref="WholeJob"/> for the job's last.</param>
internal sealed record MetricCursor(long CreatedAt, string JobId, int Number)
{
    public const int WholeJob = int.MaxValue;

    public static MetricCursor Behind(Job job, int number) => new(job.CreatedAt.ToUnixTimeMilliseconds(), job.JobId, number);

    /// <summary>Whether the list, which is newest first and then in the order of identifiers, has the job before this place's job.</summary>
    public bool IsPast(Job job) => job.CreatedAt.ToUnixTimeMilliseconds() is var created
        && (created > CreatedAt || (created == CreatedAt && string.CompareOrdinal(job.JobId, JobId) < 0));

    /// <summary>Null for a text that <see cref="ToString"/> does not make.</summary>
    public static MetricCursor? Parse(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (!Base64Url.IsValid(bytes) || Encoding.UTF8.GetString(Base64Url.DecodeFromUtf8(bytes)).Split(' ') is not [var created, var jobId, var number])
        {
            return null;
        }

        return long.TryParse(created, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var milliseconds)
            && milliseconds >= DateTimeOffset.MinValue.ToUnixTimeMilliseconds() && milliseconds < DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            && JobIds.IsValid(jobId)
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            ? new MetricCursor(milliseconds, jobId, last)
            : null;
    }

    public override string ToString() =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{CreatedAt} {JobId} {Number}")));
}
