namespace Countersign.Server;

/// <summary>The bounds of requests and of work; section <c>Limits</c>. Rates hold for each process of the service.</summary>
public sealed class LimitsOptions
{
    /// <summary>The largest JSON body in bytes. Default 1 MiB.</summary>
    public long MaxBodyBytes { get; set; } = 1L << 20;

    /// <summary>The largest upload in bytes. Default 1 GiB.</summary>
    public long MaxUploadBytes { get; set; } = 1L << 30;

    /// <summary>The largest file that a step may save, in bytes. Default 256 MiB.</summary>
    public long MaxArtifactBytes { get; set; } = 1L << 28;

    /// <summary>
    /// How many jobs a user may create in a minute; 0 for any number. Repeats and refused requests do not count. Default 10, and any
    /// number while nobody but the person at the machine is answered.
    /// </summary>
    public int? SubmitPerMinute { get; set; }

    /// <summary>
    /// How many requests a user may make in a minute; 0 for any number. Default 120,000, which stops runaway programs alone, and any
    /// number while nobody but the person at the machine is answered.
    /// </summary>
    public int? RequestsPerMinute { get; set; }

    /// <summary>How many keys and tokens that are not taken may come from one address in a minute; 0 for any number. Default 60.</summary>
    public int FailedAuthenticationsPerMinute { get; set; } = 60;

    /// <summary>How many jobs are executed at once; waiting for approval does not count. Default 8 for each processor.</summary>
    public int MaxConcurrentJobs { get; set; } = 8 * Environment.ProcessorCount;

    /// <summary>
    /// How many of them may be of one user. Default half of <see cref="MaxConcurrentJobs"/>, and all while nobody but the person at the
    /// machine is answered.
    /// </summary>
    public int? MaxConcurrentPerUser { get; set; }
}
