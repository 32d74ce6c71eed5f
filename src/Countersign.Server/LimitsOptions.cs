namespace Countersign.Server;

/// <summary>The bounds of requests; section <c>Limits</c>.</summary>
public sealed class LimitsOptions
{
    /// <summary>The largest JSON body in bytes. Default 1 MiB.</summary>
    public long MaxBodyBytes { get; set; } = 1L << 20;

    /// <summary>The largest upload in bytes. Default 1 GiB.</summary>
    public long MaxUploadBytes { get; set; } = 1L << 30;

    /// <summary>The largest file that a step may save, in bytes. Default 256 MiB.</summary>
    public long MaxArtifactBytes { get; set; } = 1L << 28;
}
