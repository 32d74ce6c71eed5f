namespace Countersign.Server;

/// <summary>Which pages may call this server; in section <c>Http</c>.</summary>
public sealed class CrossOriginOptions
{
    /// <summary>
    /// Origins such as <c>https://jobs.example.org</c> whose pages may call this server and read its answers. Default none: only its
    /// own pages. Without authentication such a page may do everything that the person at the machine may.
    /// </summary>
    public IList<string> AllowedOrigins { get; } = [];
}
