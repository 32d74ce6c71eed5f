using Countersign.Server.Access;

namespace Countersign.Server.Limits;

/// <summary>The limits that hold, with what is not configured filled in for whom this host answers.</summary>
public sealed class EffectiveLimits
{
    private const int DefaultSubmitPerMinute = 10;
    private const int DefaultRequestsPerMinute = 120_000;

    public EffectiveLimits(LimitsOptions options, ICallerSource callers)
    {
        // One person at their own machine: nobody is to be protected from them.
        var isLocal = callers is LocalCallerSource;
        SubmitPerMinute = OrNone(options.SubmitPerMinute, isLocal ? 0 : DefaultSubmitPerMinute);
        RequestsPerMinute = OrNone(options.RequestsPerMinute, isLocal ? 0 : DefaultRequestsPerMinute);
        LimitsEndpoints = !isLocal;
        MaxConcurrentJobs = options.MaxConcurrentJobs;
        MaxConcurrentPerUser = options.MaxConcurrentPerUser ?? (isLocal ? MaxConcurrentJobs : Math.Max(1, MaxConcurrentJobs / 2));
    }

    /// <summary>Creations of a user; null for no limit.</summary>
    public int? SubmitPerMinute { get; }

    /// <summary>Requests of a user to endpoints without a limit of their own; null for no limit.</summary>
    public int? RequestsPerMinute { get; }

    /// <summary>Whether the limits that endpoints have by themselves hold.</summary>
    public bool LimitsEndpoints { get; }

    public int MaxConcurrentJobs { get; }

    public int MaxConcurrentPerUser { get; }

    private static int? OrNone(int? configured, int otherwise) => (configured ?? otherwise) is > 0 and var limit ? limit : null;
}
