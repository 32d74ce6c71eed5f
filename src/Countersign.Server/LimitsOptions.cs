namespace Countersign.Server;

/// <summary>The bounds of requests; section <c>Limits</c>.</summary>
public sealed class LimitsOptions
{
    /// <summary>The largest JSON body in bytes. Default 1 MiB.</summary>
    public long MaxBodyBytes { get; set; } = 1L << 20;

    /// <summary>The largest upload in bytes. Default 1 GiB.</summary>
    public long MaxUploadBytes { get; set; } = 1L << 30;

    /// <summary>How many files a source may hold. Default 50,000.</summary>
    public int MaxSourceFiles { get; set; } = 50_000;

    /// <summary>How many bytes the files of a source may have together, unpacked. Default 2 GiB.</summary>
    public long MaxSourceBytes { get; set; } = 2L << 30;

    /// <summary>The largest file that a step may save, in bytes. Default 256 MiB.</summary>
    public long MaxArtifactBytes { get; set; } = 1L << 28;
}
