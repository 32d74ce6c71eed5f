namespace Countersign.Kinds;

/// <summary>
/// Identifiers of the parts of a job that is made of several: the job's, <c>~</c> and the part's. A part's kind is given it in place of
/// the job's, so that whatever it names after the job (working copies, keys for idempotence) is of the part alone.
/// </summary>
public static class JobParts
{
    // No job's own identifier has it.
    private const char Separator = '~';

    /// <summary>The identifier of a part.</summary>
    /// <param name="jobId">The job's.</param>
    /// <param name="part">Letters and digits.</param>
    public static string Of(string jobId, string part) => $"{jobId}{Separator}{part}";

    /// <summary>The job, and the part; null for the job as a whole.</summary>
    public static (string JobId, string? Part) Split(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return id.IndexOf(Separator) is var at and >= 0 ? (id[..at], id[(at + 1)..]) : (id, null);
    }
}
