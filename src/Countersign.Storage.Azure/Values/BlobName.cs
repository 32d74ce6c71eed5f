using Countersign.Storage.Azure.Keys;

namespace Countersign.Storage.Azure.Values;

/// <summary>The name of a blob that holds a row's value; from it, upkeep finds the row.</summary>
/// <param name="JobId">The row's partition.</param>
/// <param name="Generation">Which life of the job: an identifier that is free again may be taken by another job.</param>
/// <param name="Row">The row's key.</param>
/// <param name="Version">Makes each writing of the row another blob, so that readers of the one before are not disturbed.</param>
internal sealed record BlobName(string JobId, string Generation, string Row, string Version)
{
    public static string PrefixOf(string jobId, string generation) => $"{KeyText.EncodeSegment(jobId)}/{generation}/";

    /// <returns>Null for a blob that this store did not write.</returns>
    public static BlobName? TryParse(string name) => name.Split('/') is [var jobId, var generation, var row, var version]
        ? new BlobName(KeyText.Decode(jobId), generation, KeyText.Decode(row), version)
        : null;

    public override string ToString() => $"{PrefixOf(JobId, Generation)}{KeyText.EncodeSegment(Row)}/{Version}";
}
