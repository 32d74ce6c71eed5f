using System.Collections.Concurrent;
using System.Net.Http.Headers;
using Countersign.Contracts.Errors;
using Countersign.Contracts.Hashing;
using Countersign.Contracts.Jobs;
using Countersign.Kinds;

namespace Countersign.Testing.Kinds;

/// <summary>What a step saves, in memory, under the rules of the server's own; for tests of a kind alone.</summary>
public sealed class MemoryArtifacts : IArtifacts
{
    /// <summary>Name to content type and bytes.</summary>
    public ConcurrentDictionary<string, (string ContentType, byte[] Bytes)> Saved { get; } = new(StringComparer.Ordinal);

    public async Task<ArtifactEntry> SaveAsync(string name, string contentType, Stream content, CancellationToken cancellationToken)
    {
        if (!ArtifactNames.IsValid(name))
        {
            throw new WorkFailedException(ErrorCodes.ArtifactNameInvalid, $"'{name}' cannot name an artifact.");
        }

        _ = MediaTypeHeaderValue.Parse(contentType);
        var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, cancellationToken);
        Saved[name] = (contentType, bytes.ToArray());
        return new ArtifactEntry(name, contentType, bytes.Length, Digest.Of(bytes.ToArray())) { PlanVersion = 1, Step = "step", Attempt = 1 };
    }
}
